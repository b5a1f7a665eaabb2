import type { Transaction } from '@anmin/db/client';
import { dose } from '@anmin/db/schema/vaccination';
import { officeDay } from '@anmin/domain/calendar/day';
import { faultsOfDose } from '@anmin/domain/vaccination/dose';
import { refuse } from '@anmin/domain/refusal';
import { and, eq, isNull, sql } from 'drizzle-orm';
import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { actorName, journal } from '../journal.ts';
import { officeNow } from '../office/now.ts';
import { once } from '../once.ts';
import { inScope, isUnder } from '../scope.ts';
import { Refused, type StaffContext } from '../trpc.ts';
import { dosesOf, keepReached, lockCard, ownCard, type Card } from './card.ts';
import type { correctInput, doseInput, endInput } from './inputs.ts';

type Written = z.infer<typeof doseInput>['dose'];

/** Writes a dose down beside the others of the same person; one that cannot stand there is refused with what is wrong. */
export function enterDose(ctx: StaffContext, { key, dose: given, ...card }: z.infer<typeof doseInput>) {
  return inScope(ctx, ctx.units, (tx) =>
    once(tx, ctx, { scope: `staff:${ctx.actor.id}`, key, body: ['vaccination.enterDose', card, given] }, async () => {
      const id = await writeDose(tx, ctx, card, { given, corrects: null });
      await keepReached(tx, [card]);
      await journal(tx, ctx.actor, { action: 'dose.entered', subject: id, office: card.unit });
      return { dose: id };
    }),
  );
}

/** Puts another dose in the place of one that was written down wrongly. What was known before stays on record. */
export function correctDose(ctx: StaffContext, { key, unit, id, reason, dose: given }: z.infer<typeof correctInput>) {
  return inScope(ctx, ctx.units, (tx) =>
    once(
      tx,
      ctx,
      { scope: `staff:${ctx.actor.id}`, key, body: ['vaccination.correctDose', unit, id, reason, given] },
      async () => {
        const card = await end(tx, ctx, { unit, id, reason });
        const next = await writeDose(tx, ctx, card, { given, corrects: id });
        await keepReached(tx, [card]);
        await journal(tx, ctx.actor, { action: 'dose.corrected', subject: id, office: unit, fields: ['reason'] });
        return { dose: next };
      },
    ),
  );
}

/** Takes away a dose that was never given, with the reason. */
export function strikeDose(ctx: StaffContext, { key, unit, id, reason }: z.infer<typeof endInput>) {
  return inScope(ctx, ctx.units, (tx) =>
    once(
      tx,
      ctx,
      { scope: `staff:${ctx.actor.id}`, key, body: ['vaccination.strikeDose', unit, id, reason] },
      async () => {
        await keepReached(tx, [await end(tx, ctx, { unit, id, reason })]);
        await journal(tx, ctx.actor, { action: 'dose.struck', subject: id, office: unit, fields: ['reason'] });
        return { dose: id };
      },
    ),
  );
}

/** Writes a dose beside the others of somebody; whoever calls tells what they have reached anew. */
export async function writeDose(
  tx: Transaction,
  ctx: StaffContext,
  card: Card,
  { given, corrects }: { readonly given: Written; readonly corrects: string | null },
): Promise<string> {
  const { bornOn: born } = await ownCard(tx, ctx, card);
  await lockCard(tx, card);
  const today = officeDay(await officeNow(tx)).toString();
  const faults = faultsOfDose(given, await dosesOf(tx, card), { today, born });
  if (faults.length > 0) throw new Refused(refuse('wrongInput', [], { fields: faults.map((it) => `dose:${it}`) }));
  const id = randomUUID();
  const { on: givenOn, ...rest } = given;
  await tx.insert(dose).values({ id, ...card, ...rest, givenOn, corrects, madeBy: actorName(ctx.actor) });
  return id;
}

async function end(
  tx: Transaction,
  ctx: StaffContext,
  { unit, id, reason }: { unit: string; id: string; reason: string },
) {
  const [found] = await tx
    .select({ unit: dose.unit, person: dose.person })
    .from(dose)
    .where(and(eq(dose.id, id), eq(dose.unit, unit), isUnder(dose.unit, ctx.units)));
  if (found === undefined) throw new Refused(refuse('notFound'));
  await lockCard(tx, found);
  const ended = await tx
    .update(dose)
    .set({ knownUntil: sql`office_now()`, endedBy: actorName(ctx.actor), endReason: reason })
    .where(and(eq(dose.id, id), isNull(dose.knownUntil)))
    .returning({ id: dose.id });
  if (ended.length === 0) throw new Refused(refuse('stale'));
  return found;
}
