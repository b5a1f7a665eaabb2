import type { Transaction } from '@anmin/db/client';
import { membership } from '@anmin/db/schema/people';
import { readMember, type TypedMember } from '@anmin/domain/people/member';
import { officeDay } from '@anmin/domain/calendar/day';
import { and, eq, isNull, sql } from 'drizzle-orm';
import { z } from 'zod';
import { journal, journalAll } from '../journal.ts';
import { officeNow } from '../office/now.ts';
import { changeCard, correctTo, moveTo, typedOf } from '../people/enter.ts';
import { ownMember, type Joined } from '../people/row.ts';
import { enterMembers, writePhone } from '../people/write.ts';
import type { StaffContext } from '../trpc.ts';
import type { Written } from './ledger.ts';
import type { MemberPlan } from './plans.ts';

type Due = { readonly number: number; readonly plan: MemberPlan };
type Sheet = { readonly id: string; readonly unit: string };

/** Writes lines as their forms would, each with its entry. */
export async function writeMembers(tx: Transaction, ctx: StaffContext, sheet: Sheet, lines: readonly Due[]) {
  const entering = lines.flatMap(({ number, plan }) => (plan.act === 'enter' ? [{ number, ...plan }] : []));
  const entered = await enterMembers(
    tx,
    ctx,
    sheet.unit,
    entering.map(({ written }) => written),
  );
  await journalAll(
    tx,
    ctx.actor,
    entering.map(({ written: { role, since } }, at) => ({
      ...{ action: 'member.entered', subject: entered[at]?.membership ?? '', office: sheet.unit },
      codes: { role, from: since, sheet: sheet.id },
    })),
  );
  const written: Written[] = entering.map(({ number }, at) => ({
    number,
    record: entered[at]?.membership ?? '',
    version: 1,
    before: entered[at]?.instead ?? null,
  }));
  for (const { number, plan } of lines)
    if (plan.act !== 'enter') written.push({ number, ...(await change(tx, ctx, sheet, plan)) });
  return written;
}

async function change(
  tx: Transaction,
  ctx: StaffContext,
  sheet: Sheet,
  { act, membership: id, written, changed }: Exclude<MemberPlan, { act: 'enter' }>,
): Promise<Omit<Written, 'number'>> {
  const found = await ownMember(tx, ctx, id, true);
  const typed = typedOf(ctx, found);
  const cardVersion = await (act === 'correct' ? correctTo : changeCard)(tx, ctx, found, written);
  const record = act === 'correct' ? id : await moveTo(tx, ctx, await ownMember(tx, ctx, id, true), written);
  const now = await ownMember(tx, ctx, record, false);
  const moved =
    act === 'move'
      ? ({
          action: 'member.moved',
          codes: { before: found.membership.role, role: written.role, from: written.since },
        } as const)
      : ({ action: 'member.corrected', codes: {} } as const);
  await journal(tx, ctx.actor, {
    ...moved,
    subject: id,
    office: sheet.unit,
    fields: [...changed, 'reason'],
    codes: { ...moved.codes, sheet: sheet.id },
  });
  const before: Before = { typed, cardVersion, from: act === 'move' ? id : null };
  return { record, version: now.membership.version, before };
}

const beforeSchema = z.strictObject({
  typed: z.record(z.string(), z.string()),
  /** of the card as this line wrote it; null: it did not, or another line of the same person had */
  cardVersion: z.int().nullable(),
  /** the membership that ended, if one did */
  from: z.string().nullable(),
});
type Before = z.infer<typeof beforeSchema>;

const insteadSchema = z.strictObject({ phone: z.string().nullable(), cardVersion: z.int() });

/** As if the line had never been written; false: somebody has changed it since, or something hangs on it. */
export async function takeBackMember(
  tx: Transaction,
  ctx: StaffContext,
  { unit }: Pick<Sheet, 'unit'>,
  { record, version, before }: Written,
) {
  const written = { record, version };
  const instead = insteadSchema.nullable().safeParse(before);
  const isBack = instead.success
    ? await takeEntered(tx, ctx, written, instead.data)
    : await putBack(tx, ctx, written, beforeSchema.parse(before));
  if (isBack) await journal(tx, ctx.actor, { action: 'member.takenBack', subject: record, office: unit });
  return isBack;
}

/** What stood on a card before is written there again, unless somebody wrote something else since. */
async function takeEntered(
  tx: Transaction,
  ctx: StaffContext,
  { record, version }: Pick<Written, 'record' | 'version'>,
  instead: z.infer<typeof insteadSchema> | null,
): Promise<boolean> {
  const found = await currentMember(tx, ctx, record);
  if (found === null || !(await takeOut(tx, record, version))) return false;
  if (instead?.cardVersion === found.card.version) await writePhone(tx, ctx, found.card, instead.phone);
  return true;
}

async function takeOut(tx: Transaction, record: string, version: number): Promise<boolean> {
  const { rows } = await tx.execute<{ done: boolean }>(
    sql`select take_back_member(${record}::uuid, ${version}) as done`,
  );
  return rows[0]?.done === true;
}

async function putBack(
  tx: Transaction,
  ctx: StaffContext,
  { record, version }: Pick<Written, 'record' | 'version'>,
  { typed, cardVersion, from }: Before,
): Promise<boolean> {
  const found = await currentMember(tx, ctx, record);
  if (found?.membership.version !== version) return false;
  if (cardVersion !== null && found.card.version !== cardVersion) return false;
  const now = typedOf(ctx, found);
  const { name, idNumber, phone, sex, bornOn } = cardVersion === null ? now : (typed as TypedMember);
  const read = readMember(
    { ...(typed as TypedMember), name, idNumber, phone, sex, bornOn },
    {
      today: officeDay(await officeNow(tx)),
      regions: ctx.demo ? 'demo' : 'real',
    },
  );
  if ('wrong' in read) return false;
  if (from === null) {
    await correctTo(tx, ctx, found, read.ok);
    return true;
  }
  if (!(await takeOut(tx, record, version))) return false;
  await tx
    .update(membership)
    .set({ until: null, leftFor: null, version: sql`${membership.version} + 1` })
    .where(and(eq(membership.id, from), eq(membership.leftFor, 'transfer')));
  await changeCard(tx, ctx, await ownMember(tx, ctx, from, true), read.ok);
  return true;
}

/** null: it was ended, or is gone. */
async function currentMember(tx: Transaction, ctx: StaffContext, id: string): Promise<Joined | null> {
  const there = await tx.$count(membership, and(eq(membership.id, id), isNull(membership.until)));
  return there === 0 ? null : ownMember(tx, ctx, id, true);
}
