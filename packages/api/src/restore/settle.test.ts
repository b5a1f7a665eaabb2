import { openDatabase, type Database } from '@anmin/db/client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openOffice, type TestOffice } from '../../../../tooling/test/office.ts';
import { answersFor, book } from '../../test/citizens.ts';
import { get } from '../../test/staff.ts';
import { createKeys } from '../privacy/keys.ts';
import { examineRecords, isSound } from './examine.ts';
import { Hidden, type Records } from './records.ts';
import { releaseMessages, settleRestored } from './settle.ts';

let office: TestOffice;
let owner: Database;
beforeAll(async () => {
  office = await openOffice({ clock: '2022-05-16T08:30:00+08:00' });
  owner = openDatabase(office.urls.DATABASE_OWNER_URL, { max: 1 });
  await office.runJobs();
  expect((await book(office, answersFor(1, { day: '2022-05-24', time: '09:40' }))).status).toBe(200);
});
afterAll(async () => {
  await owner.close();
  await office.close();
});

describe.each<[string, () => Records]>([
  ['the database comes with the office', () => embedded()],
  ['the database stands on a server of its own', () => outside()],
])('where %s', (_, records) => {
  test('after a restore a message that was due is not sent again until a person lets it go, and nobody is signed in', async () => {
    const cookie = await office.signIn('clerk');
    const signedIn = () => get(office.url, 'plans.show', { office: 'jiagedaqi' }, cookie);
    await office.ownerDatabase.pool.query(`update message set state = 'waiting' where kind = 'booked'`);
    await expect(signedIn()).resolves.toBeDefined();
    const before = office.sent.length;
    expect(await settleRestored(records(), { base: '2022-05-16T00:00:00Z', last: null })).toBe(1);
    await office.runJobs();
    expect(office.sent).toHaveLength(before);
    expect((await examine(records())).messages).toMatchObject({ held: 1 });
    await expect(signedIn()).rejects.toThrow();
    expect(await releaseMessages(records())).toBe(1);
    await office.runJobs();
    expect(office.sent.slice(before)).toMatchObject([{ kind: 'booked' }]);
  });

  test('every row is read, and the keys that seal them fit', async () => {
    const findings = await examine(records());
    expect(findings).toMatchObject({ migrated: true, keysFit: true, rows: await rowsOf(office.ownerDatabase) });
    expect(findings.rows).toMatchObject({ booking: 1, party: 2 });
    expect(isSound(findings)).toBe(true);
  });
});

test('keys that seal nothing here do not fit', async () => {
  const other = { ...office.keys, sealing: { k1: Buffer.alloc(32).toString('base64') } };
  const unfit = await examine({ ...embedded(), keys: other });
  expect([unfit.keysFit, isSound(unfit)]).toEqual([false, false]);
});

test('on a server of its own nothing is examined, settled or released without the keys of this office', async () => {
  for (const keys of [null, createKeys()]) {
    const blind = { ...outside(), keys };
    await expect(examine(blind)).rejects.toBeInstanceOf(Hidden);
    await expect(settleRestored(blind, { base: null, last: null })).rejects.toBeInstanceOf(Hidden);
    await expect(releaseMessages(blind)).rejects.toBeInstanceOf(Hidden);
  }
});

function embedded(): Records {
  return { owner: office.ownerDatabase, staff: office.ownerDatabase, keys: office.keys };
}

function outside(): Records {
  return { owner, staff: office.databases.staff, keys: office.keys };
}

function examine(records: Records) {
  return examineRecords(records, { headKeys: new Map(), heads: [] });
}

async function rowsOf({ pool }: Database): Promise<Record<string, number>> {
  const { rows } = await pool.query<{ name: string; rows: number }>(
    `select relname as name, (xpath('/row/n/text()', query_to_xml(format('select count(*) as n from %I', relname), false, true, '')))[1]::text::int as rows
       from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'`,
  );
  return Object.fromEntries(rows.map(({ name, rows: count }) => [name, count]));
}
