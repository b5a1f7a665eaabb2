import type { Head, HeadKeys } from '@anmin/api/journal/head';
import { sealJournal } from '@anmin/api/journal/seal';
import { verifyJournal, type Verdict } from '@anmin/api/journal/verify';
import { inTransaction, type Database, type Transaction } from '@anmin/db/client';
import { sql } from 'drizzle-orm';

/** What somebody does who holds the whole database, at a place of the chain. */
export type Tampering = (tx: Transaction, seq: number) => Promise<unknown>;

export const tamperings: readonly [readonly [string, Tampering], ...(readonly [string, Tampering])[]] = [
  ['change', (tx, seq) => tx.execute(sql`update journal_entry set actor = 'staff:other' where id = ${entryAt(seq)}`)],
  [
    'change of a code',
    (tx, seq) => tx.execute(sql`update journal_entry set codes = '{"n": -1}' where id = ${entryAt(seq)}`),
  ],
  ['delete', (tx, seq) => tx.execute(sql`delete from journal_entry where id = ${entryAt(seq)}`)],
  [
    'delete with its seal',
    async (tx, seq) => {
      await tx.execute(sql`delete from journal_entry where id = ${entryAt(seq)}`);
      await tx.execute(sql`delete from journal_seal where seq = ${seq}`);
    },
  ],
  [
    'insert',
    (tx, seq) =>
      tx.execute(sql`
        insert into journal_entry (actor, action, subject, xact)
        select 'staff:ghost', 'booking.cancelled', 'x', xact from journal_entry where id = ${entryAt(seq)}`),
  ],
  [
    'reorder',
    async (tx, seq) => {
      await tx.execute(sql`update journal_seal set entry = -entry where seq in (${seq}, ${seq + 1})`);
      await tx.execute(sql`
        update journal_seal s set entry = (select -o.entry from journal_seal o where o.seq = ${2 * seq + 1} - s.seq)
         where s.seq in (${seq}, ${seq + 1})`);
    },
  ],
  ['cut the tail', (tx, seq) => cutTail(tx, seq)],
  ['chain anew', (tx, seq) => changeAndRechain(tx, seq)],
];

function entryAt(seq: number) {
  return sql`(select entry from journal_seal where seq = ${seq})`;
}

export async function cutTail(tx: Transaction, from: number): Promise<void> {
  await tx.execute(sql`delete from journal_entry where id in (select entry from journal_seal where seq >= ${from})`);
  await tx.execute(
    sql`delete from journal_entry where not exists (select from journal_seal s where s.entry = journal_entry.id)`,
  );
  await tx.execute(sql`delete from journal_seal where seq >= ${from}`);
}

/** Changes one entry and computes every later link again, as somebody would who holds the whole database. */
export async function changeAndRechain(tx: Transaction, from: number): Promise<void> {
  await tx.execute(sql`update journal_entry set subject = 'somebody else' where id = ${entryAt(from)}`);
  await tx.execute(sql`delete from journal_seal where seq >= ${from}`);
  for (let before = -1, now = from - 1; now > before; now = await lastSeq(tx)) {
    before = now;
    await sealJournal(tx);
  }
}

async function lastSeq(tx: Transaction): Promise<number> {
  const { rows } = await tx.execute<{ seq: number }>(sql`select coalesce(max(seq), 0) as seq from journal_seal`);
  return rows[0]?.seq ?? 0;
}

type Outside = { readonly keys: HeadKeys; readonly heads: readonly Head[] };

/** Does it with the guards of the database taken off, verifies, and puts everything back. */
export async function verdictAfter(
  owner: Database,
  { keys, heads }: Outside,
  act: (tx: Transaction) => Promise<unknown>,
): Promise<Verdict> {
  let verdict: Verdict | undefined;
  const undo = new Error('put back');
  await inTransaction(owner, async (tx) => {
    await tx.execute(sql`set local statement_timeout = 0`);
    await tx.execute(
      sql`alter table journal_seal drop constraint journal_seal_entry_fkey, drop constraint journal_seal_entry_key`,
    );
    await act(tx);
    verdict = await verifyJournal(tx, keys, heads);
    throw undo;
  }).catch((error: unknown) => {
    if (error !== undo) throw error;
  });
  if (verdict === undefined) throw new Error('nothing was verified');
  return verdict;
}

/** A fixed sequence: a failure can be repeated. */
export function sequence(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return state / 2147483648;
  };
}
