import { vaccinationAttendance, vaccinationSession } from '@anmin/db/schema/vaccination';
import type { Transaction } from '@anmin/db/client';
import { officeDay } from '@anmin/domain/calendar/day';
import type { Action } from '@anmin/domain/organisation/actions';
import { refuse } from '@anmin/domain/refusal';
import { and, eq, isNull, sql } from 'drizzle-orm';
import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { actorName, journal } from '../journal.ts';
import { officeNow } from '../office/now.ts';
import { once } from '../once.ts';
import { inScope, isUnder } from '../scope.ts';
import { ownUnit } from '../staff/standing.ts';
import { Refused, type StaffContext } from '../trpc.ts';
import { isOf } from './attend.ts';
import { candidatesUnder } from './candidates.ts';
import type { cancelSessionInput, changeSessionInput, inviteInput, planSessionInput, uninviteInput } from './inputs.ts';
import { heldSession, invitedTo, seenSession } from './sessions.ts';

/** A day on which people of a unit, or of those below it, are vaccinated together. */
export function planSession(ctx: StaffContext, { key, unit, session: given }: z.infer<typeof planSessionInput>) {
  return inScope(ctx, ctx.units, (tx) =>
    once(tx, ctx, { scope: `staff:${ctx.actor.id}`, key, body: ['vaccination.planSession', unit, given] }, async () => {
      await ownUnit(tx, ctx, unit);
      await refusePast(tx, given.on);
      const { on: onDay, ...rest } = given;
      const id = randomUUID();
      await tx.insert(vaccinationSession).values({ id, unit, onDay, ...rest, madeBy: actorName(ctx.actor) });
      await journal(tx, ctx.actor, { action: 'vaccinationDay.planned', subject: id, office: unit });
      return { session: id };
    }),
  );
}

/**
 * Another day, place or batch; whoever is invited stays so. Once it was said of anybody what came of them, the day and what
 * they were given stand.
 */
export function changeSession(ctx: StaffContext, { session: given, ...at }: z.infer<typeof changeSessionInput>) {
  return change(ctx, { ...at, body: given, action: 'vaccinationDay.changed' }, async (tx, held) => {
    await refusePast(tx, given.on);
    const { on: onDay, ...rest } = given;
    const { groups, hasBegun } = await invitedTo(tx, held.id);
    const stands =
      (['kind', 'product', 'batch'] as const).every((it) => given[it] === held[it]) && onDay === held.onDay;
    const wrong = [
      ...(hasBegun && !stands ? ['session:begun'] : []),
      ...(given.starts.length < groups ? ['session:groups'] : []),
    ];
    if (wrong.length > 0) throw new Refused(refuse('wrongInput', [], { fields: wrong }));
    return { onDay, ...rest };
  });
}

/** It does not take place, with the reason; what has begun did. */
export function cancelSession(ctx: StaffContext, { reason, ...at }: z.infer<typeof cancelSessionInput>) {
  return change(ctx, { ...at, body: reason, action: 'vaccinationDay.cancelled' }, async (tx, { id }) => {
    if ((await invitedTo(tx, id)).hasBegun) throw new Refused(refuse('wrongInput', [], { fields: ['session:begun'] }));
    return { cancelledAt: sql`office_now()`, cancelledBy: actorName(ctx.actor), cancelReason: reason };
  });
}

