import { generateKeyPairSync } from 'node:crypto';
import { journal as write } from '@anmin/api/journal';
import { journalKeyOf, publicKeyOf, type Head, type HeadKeys } from '@anmin/api/journal/head';
import { headOf, sealJournal } from '@anmin/api/journal/seal';
import { verifyJournal, type Verdict } from '@anmin/api/journal/verify';
import { inTransaction, type Database } from '@anmin/db/client';
import { sql } from 'drizzle-orm';
import { sequence, tamperings, verdictAfter } from '../../packages/api/test/tamper.ts';
import type { Tell } from './claim.ts';
import { withDatabase, type ProofDatabase } from './cluster.ts';

const writers = 64;
const entriesEach = 60;
const tamperedRows = 10_000;
const rounds = 1_000;
const many = 1_000_000;
/** entries of one transaction */
const atOnce = 1_000;

/** Trust row 5: nothing in the journal can be changed, put in, left out or cut off unseen, and a million entries are soon read. */
export async function journal(tell: Tell): Promise<void> {
  await withDatabase(async (opened) => {
    await writeTogether(opened, tell);
    await fill(opened.owner, tamperedRows);
    const heads = await sealAll(opened.owner);
    await tamper(opened, heads, tell);
    await fill(opened.owner, many);
    await readMany(opened, [...heads, ...(await sealAll(opened.owner))], tell);
  });
}

/** While writers write, three sealers seal, as three processes would. */
async function writeTogether({ database, owner }: ProofDatabase, tell: Tell): Promise<void> {
  let writing = true;
  const sealing = [1, 2, 3].map(async () => {
    while (writing) await sealOnce(owner);
  });
  const began = performance.now();
  await Promise.all(
    Array.from({ length: writers }, async (_, writer) => {
      for (let n = 0; n < entriesEach; n += 1) await writeOne(database, `${writer}.${n}`);
    }),
  );
  const perSecond = (writers * entriesEach) / ((performance.now() - began) / 1000);
  writing = false;
  await Promise.all(sealing);
  const heads = await sealAll(owner);
  const { broken, entries, unsealed } = await verify(owner, heads);
  const whole = broken === null && unsealed === 0 && entries === writers * entriesEach;
  tell('64 writers leave no gap and no fork', whole, `${entries} entries, ${unsealed} unsealed, ${text(broken)}`);
  tell('64 writers write 200 entries a second', perSecond >= 200, perSecond.toFixed(0));
}

function writeOne(database: Database, subject: string): Promise<void> {
  return inTransaction(database, (tx) =>
    write(tx, { kind: 'job' }, { action: 'contacts.changed', subject, office: null, codes: { subject } }),
  );
}

/** Entries like those of bookings, a thousand a transaction. */
async function fill({ pool }: Database, count: number): Promise<void> {
  for (let done = 0; done < count; done += atOnce) {
    await pool.query(
      `insert into journal_entry (actor, action, subject, office, fields, codes, clauses)
       select 'citizen', 'booking.made', gen_random_uuid(), 'jiagedaqi', '{service,day}',
              jsonb_build_object('service', 'marriage', 'n', n), '{b03:2}' from generate_series(1, $1) n`,
      [atOnce],
    );
  }
  await pool.query('analyze journal_entry, journal_seal');
}

async function tamper({ owner }: ProofDatabase, heads: readonly Head[], tell: Tell): Promise<void> {
  const random = sequence(20220520);
  const seqs = await lastSeq(owner);
  const missed: string[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const [name, act] = tamperings[round % tamperings.length] ?? tamperings[0];
    // What is added to the last transaction lies behind the chain's end: it is the present, not the past.
    const seq = 2 + Math.floor(random() * (seqs - atOnce - 10));
    const { broken } = await verdictAfter(owner, { keys: headKeys, heads }, (tx) => act(tx, seq));
    if ((broken?.seq ?? broken?.entry ?? 0) <= 0) missed.push(`${name} at ${seq}`);
  }
  tell(
    `${rounds} tamperings on ${seqs} rows are found, and the row named`,
    missed.length === 0,
    missed.join() || 'all',
  );
  const blind = { keys: headKeys, heads: [] };
  const { broken } = await verdictAfter(owner, blind, async (tx) => {
    await tx.execute(sql`delete from journal_seal where seq > ${seqs - 5}`);
    await tx.execute(
      sql`delete from journal_entry e where not exists (select from journal_seal s where s.entry = e.id)`,
    );
  });
  tell('without the heads outside a cut tail is not found', broken === null, text(broken));
}

async function readMany({ owner }: ProofDatabase, heads: readonly Head[], tell: Tell): Promise<void> {
  const began = performance.now();
  const { broken, entries } = await verify(owner, heads);
  const seconds = (performance.now() - began) / 1000;
  const sound = broken === null && entries >= many;
  tell(
    'a million entries verify in 60 s',
    sound && seconds <= 60,
    `${entries} in ${seconds.toFixed(1)} s, ${text(broken)}`,
  );
}

async function verify(owner: Database, heads: readonly Head[]): Promise<Verdict> {
  return owner.db.transaction(async (tx) => {
    await tx.execute(sql`set local statement_timeout = 0`);
    return verifyJournal(tx, headKeys, heads);
  });
}

/** Seals what there is, and copies the head as often as the office would. */
async function sealAll(owner: Database): Promise<Head[]> {
  const heads: Head[] = [];
  for (let before = -1; heads.at(-1)?.seq !== before;) {
    before = heads.at(-1)?.seq ?? -1;
    const head = await sealOnce(owner);
    if (head !== null) heads.push(head);
  }
  return heads;
}

function sealOnce(owner: Database): Promise<Head | null> {
  return inTransaction(owner, async (tx) => {
    const { rows } = await tx.execute<{ mine: boolean }>(sql`select pg_try_advisory_xact_lock(2327, 0) as mine`);
    if (rows[0]?.mine === true) await sealJournal(tx);
    return headOf(tx, key, Temporal.Now.instant());
  });
}

async function lastSeq({ pool }: Database): Promise<number> {
  const { rows } = await pool.query<{ seq: number }>('select max(seq) as seq from journal_seal');
  return rows[0]?.seq ?? 0;
}

function text(broken: Verdict['broken']): string {
  return broken === null ? 'sound' : JSON.stringify(broken);
}

const key = journalKeyOf(generateKeyPairSync('ed25519').privateKey);
const headKeys: HeadKeys = new Map([[key.keyId, publicKeyOf(key.privateKey)]]);
