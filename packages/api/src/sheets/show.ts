import type { Transaction } from '@anmin/db/client';
import { sheet, sheetLine } from '@anmin/db/schema/sheets';
import { and, asc, desc, eq, gt, inArray } from 'drizzle-orm';
import type { z } from 'zod';
import { readInstant } from '../office/now.ts';
import { journalRead } from '../privacy/reads.ts';
import { inScope } from '../scope.ts';
import { actorNamesOf } from '../staff/names.ts';
import { ownUnit } from '../staff/standing.ts';
import type { StaffContext } from '../trpc.ts';
import type { linesInput, listInput, oneInput } from './inputs.ts';
import type { IncomingLedger } from './ledger.ts';
import { headsOf, ownSheet, unsealed } from './lines.ts';

type Sheet = typeof sheet.$inferSelect;

/** lines of a sheet told on a page, and in a piece of the file; habits of the interface */
const shownAtOnce = 200;
const linesAtOnce = 1_000;

/** What was given for a ledger of a unit, the newest first. */
export function list<Key extends string, Plan>(
  ctx: StaffContext,
  ledger: IncomingLedger<Key, Plan>,
  { unit: id }: z.infer<typeof listInput>,
) {
  return inScope(ctx, ctx.units, async (tx) => {
    const { name } = await ownUnit(tx, ctx, id);
    const found = await tx
      .select()
      .from(sheet)
      .where(and(eq(sheet.unit, id), eq(sheet.ledger, ledger.id)))
      .orderBy(desc(sheet.madeAt))
      .limit(50);
    const names = await namesIn(tx, found);
    return { unit: { id, name }, sheets: found.map((it) => told(it, names)) };
  });
}

/** One of them, with the lines somebody has to look at. */
export function one<Key extends string, Plan>(
  ctx: StaffContext,
  ledger: IncomingLedger<Key, Plan>,
  { sheet: id }: z.infer<typeof oneInput>,
) {
  return inScope(ctx, ctx.units, async (tx) => {
    const found = await ownSheet(tx, ctx, ledger, id, { lock: false });
    const { name } = await ownUnit(tx, ctx, found.unit);
    const rows = await tx
      .select()
      .from(sheetLine)
      .where(and(eq(sheetLine.sheet, id), inArray(sheetLine.verdict, ['wrong', 'double'])))
      .orderBy(asc(sheetLine.number))
      .limit(shownAtOnce);
    const { places } = headsOf(ctx.keys, found);
    await journalRead(tx, ctx, found.unit, { of: 'sheet', count: rows.length });
    return {
      ...told(found, await namesIn(tx, [found])),
      ...{ unit: { id: found.unit, name }, shownAtOnce },
      ...{ ends: readInstant(found.ends).toString(), isOver: found.isOver },
      isKept: (await tx.$count(sheetLine, eq(sheetLine.sheet, id))) > 0,
      lines: rows.map((row) => {
        const { cells } = unsealed(ctx.keys, row);
        const valueAt = (problem: string) => cells[places[problem.split('.')[0] ?? ''] ?? -1] ?? '';
        return {
          ...{ number: row.number, verdict: row.verdict, name: valueAt('name') },
          problems: row.problems.map((problem) => ({ problem, value: valueAt(problem) })),
        };
      }),
    };
  });
}

/** The file as it was given, a piece at a time, with what is wrong of each line. */
export function lines<Key extends string, Plan>(
  ctx: StaffContext,
  ledger: IncomingLedger<Key, Plan>,
  { sheet: id, after }: z.infer<typeof linesInput>,
) {
  return inScope(ctx, ctx.units, async (tx) => {
    const found = await ownSheet(tx, ctx, ledger, id, { lock: false });
    const { name } = await ownUnit(tx, ctx, found.unit);
    const rows = await tx
      .select()
      .from(sheetLine)
      .where(and(eq(sheetLine.sheet, id), gt(sheetLine.number, after)))
      .orderBy(asc(sheetLine.number))
      .limit(linesAtOnce);
    await journalRead(tx, ctx, found.unit, { of: 'sheet', count: rows.length });
    return {
      ...told(found, await namesIn(tx, [found])),
      ...{ unit: name, heads: headsOf(ctx.keys, found) },
      lines: rows.map((row) => ({
        ...{ number: row.number, verdict: row.verdict, problems: row.problems },
        cells: unsealed(ctx.keys, row).cells,
      })),
      next: rows.length < linesAtOnce ? null : (rows.at(-1)?.number ?? null),
    };
  });
}

async function namesIn(tx: Transaction, sheets: readonly Sheet[]): Promise<ReadonlyMap<string, string>> {
  return actorNamesOf(
    tx,
    sheets.flatMap(({ madeBy, confirmedBy }) => [madeBy, confirmedBy ?? '']),
  );
}

function told(it: Sheet, names: ReadonlyMap<string, string>) {
  const state: 'undone' | 'confirmed' | 'checked' =
    it.undoneAt !== null ? 'undone' : it.confirmedAt !== null ? 'confirmed' : 'checked';
  return {
    ...{ id: it.id, counts: it.counts, by: names.get(it.madeBy) ?? null, madeAt: readInstant(it.madeAt).toString() },
    confirmedBy: names.get(it.confirmedBy ?? '') ?? null,
    confirmedAt: it.confirmedAt === null ? null : readInstant(it.confirmedAt).toString(),
    state,
  };
}
