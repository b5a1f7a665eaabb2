import { inTransaction, type Transaction } from '@anmin/db/client';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openOffice, type TestOffice } from '../../../../tooling/test/office.ts';
import { answersFor, book } from '../../test/citizens.ts';
import { changeAndRechain, cutTail, sequence, tamperings, verdictAfter } from '../../test/tamper.ts';
import { journal } from '../journal.ts';
import { generateKeyPairSync } from 'node:crypto';
import { journalKeyOf, publicKeyOf, signHead, type Head } from './head.ts';
import { headOf } from './seal.ts';
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
      const [name, tamper] = tamperings[round % tamperings.length] ?? tamperings[0];
      const seq = 2 + Math.floor(random() * (entries - 10));
      const { broken } = await tampered((tx) => tamper(tx, seq));
      expect(broken?.seq ?? broken?.entry, `${name} in round ${round}`).toBeGreaterThan(0);
    }
  });

  test('[control] a tail cut off is found only by the heads outside', async () => {
    const cut = (tx: Transaction) => cutTail(tx, entries - 20);
    expect((await tampered(cut, [])).broken).toBeNull();
    expect((await tampered(cut)).broken).toMatchObject({ fault: 'cut' });
  });

  test('a restore that is signed for gives up what came after it, and only that', async () => {
    const [early, ...later] = heads;
    if (early === undefined) throw new Error('there are no heads');
    const { seq, hash } = early;
    const restored = signHead(key, { seq, hash, at: 'now', restored: true });
    const cut = (tx: Transaction) => cutTail(tx, seq + 1);
    expect((await tampered(cut)).broken).toMatchObject({ fault: 'cut', seq: seq + 1 });
    expect((await tampered(cut, [...heads, restored])).broken).toBeNull();
    expect((await tampered(cut, [early, restored, ...later])).broken).toMatchObject({ fault: 'cut' });
    expect((await tampered((tx) => cutTail(tx, seq), [...heads, restored])).broken).toMatchObject({
      fault: 'cut',
      seq,
    });
  });

  test('[control] a chain computed anew is found only by the heads outside, and a forged head is no head', async () => {
    const rechain = (tx: Transaction) => changeAndRechain(tx, 40);
    expect((await tampered(rechain, [])).broken).toBeNull();
    expect((await tampered(rechain)).broken).toMatchObject({ fault: 'rechained' });
    const forged = { ...signHead(key, { seq: 9, hash: 'ab', at: 'now' }), hash: 'cd' };
    expect((await verifyJournal(office.ownerDatabase.db, headKeys, [forged])).broken).toMatchObject({
      fault: 'headForged',
    });
  });
});

/** As the office keeps them: the key is not in the database. */
const key = journalKeyOf(generateKeyPairSync('ed25519').privateKey);
const headKeys = new Map([[key.keyId, publicKeyOf(key.privateKey)]]);

function tampered(act: (tx: Transaction) => Promise<unknown>, known: readonly Head[] = heads): Promise<Verdict> {
  return verdictAfter(office.ownerDatabase, { keys: headKeys, heads: known }, act);
}

async function unsealed(): Promise<number> {
  await office.runJobs();
  const { rows } = await office.ownerDatabase.db.execute<{ open: number }>(
    sql`select (select count(*) from journal_entry)::int - (select count(*) from journal_seal)::int as open`,
  );
  return rows[0]?.open ?? -1;
}

function verify(): Promise<Verdict> {
  return verifyJournal(office.ownerDatabase.db, headKeys, heads);
}

async function head(): Promise<Head> {
  const found = await inTransaction(office.ownerDatabase, (tx) => headOf(tx, key, Temporal.Now.instant()));
  if (found === null) throw new Error('nothing is sealed');
  return found;
}

function write(n: number): Promise<void> {
  return inTransaction(office.ownerDatabase, (tx) =>
    journal(tx, { kind: 'job' }, { action: 'demo.seeded', subject: String(n), office: null, codes: { n } }),
  );
}
