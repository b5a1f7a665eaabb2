import { asBytes } from '@anmin/db/book-place';
import type { Transaction } from '@anmin/db/client';
import { sheet, sheetLine } from '@anmin/db/schema/sheets';
import { refuse } from '@anmin/domain/refusal';
import { asc, eq, isNotNull, and, sql } from 'drizzle-orm';
import type { z } from 'zod';
import { actorName, journal } from '../journal.ts';
import { once } from '../once.ts';
import { seal, unseal } from '../privacy/seal.ts';
import { inScope } from '../scope.ts';
import { Refused, type StaffContext } from '../trpc.ts';
import { broughtIn, countsOf } from './check.ts';
import type { confirmInput, undoInput } from './inputs.ts';
import type { IncomingLedger, Judged, ReadLine, Written } from './ledger.ts';
import { keptLines, ownSheet } from './lines.ts';

/**
 * Writes a checked sheet down, all of it or nothing: one transaction, so that whatever ends the process leaves the ledger as it
 * was, and the same wish again does it once. What was found at the check is not believed: every line is judged anew.
 */
export function confirm<Key extends string, Plan>(
  ctx: StaffContext,
  ledger: IncomingLedger<Key, Plan>,
  { key, sheet: id, doubles, reason }: z.infer<typeof confirmInput>,
) {
  const body = ['sheets.confirm', ledger.id, id, doubles];
  return inScope(ctx, ctx.units, (tx) =>
    once(tx, ctx, { scope: `staff:${ctx.actor.id}`, key, body }, async () => {
      const found = await ownSheet(tx, ctx, ledger, id, { lock: true });
      const isDone = found.confirmedAt !== null || (await broughtIn(tx, found)) !== undefined;
      if (isDone || found.isOver || found.counts.wrong > 0) throw new Refused(refuse('stale'));
      const judged = await ledger.judge(tx, ctx, found.unit, await linesOf<Key>(tx, ctx, id));
      // lines that are gone already must not look like a shorter sheet
      const isWhole = judged.length === Object.values(found.counts).reduce((sum, count) => sum + count, 0);
      if (!isWhole || judged.some(({ verdict }) => verdict === 'wrong')) throw new Refused(refuse('stale'));
      const due = dueOf(judged, doubles);
      const counts = countsOf(judged);
      for (let from = 0; from < due.length; from += atOnce) {
        const written = await ledger.write(tx, ctx, { id, unit: found.unit, reason }, due.slice(from, from + atOnce));
        await keepWritten(tx, ctx, id, written);
      }
      await tx
        .update(sheet)
        .set({ counts, confirmedBy: actorName(ctx.actor), confirmedAt: sql`office_now()` })
        .where(eq(sheet.id, id));
      await journal(tx, ctx.actor, {
        ...{ action: 'sheet.confirmed', subject: id, office: found.unit },
        codes: { ledger: ledger.id, ...counts, written: due.length, doubles },
      });
      return { sheet: id, written: due.length };
    }),
  );
}

/** Takes back what a sheet wrote, where nothing newer stands on it, for as long as a bureau settled. */
export function undo<Key extends string, Plan>(
  ctx: StaffContext,
  ledger: IncomingLedger<Key, Plan>,
  { key, sheet: id, reason }: z.infer<typeof undoInput>,
) {
  return inScope(ctx, ctx.units, (tx) =>
    once(tx, ctx, { scope: `staff:${ctx.actor.id}`, key, body: ['sheets.undo', ledger.id, id] }, async () => {
      const found = await ownSheet(tx, ctx, ledger, id, { lock: true });
      if (found.confirmedAt === null || found.undoneAt !== null || found.isOver) throw new Refused(refuse('stale'));
      let [undone, kept] = [0, 0];
      for (const written of (await writtenBy(tx, ctx, id)).reverse()) {
        if (await ledger.takeBack(tx, ctx, { unit: found.unit, reason }, written)) undone += 1;
        else kept += 1;
      }
      await tx
        .update(sheet)
        .set({ undoneBy: actorName(ctx.actor), undoneAt: sql`office_now()` })
        .where(eq(sheet.id, id));
      await journal(tx, ctx.actor, {
        ...{ action: 'sheet.undone', subject: id, office: found.unit },
        codes: { ledger: ledger.id, undone, kept },
      });
      return { undone, kept };
    }),
  );
}

/** lines written at once, so that nobody else waits for long */
const atOnce = 1_000;

async function linesOf<Key extends string>(tx: Transaction, { keys }: StaffContext, id: string) {
  const lines: ReadLine<Key>[] = [];
  for await (const some of keptLines(tx, keys, id))
    for (const { number, values } of some) lines.push({ number, values, wrong: [] });
  return lines;
}

function dueOf<Plan>(judged: readonly Judged<Plan>[], doubles: boolean) {
  return judged.flatMap(({ number, verdict, plan }) =>
    plan === null || (verdict === 'double' && !doubles) ? [] : [{ number, plan }],
  );
}

async function keepWritten(tx: Transaction, { keys }: StaffContext, id: string, written: readonly Written[]) {
  const kept = written.map(({ number, record, version, before }) => {
    const sealed = before === null ? null : seal(keys, `sheet_line.before:${id}.${number}`, JSON.stringify(before));
    return { number, record, version, before: sealed === null ? null : asBytes(sealed) };
  });
  await tx.execute(sql`
    update sheet_line l set record = w.record, version = w.version, before_sealed = w.before
      from jsonb_to_recordset(${JSON.stringify(kept)}::jsonb) w(number int, record uuid, version int, before bytea)
     where l.sheet = ${id} and l.number = w.number`);
}

async function writtenBy(tx: Transaction, { keys }: StaffContext, id: string): Promise<Written[]> {
  const rows = await tx
    .select()
    .from(sheetLine)
    .where(and(eq(sheetLine.sheet, id), isNotNull(sheetLine.record)))
    .orderBy(asc(sheetLine.number));
  return rows.map(({ number, record, version, beforeSealed }) => ({
    ...{ number, record: record ?? '', version: version ?? 0 },
    before:
      beforeSealed === null
        ? null
        : (JSON.parse(unseal(keys, `sheet_line.before:${id}.${number}`, beforeSealed)) as unknown),
  }));
}
