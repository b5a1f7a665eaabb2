import { asBytes } from '@anmin/db/book-place';
import type { Transaction } from '@anmin/db/client';
import { sheet, sheetLine } from '@anmin/db/schema/sheets';
import type { SheetLine } from '@anmin/domain/sheets/column';
import { refuse } from '@anmin/domain/refusal';
import { and, asc, eq, getTableColumns, gt, sql } from 'drizzle-orm';
import { seal, unseal } from '../privacy/seal.ts';
import type { Keys } from '../privacy/keys.ts';
import { isUnder } from '../scope.ts';
import { Refused, type StaffContext } from '../trpc.ts';
import type { IncomingLedger, Judged, ReadLine } from './ledger.ts';

/** What is kept of the file beside its lines: the heads as they stood there, and which of them names which column. */
export type Heads = { readonly cells: readonly string[]; readonly places: Readonly<Record<string, number>> };

type Kept = { readonly cells: readonly string[]; readonly values: Readonly<Partial<Record<string, string>>> };

export const sealHeads = (keys: Keys, id: string, heads: Heads): Buffer =>
  seal(keys, `sheet.heads:${id}`, JSON.stringify(heads));
export const headsOf = (keys: Keys, { id, headsSealed }: typeof sheet.$inferSelect): Heads =>
  JSON.parse(unseal(keys, `sheet.heads:${id}`, headsSealed)) as Heads;

/** rows of a statement, small enough that nobody waits for the sealing of one batch */
const atOnce = 250;

export async function keepLines<Key extends string>(
  tx: Transaction,
  keys: Keys,
  { id, unit }: { readonly id: string; readonly unit: string },
  lines: readonly (SheetLine & ReadLine<Key>)[],
  judged: readonly Judged<unknown>[],
): Promise<void> {
  for (let from = 0; from < lines.length; from += atOnce) {
    const rows = lines.slice(from, from + atOnce).map(({ number, ...line }, at) => {
      const kept: Kept = { cells: line.cells, values: line.values };
      const { verdict, problems } = judged[from + at] ?? { verdict: 'wrong' as const, problems: [] };
      const cells = asBytes(seal(keys, `sheet_line.cells:${id}.${number}`, JSON.stringify(kept)));
      return { number, cells, verdict, problems };
    });
    await tx.execute(sql`
      insert into sheet_line (sheet, number, unit, cells_sealed, verdict, problems)
      select ${id}, number, ${unit}, cells, verdict, problems
        from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
               it(number int, cells bytea, verdict text, problems text[])`);
  }
}

export type KeptLine = typeof sheetLine.$inferSelect & Kept;

/** The lines of a sheet in their order, some at a time. */
export async function* keptLines(tx: Transaction, keys: Keys, id: string): AsyncGenerator<KeptLine[]> {
  for (let after = -1; ;) {
    const rows = await tx
      .select()
      .from(sheetLine)
      .where(and(eq(sheetLine.sheet, id), gt(sheetLine.number, after)))
      .orderBy(asc(sheetLine.number))
      .limit(atOnce);
    yield rows.map((row) => ({ ...row, ...unsealed(keys, row) }));
    if (rows.length < atOnce) return;
    after = rows.at(-1)?.number ?? after;
  }
}

export function unsealed(keys: Keys, { sheet: id, number, cellsSealed }: typeof sheetLine.$inferSelect): Kept {
  return JSON.parse(unseal(keys, `sheet_line.cells:${id}.${number}`, cellsSealed)) as Kept;
}

/**
 * A sheet given for this ledger at a unit somebody acts for, with the moment until which something can be done with it; a
 * foreign one does not exist. `lock`: it is to be written down or taken back, and nobody does the same to another sheet of
 * this ledger there meanwhile.
 */
export async function ownSheet<Key extends string, Plan>(
  tx: Transaction,
  ctx: StaffContext,
  ledger: IncomingLedger<Key, Plan>,
  id: string,
  { lock }: { readonly lock: boolean },
) {
  const ends = { ends: sql<string>`sheet_ends(sheet)::text`, isOver: sql<boolean>`sheet_ends(sheet) <= office_now()` };
  const asked = tx
    .select({ ...getTableColumns(sheet), ...ends })
    .from(sheet)
    .where(and(eq(sheet.id, id), eq(sheet.ledger, ledger.id), isUnder(sheet.unit, ctx.units)));
  const [found] = await (lock ? asked.for('update') : asked);
  if (found === undefined) throw new Refused(refuse('notFound'));
  if (lock) {
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`sheet ${ledger.id} ${found.unit}`}, 0))`);
    await ledger.lock?.(tx, found.unit);
  }
  return found;
}
