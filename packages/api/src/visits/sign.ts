import type { Transaction } from '@anmin/db/client';
import { careVisit } from '@anmin/db/schema/appointments';
import { gatePassage } from '@anmin/db/schema/gate';
import { officeDay } from '@anmin/domain/calendar/day';
import { refuse } from '@anmin/domain/refusal';
import { eq, sql } from 'drizzle-orm';
import type { z } from 'zod';
import type { Loaded } from '../bookings/load.ts';
import { changeBooking } from '../bookings/own.ts';
import { deskAct, servedBooking, type DeskAct } from '../counter/act.ts';
import { judgeAndKeep } from '../gate/check.ts';
import type { answersInput } from '../gate/inputs.ts';
import { journal } from '../journal.ts';
import { once } from '../once.ts';
import { inScope } from '../scope.ts';
import { Refused, type StaffContext } from '../trpc.ts';
import { comesByGate, isPending } from './row.ts';
import { keepTurn } from './turns.ts';

type SignIn = DeskAct & { readonly temperature: number; readonly answers: z.infer<typeof answersInput> };

/**
 * Signs visitors in: the gate judges as it judges everybody, and its passage stays with the visit. Who was turned away and
 * let in for a reason of an entitled person is signed in by asking again.
 */
export function signIn(ctx: StaffContext, { booking: id, key, ...input }: SignIn) {
  const { version, temperature, answers } = input;
  return inScope(ctx, ctx.units, (tx) =>
    once(tx, ctx, { scope: `staff:${ctx.actor.id}`, key, body: ['visit.in', id, input] }, async () => {
      const { loaded, office } = await servedBooking(tx, ctx, id, true);
      const today = officeDay(office.now).toString();
      const visit = comingOf(ctx, loaded, today);
      const { office: unit } = loaded.booking;
      const letIn = visit.passage !== null && (await hasPassed(tx, visit.passage, today));
      const judged = letIn ? null : await judgeAndKeep(tx, ctx, { unit, at: 'entry', as: 'visitor', answers });
      if (judged !== null) await tx.update(careVisit).set({ passage: judged.passage }).where(eq(careVisit.booking, id));
      const passes = judged === null || judged.verdict === 'passes';
      if (passes) await admit(tx, ctx, loaded, { version, temperature });
      return { passes, judged };
    }),
  );
}

function comingOf(ctx: StaffContext, loaded: Loaded, today: string) {
  const { slot, visit } = loaded;
  const { state } = loaded.booking;
  if (visit === null || !comesByGate(ctx, loaded) || state !== 'booked')
    throw new Refused(refuse('notChangeable', [], { state }));
  if (isPending(loaded)) throw new Refused(refuse('notAnswered'));
  if (slot.day !== today) throw new Refused(refuse('wrongDay', [], { day: slot.day }));
  return visit;
}

async function hasPassed(tx: Transaction, passage: string, today: string): Promise<boolean> {
  const [found] = await tx.select().from(gatePassage).where(eq(gatePassage.id, passage));
  return found?.verdict === 'passes' && found.onDay === today;
}

async function admit(
  tx: Transaction,
  ctx: StaffContext,
  loaded: Loaded,
  { version, temperature }: Pick<SignIn, 'version' | 'temperature'>,
): Promise<void> {
  const { id, office } = loaded.booking;
  const checkedInAt = sql`office_now()`;
  await changeBooking(tx, loaded, version, { state: 'checkedIn', checkedInAt, checkedInBy: ctx.actor.name });
  await tx.update(careVisit).set({ temperature, inAt: checkedInAt }).where(eq(careVisit.booking, id));
  await journal(tx, ctx.actor, { action: 'booking.checkedIn', subject: id, office, fields: ['temperature'] });
}

/** Signs visitors out: the visit is done. */
export function signOut(ctx: StaffContext, input: DeskAct) {
  return deskAct(ctx, 'visit.out', input, async (tx, loaded) => {
    const { booking: row, visit } = loaded;
    if (visit === null || !comesByGate(ctx, loaded) || row.state !== 'checkedIn')
      throw new Refused(refuse('notChangeable', [], { state: row.state }));
    await changeBooking(tx, loaded, input.version, { state: 'registered', endedAt: sql`office_now()` });
    await tx
      .update(careVisit)
      .set({ outAt: sql`office_now()` })
      .where(eq(careVisit.booking, row.id));
    await keepTurn(tx, ctx, loaded);
    await journal(tx, ctx.actor, { action: 'visit.left', subject: row.id, office: row.office });
  });
}
