import { inTransaction, type Transaction } from '@anmin/db/client';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openOffice, type TestOffice } from '../../../../tooling/test/office.ts';
import { answersFor, book } from '../../test/citizens.ts';
import { journal } from '../journal.ts';
import { signHead, type Head } from './chain.ts';
import { headOf, sealJournal } from './seal.ts';
import { verifyJournal, type Verdict } from './verify.ts';

let office: TestOffice;
let heads: Head[];
const entries = 300;

beforeAll(async () => {
  office = await openOffice({ clock: '2022-05-16T08:30:00+08:00' });
  await office.runJobs();
  for (let written = 0; written < entries; written += 30) {
    await Promise.all(Array.from({ length: 30 }, (_, n) => write(written + n)));
    while ((await unsealed()) > 0);
    heads = [...(written === 0 ? [] : heads), await head()];
  }
});
afterAll(() => office.close());

describe('the journal', () => {
  test('a sound journal verifies, and every entry is sealed', async () => {
    const verdict = await verify();
    expect(verdict.broken).toBeNull();
    expect(verdict.entries).toBeGreaterThan(entries);
  });

  test('64 writers at once leave no gap and no fork', async () => {
    await Promise.all(Array.from({ length: 64 }, (_, n) => write(10_000 + n)));
    await Promise.all([office.runJobs(), office.runJobs(), office.runJobs()]);
    // a transaction still open anywhere in the cluster holds the sealer back, so it may take a further round
    await expect.poll(unsealed, { timeout: 20_000 }).toBe(0);
    expect((await verify()).broken).toBeNull();
  });

  test('an act whose entry cannot be written does not happen', async () => {
    await office.ownerDatabase.pool.query(
      'alter table journal_entry add constraint full_disk check (id < 0) not valid',
    );
    const answer = await book(office, answersFor(1, { day: '2022-05-24', time: '09:40' })).catch(() => null);
    await office.ownerDatabase.pool.query('alter table journal_entry drop constraint full_disk');
    expect(answer?.status).toBe(500);
    const { rows } = await office.ownerDatabase.pool.query('select id from booking');
    expect(rows).toEqual([]);
  });

  test('every tampering is found, and the row named', async () => {
    const random = sequence(20220520);
    for (let round = 0; round < 60; round += 1) {
      const [name, tamper] = tamperings[round % tamperings.length] ?? ['none', untouched];
      const verdict = await tampered((tx) => tamper(tx, 2 + Math.floor(random() * (entries - 10)), random));
      expect(verdict.broken, `${name} in round ${round}`).not.toBeNull();
    }
  });

  test('[control] a tail cut off is found only by the heads outside', async () => {
    const cut = (tx: Transaction) => cutTail(tx, entries - 20);
    expect((await tampered(cut, [])).broken).toBeNull();
    expect((await tampered(cut)).broken).toMatchObject({ fault: 'cut' });
  });

  test('[control] a chain computed anew is found only by the heads outside, and a forged head is no head', async () => {
    const rechain = (tx: Transaction) => changeAndRechain(tx, 40);
    expect((await tampered(rechain, [])).broken).toBeNull();
    expect((await tampered(rechain)).broken).toMatchObject({ fault: 'rechained' });
    const forged = { ...signHead(office.keys, { seq: 9, hash: 'ab', at: 'now' }), hash: 'cd' };
    expect((await verifyJournal(office.ownerDatabase.db, office.keys, [forged])).broken).toMatchObject({
      fault: 'headForged',
    });
  });
});

type Tampering = (tx: Transaction, seq: number, random: () => number) => Promise<unknown>;

const tamperings: readonly (readonly [string, Tampering])[] = [
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

const untouched: Tampering = () => Promise.resolve();

function entryAt(seq: number) {
  return sql`(select entry from journal_seal where seq = ${seq})`;
}

async function cutTail(tx: Transaction, from: number): Promise<void> {
  await tx.execute(sql`delete from journal_entry where id in (select entry from journal_seal where seq >= ${from})`);
  await tx.execute(
    sql`delete from journal_entry where not exists (select from journal_seal s where s.entry = journal_entry.id)`,
  );
  await tx.execute(sql`delete from journal_seal where seq >= ${from}`);
}

/** Changes one entry and computes every later link again, as somebody would who holds the whole database. */
async function changeAndRechain(tx: Transaction, from: number): Promise<void> {
  await tx.execute(sql`update journal_entry set subject = 'somebody else' where id = ${entryAt(from)}`);
  await tx.execute(sql`delete from journal_seal`);
  await sealJournal(tx);
}

/** Does it with the guards of the database taken off, verifies, and puts everything back. */
async function tampered(act: (tx: Transaction) => Promise<unknown>, known: readonly Head[] = heads): Promise<Verdict> {
  let verdict: Verdict | undefined;
  const undo = new Error('put back');
  await inTransaction(office.ownerDatabase, async (tx) => {
    await tx.execute(
      sql`alter table journal_seal drop constraint journal_seal_entry_fkey, drop constraint journal_seal_entry_key`,
    );
    await act(tx);
    verdict = await verifyJournal(tx, office.keys, known);
    throw undo;
  }).catch((error: unknown) => {
    if (error !== undo) throw error;
  });
  if (verdict === undefined) throw new Error('nothing was verified');
  return verdict;
}

async function unsealed(): Promise<number> {
  await office.runJobs();
  const { rows } = await office.ownerDatabase.db.execute<{ open: number }>(
    sql`select (select count(*) from journal_entry)::int - (select count(*) from journal_seal)::int as open`,
  );
  return rows[0]?.open ?? -1;
}

function verify(): Promise<Verdict> {
  return verifyJournal(office.database.db, office.keys, heads);
}

async function head(): Promise<Head> {
  const found = await inTransaction(office.database, (tx) => headOf(tx, office.keys, Temporal.Now.instant()));
  if (found === null) throw new Error('nothing is sealed');
  return found;
}

function write(n: number): Promise<void> {
  return inTransaction(office.database, (tx) =>
    journal(tx, { kind: 'job' }, { action: 'test.written', subject: String(n), office: null, codes: { n } }),
  );
}

/** A fixed sequence: a failure can be repeated. */
function sequence(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return state / 2147483648;
  };
}
