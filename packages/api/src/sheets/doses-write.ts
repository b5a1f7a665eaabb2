import type { Transaction } from '@anmin/db/client';
import { person } from '@anmin/db/schema/people';
import { dose } from '@anmin/db/schema/vaccination';
import { officeDay } from '@anmin/domain/calendar/day';
import { faultsOfDose } from '@anmin/domain/vaccination/dose';
import { and, eq, inArray, isNull, notInArray, sql } from 'drizzle-orm';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { actorName, journal, journalAll } from '../journal.ts';
import { officeNow } from '../office/now.ts';
import type { StaffContext } from '../trpc.ts';
import { isOneOf, keepReached } from '../vaccination/card.ts';
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
  const { unit, reason } = sheet;
  const made = lines.flatMap(({ plan }) => plan.doses.map((it) => ({ ...it, id: randomUUID(), person: plan.person })));
  await end(
    tx,
    ctx,
    made.flatMap(({ instead }) => instead ?? []),
    reason,
  );
  const rows = made.map(({ id, person: whose, given, instead: corrects }) => ({ id, whose, ...given, corrects }));
  // one value for all of them: thousands of parameters take longer to write down than the doses
  await tx.execute(sql`
    insert into dose (id, person, unit, kind, number, given_on, product, batch, place, corrects, made_by)
    select id, whose, ${unit}, kind, number, "on", product, batch, place, corrects, ${actorName(ctx.actor)}
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) it(id uuid, whose uuid, kind text, number int, "on" date,
                                                                 product text, batch text, place text, corrects uuid)`);
  await keepReached(
    tx,
    lines.map(({ plan: { person } }) => ({ unit, person })),
  );
  await journalAll(
    tx,
    ctx.actor,
    made.map(({ id, instead }) => ({
      ...(instead === null
        ? { action: 'dose.entered', subject: id }
        : { action: 'dose.corrected', subject: instead, fields: ['reason'] }),
      ...{ office: unit, codes: { sheet: sheet.id } },
    })),
  );
  const madeOf = Map.groupBy(made, (it) => it.person);
  return lines.map(({ number, plan: { person } }) => {
    const own = madeOf.get(person) ?? [];
    return { number, record: person, version: 1, before: own.map(({ id, instead }) => ({ made: id, instead })) };
  });
}

const beforeSchema = z.array(z.strictObject({ made: z.string(), instead: z.string().nullable() }));

/**
 * What was known in between stays on record, as of any dose; false: one of these was corrected or struck out since, or what it
 * took the place of cannot stand beside what was written since. Whose they are the doses say: a card goes over to the person
 * of a number that was put right.
 */
export async function takeBackDoses(
  tx: Transaction,
  ctx: StaffContext,
  { unit, reason }: Pick<Sheet, 'unit' | 'reason'>,
  { before }: Written,
): Promise<boolean> {
  const pairs = beforeSchema.parse(before);
  const made = pairs.map((it) => it.made);
  const standing = await tx
    .select({ person: dose.person, born: person.bornOn })
    .from(dose)
    .innerJoin(person, eq(person.id, dose.person))
    .where(and(inArray(dose.id, made), eq(dose.unit, unit), isNull(dose.knownUntil)));
  const [whose] = standing;
  if (whose === undefined || standing.length < made.length) return false;
  const card = { unit, person: whose.person };
  const again = await replacedBy(tx, pairs);
  const others = await tx
    .select(doseFields)
    .from(dose)
    .where(and(isOneOf(dose, [card]), isNull(dose.knownUntil), notInArray(dose.id, made)));
  const after = [...others, ...again.map(({ was }) => was)];
  const today = officeDay(await officeNow(tx)).toString();
  const isFit = again.every(({ was }) => {
    const beside = after.filter((it) => it !== was);
    return faultsOfDose(was, beside, { today, born: whose.born }).length === 0;
  });
  if (!isFit) return false;
  await end(tx, ctx, made, reason);
  if (again.length > 0)
    await tx.insert(dose).values(
      again.map(({ corrects, was: { on: givenOn, ...was } }) => ({
        ...{ id: randomUUID(), ...card, ...was, givenOn, corrects, madeBy: actorName(ctx.actor) },
      })),
    );
  await keepReached(tx, [card]);
  for (const id of made)
    await journal(tx, ctx.actor, { action: 'dose.struck', subject: id, office: unit, fields: ['reason'] });
  return true;
}

const doseFields = {
  ...{ kind: dose.kind, number: dose.number, on: dose.givenOn },
  ...{ product: dose.product, batch: dose.batch, place: dose.place },
};

/** The doses these took the place of, each with the one that did. */
async function replacedBy(tx: Transaction, pairs: z.infer<typeof beforeSchema>) {
  const madeFor = new Map(pairs.flatMap(({ made, instead }) => (instead === null ? [] : [[instead, made] as const])));
  const rows = await tx
    .select({ id: dose.id, was: doseFields })
    .from(dose)
    .where(inArray(dose.id, [...madeFor.keys()]));
  return rows.map(({ id, was }) => ({ was, corrects: madeFor.get(id) ?? null }));
}

async function end(tx: Transaction, ctx: StaffContext, ids: readonly string[], reason: string): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .update(dose)
    .set({ knownUntil: sql`office_now()`, endedBy: actorName(ctx.actor), endReason: reason })
    .where(inArray(dose.id, [...ids]));
}
