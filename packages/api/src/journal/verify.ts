import type { Database, Transaction } from '@anmin/db/client';
import { sql } from 'drizzle-orm';
import { entryColumns, genesis, linkHash, type ChainedEntry } from './chain.ts';
import { isSigned, type Head, type HeadKeys } from './head.ts';

export const faults = ['gap', 'missing', 'changed', 'reordered', 'unsealed', 'cut', 'rechained', 'headForged'] as const;

/** The first row that does not hold, by its place in the chain or its entry. */
export type Broken = {
  readonly fault: (typeof faults)[number];
  readonly seq: number | null;
  readonly entry: number | null;
};
export type Verdict = {
  readonly entries: number;
  readonly head: string;
  /** Entries the sealer has not reached yet; nothing can be said of them. */
  readonly unsealed: number;
  readonly broken: Broken | null;
};

const page = 5000;

/**
 * Walks the whole chain: every link follows the one before, every entry is sealed once and unchanged, in the order of
 * its transactions, and every head that was copied out of the database is still a link of it. `onPage` hears how far it is.
 */
export async function verifyJournal(
  db: Database['db'] | Transaction,
  keys: HeadKeys,
  heads: readonly Head[],
  onPage: (entries: number) => void = () => undefined,
): Promise<Verdict> {
  const forged = heads.find((head) => !isSigned(keys, head));
  const expected = expectedOf(heads);
  let walked: Walked = { seq: 0, hash: genesis, entry: null };
  let broken: Broken | null = forged === undefined ? null : { fault: 'headForged', seq: forged.seq, entry: null };
  for (let reading: Promise<Link[]> | null = readLinks(db, walked.seq); reading !== null;) {
    const links: Link[] = await reading;
    const last = links.at(-1);
    // the database reads on while this page is reckoned
    reading = links.length === page && last !== undefined && broken === null ? readLinks(db, last.seq) : null;
    for (const link of broken === null ? links : []) {
      broken = faultOf(link, walked, expected);
      if (broken !== null) break;
      walked = { seq: link.seq, hash: link.hash, entry: link.entry };
    }
    onPage(walked.seq);
  }
  broken ??= (await firstUnsealed(db, walked)) ?? cutTail(expected, walked);
  return { entries: walked.seq, head: walked.hash.toString('hex'), unsealed: await countUnsealed(db), broken };
}

/** The hashes the heads name, by place. A restore gives up what lay after it. */
type Expected = ReadonlyMap<number, readonly string[]>;

function expectedOf(heads: readonly Head[]): Expected {
  const expected = new Map<number, readonly string[]>();
  for (const { seq, hash, restored } of heads) {
    if (restored === true) for (const later of expected.keys()) if (later > seq) expected.delete(later);
    if (seq > 0) expected.set(seq, [...(expected.get(seq) ?? []), hash]);
  }
  return expected;
}

type Walked = { readonly seq: number; readonly hash: Buffer; readonly entry: ChainedEntry | null };
type Link = {
  readonly seq: number;
  readonly sealed: number;
  readonly hash: Buffer;
  readonly entry: ChainedEntry | null;
};

function faultOf({ seq, sealed, hash, entry }: Link, before: Walked, expected: Expected): Broken | null {
  const at = (fault: Broken['fault']): Broken => ({ fault, seq, entry: sealed });
  if (seq !== before.seq + 1) return { fault: 'gap', seq: before.seq + 1, entry: null };
  if (entry === null) return at('missing');
  if (before.entry !== null && !isAfter(entry, before.entry)) return at('reordered');
  if (!linkHash(before.hash, seq, entry).equals(hash)) return at('changed');
  return expected.get(seq)?.some((head) => head !== hash.toString('hex')) === true ? at('rechained') : null;
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
async function firstUnsealed(db: Database['db'] | Transaction, { seq, entry }: Walked): Promise<Broken | null> {
  if (entry === null) return null;
  const passed = await db.execute<{ count: number }>(
    sql`select count(*) as count from journal_entry where (xact, id) <= (${entry.xact}::xid8, ${entry.id})`,
  );
  if (passed.rows[0]?.count === seq) return null;
  const { rows } = await db.execute<{ id: number }>(sql`
    select e.id from journal_entry e
      left join journal_seal s on s.entry = e.id
     where s.entry is null
       and (e.xact, e.id) <= (${entry.xact}::xid8, ${entry.id})
     order by e.id limit 1`);
  const [row] = rows;
  return row === undefined ? null : { fault: 'unsealed', seq: null, entry: row.id };
}

async function countUnsealed(db: Database['db'] | Transaction): Promise<number> {
  const { rows } = await db.execute<{ open: number }>(sql`
    select count(*) as open from journal_entry e
     where not exists (select from journal_seal s where s.entry = e.id)`);
  return rows[0]?.open ?? 0;
}

/** A head outside says the chain was longer once. */
function cutTail(expected: Expected, { seq }: Walked): Broken | null {
  const isLonger = [...expected.keys()].some((longest) => longest > seq);
  return isLonger ? { fault: 'cut', seq: seq + 1, entry: null } : null;
}
