import { vaccinationAttendance } from '@anmin/db/schema/vaccination';
import type { Transaction } from '@anmin/db/client';
import { officeDay } from '@anmin/domain/calendar/day';
import { refuse } from '@anmin/domain/refusal';
import { and, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import type { z } from 'zod';
import { actorName, journal } from '../journal.ts';
import { officeNow } from '../office/now.ts';
import { once } from '../once.ts';
import { inScope, isUnder } from '../scope.ts';
import { Refused, type StaffContext } from '../trpc.ts';
import { keepReached, type Card } from './card.ts';
import { writeDose } from './doses.ts';
import type { attendInput, endObservationInput } from './inputs.ts';
import { heldSession } from './sessions.ts';

/**
 * What came of somebody on the day. Whoever was vaccinated has their dose on record with it, by the vaccine and batch of the
 * session, and is watched from then on if it is entered that very day.
 */
export function attend(ctx: StaffContext, { key, id, came, ...card }: z.infer<typeof attendInput>) {
  return inScope(ctx, ctx.units, (tx) =>
    once(tx, ctx, { scope: `staff:${ctx.actor.id}`, key, body: ['vaccination.attend', id, card, came] }, async () => {
      const found = await heldSession(tx, ctx, id);
      const today = officeDay(await officeNow(tx)).toString();
      if (found.cancelledAt !== null) throw new Refused(refuse('stale'));
      if (today < found.onDay) throw new Refused(refuse('wrongInput', [], { fields: ['session:ahead'] }));
      await isInvited(tx, ctx, id, card);
      const { kind, onDay: on, product, batch, place } = found;
      const isVaccinated = came.outcome === 'vaccinated';
      const dose = isVaccinated
        ? await writeDose(tx, ctx, card, {
            given: { kind, number: came.number, on, product, batch, place },
            corrects: null,
          })
        : null;
      const said = await tx
        .update(vaccinationAttendance)
        .set({ outcome: came.outcome, dose, ...(isVaccinated && on === today && { observedFrom: sql`office_now()` }) })
        .where(and(isOf(id, card), isNull(vaccinationAttendance.outcome)))
        .returning({ person: vaccinationAttendance.person });
      if (said.length === 0) throw new Refused(refuse('stale'));
      if (dose !== null) {
        await keepReached(tx, [card]);
        await journal(tx, ctx.actor, { action: 'dose.entered', subject: dose, office: card.unit });
      }
      const codes = { outcome: came.outcome };
      await journal(tx, ctx.actor, { action: 'vaccinationDay.attended', subject: id, office: card.unit, codes });
      return { dose };
    }),
  );
}

/** Somebody was watched until now, by whoever says so. */
export function endObservation(ctx: StaffContext, { key, id, ...card }: z.infer<typeof endObservationInput>) {
  return inScope(ctx, ctx.units, (tx) =>
    once(tx, ctx, { scope: `staff:${ctx.actor.id}`, key, body: ['vaccination.endObservation', id, card] }, async () => {
      await isInvited(tx, ctx, id, card);
      const { observedFrom, observedUntil, person } = vaccinationAttendance;
      const ended = await tx
        .update(vaccinationAttendance)
        .set({ observedUntil: sql`office_now()`, observedBy: actorName(ctx.actor) })
        .where(and(isOf(id, card), isNotNull(observedFrom), isNull(observedUntil)))
        .returning({ person });
      if (ended.length === 0) throw new Refused(refuse('stale'));
      await journal(tx, ctx.actor, { action: 'vaccinationDay.observed', subject: id, office: card.unit });
      return { session: id };
    }),
  );
}

/** Somebody on a day. */
export const isOf = (id: string, { unit, person }: Card) =>
  and(
    eq(vaccinationAttendance.session, id),
    eq(vaccinationAttendance.unit, unit),
    eq(vaccinationAttendance.person, person),
  );

async function isInvited(tx: Transaction, ctx: StaffContext, id: string, card: Card): Promise<void> {
  const [found] = await tx
    .select({ person: vaccinationAttendance.person })
    .from(vaccinationAttendance)
    .where(and(isOf(id, card), isUnder(vaccinationAttendance.unit, ctx.units)));
  if (found === undefined) throw new Refused(refuse('notFound'));
}