/** People of the outstanding are invited into a group; who needs a medic's word first is refused with the clauses. */
export function invite(ctx: StaffContext, { key, id, group, people }: z.infer<typeof inviteInput>) {
  return inScope(ctx, ctx.units, (tx) =>
    once(
      tx,
      ctx,
      { scope: `staff:${ctx.actor.id}`, key, body: ['vaccination.invite', id, group, people] },
      async () => {
        const found = await heldSession(tx, ctx, id);
        if (found.cancelledAt !== null) throw new Refused(refuse('stale'));
        await refusePast(tx, found.onDay);
        if (group > found.starts.length) throw new Refused(refuse('wrongInput', [], { fields: ['session:group'] }));
        const roots = found.isOwn ? [found.unit] : ctx.units;
        const asked = { session: id, day: found.onDay, persons: people.map(({ person }) => person) };
        const candidates = await candidatesUnder(tx, ctx, roots, asked);
        // in one order, so that two who invite the same people do not wait for each other
        const sorted = people.toSorted((one, other) => one.person.localeCompare(other.person));
        const invited = sorted.map(({ unit, person }) => {
          const candidate = candidates.find((it) => it.unit === unit && it.person === person);
          if (candidate === undefined) throw new Refused(refuse('stale'));
          return candidate;
        });
        const hindered = invited.filter(({ hinders }) => hinders !== null);
        if (hindered.length > 0) {
          const fields = hindered.map(({ hinders }) => `session:${hinders ?? ''}`);
          throw new Refused(refuse('wrongInput', [...new Set(hindered.flatMap((it) => it.clauses))], { fields }));
        }
        const madeBy = actorName(ctx.actor);
        const made = await tx
          .insert(vaccinationAttendance)
          .values(invited.map(({ unit, person }) => ({ session: id, unit, person, groupNumber: group, madeBy })))
          .onConflictDoNothing()
          .returning({ person: vaccinationAttendance.person });
        if (made.length < invited.length) throw new Refused(refuse('stale'));
        const codes = { people: invited.length, group };
        for (const office of new Set(invited.map(({ unit }) => unit)))
          await journal(tx, ctx.actor, { action: 'vaccinationDay.invited', subject: id, office, codes });
        return { invited: invited.length };
      },
    ),
  );
}

/** Somebody does not come after all, said before the day begins; from then on it is said what came of them. */
export function uninvite(ctx: StaffContext, { key, id, ...card }: z.infer<typeof uninviteInput>) {
  return inScope(ctx, ctx.units, (tx) =>
    once(tx, ctx, { scope: `staff:${ctx.actor.id}`, key, body: ['vaccination.uninvite', id, card] }, async () => {
      const { onDay, cancelledAt } = await heldSession(tx, ctx, id);
      if (cancelledAt !== null) throw new Refused(refuse('stale'));
      if (onDay <= officeDay(await officeNow(tx)).toString())
        throw new Refused(refuse('wrongInput', [], { fields: ['session:today'] }));
      const gone = await tx
        .delete(vaccinationAttendance)
        .where(and(isOf(id, card), isUnder(vaccinationAttendance.unit, ctx.units)))
        .returning({ person: vaccinationAttendance.person });
      if (gone.length === 0) throw new Refused(refuse('notFound'));
      await journal(tx, ctx.actor, { action: 'vaccinationDay.uninvited', subject: id, office: card.unit });
      return { session: id };
    }),
  );
}

async function refusePast(tx: Transaction, day: string): Promise<void> {
  if (day < officeDay(await officeNow(tx)).toString())
    throw new Refused(refuse('wrongInput', [], { fields: ['session:past'] }));
}

type Change = {
  readonly key: string;
  readonly id: string;
  readonly version: number;
  readonly body: unknown;
  readonly action: Action;
};

function change(
  ctx: StaffContext,
  { key, id, version, body, action }: Change,
  make: (tx: Transaction, held: typeof vaccinationSession.$inferSelect) => Promise<Record<string, unknown>>,
) {
  return inScope(ctx, ctx.units, (tx) =>
    once(tx, ctx, { scope: `staff:${ctx.actor.id}`, key, body: [action, id, version, body] }, async () => {
      const found = await seenSession(tx, ctx, id);
      if (!found.isOwn) throw new Refused(refuse('notFound'));
      const isAsSeen = and(
        eq(vaccinationSession.id, id),
        eq(vaccinationSession.version, version),
        isNull(vaccinationSession.cancelledAt),
      );
      const [held] = await tx.select().from(vaccinationSession).where(isAsSeen).for('update');
      if (held === undefined) throw new Refused(refuse('stale'));
      await tx
        .update(vaccinationSession)
        .set({ ...(await make(tx, held)), version: sql`${vaccinationSession.version} + 1` })
        .where(eq(vaccinationSession.id, id));
      await journal(tx, ctx.actor, { action, subject: id, office: found.unit });
      return { session: id };
    }),
  );
}
