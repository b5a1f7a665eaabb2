import type { Database, Transaction } from '@anmin/db/client';
import { sql } from 'drizzle-orm';
import type { Keys } from '../privacy/keys.ts';
import { entryColumns, genesis, isSigned, linkHash, type ChainedEntry, type Head } from './chain.ts';

export const faults = ['gap', 'missing', 'changed', 'reordered', 'unsealed', 'cut', 'rechained', 'headForged'] as const;

/** The first row that does not hold, by its place in the chain or its entry. */
export type Broken = {
  readonly fault: (typeof faults)[number];
  readonly seq: number | null;
  readonly entry: number | null;
};
export type Verdict = { readonly entries: number; readonly head: string; readonly broken: Broken | null };

const page = 5000;

/**
 * Walks the whole chain: every link follows the one before, every entry is sealed once and unchanged, in the order of
 * its transactions, and every head that was copied out of the database is still a link of it.
 */
export async function verifyJournal(
  db: Database['db'] | Transaction,
  keys: Keys,
  heads: readonly Head[],
): Promise<Verdict> {
  const forged = heads.find((head) => !isSigned(keys, head));
  const expected = new Map(heads.map((head) => [head.seq, head.hash]));
  let walked: Walked = { seq: 0, hash: genesis, entry: null };
  let broken: Broken | null = forged === undefined ? null : { fault: 'headForged', seq: forged.seq, entry: null };
  for (let more = true; more && broken === null;) {
    const links = await readLinks(db, walked.seq);
    more = links.length === page;
    for (const link of links) {
      broken = faultOf(link, walked, expected);
      if (broken !== null) break;
      walked = { seq: link.seq, hash: link.hash, entry: link.entry };
    }
  }
  broken ??= (await firstUnsealed(db)) ?? cutTail(heads, walked);
  return { entries: walked.seq, head: walked.hash.toString('hex'), broken };
}

type Walked = { readonly seq: number; readonly hash: Buffer; readonly entry: ChainedEntry | null };
type Link = {
  readonly seq: number;
  readonly sealed: number;
  readonly hash: Buffer;
  readonly entry: ChainedEntry | null;
};

function faultOf(
  { seq, sealed, hash, entry }: Link,
  before: Walked,
  expected: ReadonlyMap<number, string>,
): Broken | null {
  const at = (fault: Broken['fault']): Broken => ({ fault, seq, entry: sealed });
  if (seq !== before.seq + 1) return { fault: 'gap', seq: before.seq + 1, entry: null };
  if (entry === null) return at('missing');
  if (before.entry !== null && !isAfter(entry, before.entry)) return at('reordered');
  if (!linkHash(before.hash, seq, entry).equals(hash)) return at('changed');
  const head = expected.get(seq);
  return head === undefined || head === hash.toString('hex') ? null : at('rechained');
}

function isAfter(one: ChainedEntry, other: ChainedEntry): boolean {
  const [a, b] = [BigInt(one.xact), BigInt(other.xact)];
  return a > b || (a === b && one.id > other.id);
}

async function readLinks(db: Database['db'] | Transaction, after: number): Promise<Link[]> {
  const { rows } = await db.execute<
    Omit<ChainedEntry, 'id'> & { seq: number; sealed: number; hash: Buffer; id: number | null }
  >(sql`
    select s.seq, s.entry as sealed, s.hash, ${entryColumns}
      from journal_seal s left join journal_entry e on e.id = s.entry
     where s.seq > ${after} order by s.seq limit ${page}`);
  return rows.map(({ seq, sealed, hash, id, ...rest }) => ({
    seq,
    sealed,
    hash,
    entry: id === null ? null : { id, ...rest },
  }));
}

/** An entry beside the chain although the sealer has passed it: it was not written by the office. */
async function firstUnsealed(db: Database['db'] | Transaction): Promise<Broken | null> {
  const { rows } = await db.execute<{ id: number }>(sql`
    select e.id from journal_entry e
      left join journal_seal s on s.entry = e.id
     where s.entry is null
       and (e.xact, e.id) < (select last.xact, last.id from journal_seal t join journal_entry last on last.id = t.entry
                              order by t.seq desc limit 1)
     order by e.id limit 1`);
  const [row] = rows;
  return row === undefined ? null : { fault: 'unsealed', seq: null, entry: row.id };
}

/** A head outside says the chain was longer once. */
function cutTail(heads: readonly Head[], { seq }: Walked): Broken | null {
  const longest = Math.max(0, ...heads.map((head) => head.seq));
  return longest > seq ? { fault: 'cut', seq: seq + 1, entry: null } : null;
}
