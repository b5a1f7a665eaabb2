import type { Transaction } from '@anmin/db/client';
import { sheet } from '@anmin/db/schema/sheets';
import { refuse } from '@anmin/domain/refusal';
import { verdicts, type FileFault, type SheetLine, type Verdict } from '@anmin/domain/sheets/column';
import { findHead, isBlank, readLine } from '@anmin/domain/sheets/line';
import { and, desc, eq, isNotNull, isNull } from 'drizzle-orm';
import { createHash, randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { actorName, journal } from '../journal.ts';
import { once } from '../once.ts';
import { sign } from '../privacy/seal.ts';
import { inScope } from '../scope.ts';
import { ownUnit } from '../staff/standing.ts';
import { Refused, type StaffContext } from '../trpc.ts';
import type { checkInput } from './inputs.ts';
import type { IncomingLedger, Judged, ReadLine } from './ledger.ts';
import { keepLines, sealHeads } from './lines.ts';
import { readFile } from './reading/read.ts';

/**
 * Looks at a file somebody gives for a ledger: nothing of the ledger changes. What was found is kept for as long as it could be
 * taken back, so that it can be confirmed, or mended in a copy. A file that was brought in already is said to be.
 */
export async function check<Key extends string, Plan>(
  ctx: StaffContext,
  ledger: IncomingLedger<Key, Plan>,
  { key, unit, file, words }: z.infer<typeof checkInput>,
) {
  const bytes = Buffer.from(file, 'base64');
  const content = createHash('sha256').update(bytes).digest('hex');
  const fileHash = sign(ctx.keys, 'sheet', `${ledger.id} ${unit} ${content}`);
  const before = await inScope(ctx, ctx.units, async (tx) => {
    await ownUnit(tx, ctx, unit);
    return broughtIn(tx, { ledger: ledger.id, unit, fileHash });
  });
  if (before !== undefined) return { sheet: before, twice: true };
  const lines = await readFile(bytes);
  if (typeof lines === 'string') return refuseFile(lines);
  const { heads, rows } = await readRows(ledger, lines, words);
  const body = ['sheets.check', ledger.id, unit, fileHash.toString('hex')];
  return inScope(ctx, ctx.units, (tx) =>
    once(tx, ctx, { scope: `staff:${ctx.actor.id}`, key, body }, async () => {
      await ownUnit(tx, ctx, unit);
      const judged = await ledger.judge(tx, ctx, unit, rows);
      const id = randomUUID();
      const counts = countsOf(judged);
      const headsSealed = sealHeads(ctx.keys, id, heads);
      const made = { id, unit, ledger: ledger.id, fileHash, headsSealed, counts, madeBy: actorName(ctx.actor) };
      await tx.insert(sheet).values(made);
      await keepLines(tx, ctx.keys, made, rows, judged);
      await journal(tx, ctx.actor, {
        ...{ action: 'sheet.checked', subject: id, office: unit },
        codes: { ledger: ledger.id, ...counts },
      });
      return { sheet: id, twice: false };
    }),
  );
}

export function countsOf(judged: readonly Judged<unknown>[]): Record<Verdict, number> {
  const counted = verdicts.map((verdict) => [verdict, judged.filter((it) => it.verdict === verdict).length] as const);
  return Object.fromEntries(counted) as Record<Verdict, number>;
}

/** The sheet by which this very file is on record; undefined: it is not, or was taken back. */
export async function broughtIn(
  tx: Transaction,
  { ledger, unit, fileHash }: Pick<typeof sheet.$inferSelect, 'ledger' | 'unit' | 'fileHash'>,
): Promise<string | undefined> {
  const [found] = await tx
    .select({ id: sheet.id })
    .from(sheet)
    .where(
      and(
        ...[eq(sheet.unit, unit), eq(sheet.ledger, ledger), eq(sheet.fileHash, fileHash)],
        ...[isNotNull(sheet.confirmedAt), isNull(sheet.undoneAt)],
      ),
    )
    .orderBy(desc(sheet.confirmedAt))
    .limit(1);
  return found?.id;
}

async function readRows<Key extends string, Plan>(
  { columns }: IncomingLedger<Key, Plan>,
  lines: readonly SheetLine[],
  words: z.infer<typeof checkInput>['words'],
) {
  const head = findHead(lines, columns, words);
  if ('missing' in head) return refuseFile('head', head.missing);
  const { line, places } = head;
  const below = lines.filter((it) => it.number > line.number && !isBlank(it, columns, places));
  if (below.length === 0) return refuseFile('empty');
  const rows: (SheetLine & ReadLine<Key>)[] = [];
  for (const [at, it] of below.entries()) {
    // whoever else asks something of this process is heard meanwhile
    if (at % atOnce === atOnce - 1) await new Promise(setImmediate);
    rows.push({ ...it, ...readLine(it, columns, places, words) });
  }
  return { heads: { cells: line.cells, places: Object.fromEntries(places) as Record<string, number> }, rows };
}

/** lines read before others are heard */
const atOnce = 500;

/** @throws naming what is wrong of the file as a whole, and the columns it lacks. */
function refuseFile(fault: FileFault, missing: readonly string[] = []): never {
  const fields = [`file:${fault}`, ...missing.map((it) => `head:${it}`)];
  throw new Refused(refuse('wrongInput', [], { fields }));
}
