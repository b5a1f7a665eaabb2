import { afterAll, beforeAll, expect, test } from 'vitest';
import { openOffice, type TestOffice } from '../../../../tooling/test/office.ts';
import { answersFor, book } from '../../test/citizens.ts';
import { get } from '../../test/staff.ts';
import { examineRecords, isSound } from './examine.ts';
import { releaseMessages, settleRestored } from './settle.ts';

let office: TestOffice;
let cookie: string;
beforeAll(async () => {
  office = await openOffice({ clock: '2022-05-16T08:30:00+08:00' });
  await office.runJobs();
  cookie = await office.signIn('clerk');
  expect((await book(office, answersFor(1, { day: '2022-05-24', time: '09:40' }))).status).toBe(200);
});
afterAll(() => office.close());

test('after a restore a message that was due is not sent again until a person lets it go, and nobody is signed in', async () => {
  const signedIn = () => get(office.url, 'plans.show', { office: 'jiagedaqi' }, cookie);
  await expect(signedIn()).resolves.toBeDefined();
  expect(await settleRestored(office.ownerDatabase, { base: '2022-05-16T00:00:00Z', last: null })).toBe(1);
  await office.runJobs();
  expect(office.sent).toEqual([]);
  expect((await examine()).messages).toMatchObject({ held: 1 });
  await expect(signedIn()).rejects.toThrow();
  expect(await releaseMessages(office.ownerDatabase)).toBe(1);
  await office.runJobs();
  expect(office.sent).toMatchObject([{ kind: 'booked' }]);
});

test('records are examined with the keys that seal them: others do not fit', async () => {
  const findings = await examine();
  expect(findings).toMatchObject({ migrated: true, keysFit: true, rows: { booking: 1, party: 2 } });
  expect(isSound(findings)).toBe(true);
  const other = { ...office.keys, sealing: { k1: Buffer.alloc(32).toString('base64') } };
  const unfit = await examineRecords(office.ownerDatabase, { keys: other, headKeys: new Map(), heads: [] });
  expect([unfit.keysFit, isSound(unfit)]).toEqual([false, false]);
});

function examine() {
  return examineRecords(office.ownerDatabase, { keys: office.keys, headKeys: new Map(), heads: [] });
}
