import type { Transaction } from '@anmin/db/client';
import { dose } from '@anmin/db/schema/vaccination';
import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { actorName, journal, journalAll } from '../journal.ts';
import type { StaffContext } from '../trpc.ts';
import { keepReached, lockCardsOf } from '../vaccination/card.ts';
import type { Written } from './ledger.ts';
import type { DosePlan } from './plans.ts';

type Due = { readonly number: number; readonly plan: DosePlan };
type Sheet = { readonly id: string; readonly unit: string; readonly reason: string };

/** Writes the doses of lines as their form would: one that was written down otherwise ends with the reason. */
export async function writeDoses(
  tx: Transaction,
  ctx: StaffContext,
  sheet: Sheet,
  lines: readonly Due[],
): Promise<Written[]> {
  await lockCardsOf(tx, sheet.unit);
  const { unit, reason } = sheet;
  const made = lines.flatMap(({ plan }) => plan.doses.map((it) => ({ ...it, id: randomUUID(), person: plan.person })));
  await end(
    tx,
    ctx,
    made.flatMap(({ instead }) => instead ?? []),
    reason,
  );
  const rows = made.map(({ id, person, given: { on: givenOn, ...given }, instead: corrects }) => ({
    ...{ id, person, unit, ...given, givenOn, corrects, madeBy: actorName(ctx.actor) },
  }));
  if (rows.length > 0) await tx.insert(dose).values(rows);
  await keepReached(
    tx,
    lines.map(({ plan: { person } }) => ({ unit, person })),
  );
  await journalAll(
    tx,
    ctx.actor,
    made.map(({ id, instead }) => ({
      ...(instead === null ? { action: 'dose.entered', subject: id } : { action: 'dose.corrected', subject: instead }),
      ...{ office: unit, codes: { sheet: sheet.id } },
    })),
  );
  return lines.map(({ number, plan: { person } }) => {
    const own = made.filter((it) => it.person === person);
    return { number, record: person, version: 1, before: own.map(({ id, instead }) => ({ made: id, instead })) };
  });
}

const beforeSchema = z.array(z.strictObject({ made: z.string(), instead: z.string().nullable() }));

/** What was known in between stays on record, as of any dose; false: one of these was corrected or struck out since. */
export async function takeBackDoses(
  tx: Transaction,
  ctx: StaffContext,
  { unit, reason }: Pick<Sheet, 'unit' | 'reason'>,
  { record: person, before }: Written,
): Promise<boolean> {
  await lockCardsOf(tx, unit);
  const pairs = beforeSchema.parse(before);
  const made = pairs.map((it) => it.made);
  const standing = await tx.$count(dose, and(inArray(dose.id, made), isNull(dose.knownUntil)));
  if (standing < made.length) return false;
  await end(tx, ctx, made, reason);
  for (const { made: corrects, instead } of pairs) {
    if (instead === null) continue;
    const [was] = await tx.select().from(dose).where(eq(dose.id, instead));
    if (was === undefined) continue;
    const { kind, number, givenOn, product, batch, place } = was;
    const again = { id: randomUUID(), person, unit, kind, number, givenOn, product, batch, place, corrects };
    await tx.insert(dose).values({ ...again, madeBy: actorName(ctx.actor) });
  }
  await keepReached(tx, [{ unit, person }]);
  for (const id of made)
    await journal(tx, ctx.actor, { action: 'dose.struck', subject: id, office: unit, fields: ['reason'] });
  return true;
}

async function end(tx: Transaction, ctx: StaffContext, ids: readonly string[], reason: string): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .update(dose)
    .set({ knownUntil: sql`office_now()`, endedBy: actorName(ctx.actor), endReason: reason })
    .where(inArray(dose.id, [...ids]));
}
