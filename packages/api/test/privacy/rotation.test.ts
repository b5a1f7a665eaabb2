import { provePhone } from '@anmin/api/bookings/phone-proof';
import { isUnused, keyUse, dropClaims } from '@anmin/api/privacy/key-use';
import { addKey, dropKey, useKey, type Keys } from '@anmin/api/privacy/keys';
import { resealAll } from '@anmin/api/privacy/reseal';
import { sealedTables } from '@anmin/api/privacy/sealed';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { openOffice, type TestOffice } from '../../../../tooling/test/office.ts';
import { answersFor, book, phoneOf, waitFor } from '../citizens.ts';
import { joinLine } from '../line.ts';
import { countOf } from '../notice/office.ts';
import { bookableSlots, leaveFree, type SlotAt } from '../race.ts';
import { lookAround, lookOnce, take, turned } from '../rotation.ts';
import { expectSound } from '../sound.ts';

let office: TestOffice;
let slots: SlotAt[];
let looking: TestOffice & { readonly cookie: string };
beforeAll(async () => {
  office = await openOffice({ clock: '2022-05-16T08:30:00+08:00' });
  await office.runJobs();
  slots = await bookableSlots(office, 'jiagedaqi');
  looking = { ...office, cookie: await office.cookieOf('clerk') };
});
afterAll(() => office.close());

test('every sealed column of every table is brought under a new key, or dies in a day', async () => {
  const { rows } = await office.ownerDatabase.pool.query<{ column: string }>(
    `select table_name || '.' || column_name as column from information_schema.columns
      where table_schema = 'public' and data_type = 'bytea' and (column_name like '%sealed' or column_name = 'secret')`,
  );
  const known = sealedTables.flatMap(({ table, sealed }) => Object.keys(sealed).map((column) => `${table}.${column}`));
  expect(rows.map(({ column }) => column).sort()).toEqual([...known, 'draft.sealed', 'scope_key.secret'].sort());
});

describe('while both keys are changed', () => {
  const couples = [101, 102, 103, 104, 105, 106];
  const waits = 107;
  let full: SlotAt;
  let old: Keys;

  beforeAll(async () => {
    for (const n of couples)
      expect(await book(office, answersFor(n, slots[n % 3] as SlotAt))).toMatchObject({ status: 200 });
    [full] = (await bookableSlots(office, 'mohe')) as [SlotAt];
    await leaveFree(office, full, 0);
    await joinLine(office, full, waits);
    old = structuredClone(office.keys);
  });

  test('every look finds what it looks for, and at the end nothing stands under the old keys', async () => {
    const around = lookAround(looking, couples);
    take(office, turned(turned(office.keys, 'sealing'), 'index'));
    expect(await isUnused(office.job, 'sealing', 'k1')).toBe(false);
    expect(await isUnused(office.job, 'index', 'i1')).toBe(false);
    expect(await resealAll(office.job)).toBeGreaterThan(couples.length * 4);
    await vi.waitFor(() => expect(around.seen.looked).toBeGreaterThan(5), { timeout: 20_000 });
    expect((await around.stop()).failed).toEqual([]);
    await office.ownerDatabase.pool.query('delete from draft');
    expect(await keyUse(office.job)).toMatchObject([
      { ring: 'sealing', id: 'k1', rows: 0 },
      { ring: 'sealing', id: 'k2' },
      { ring: 'index', id: 'i1', rows: 0 },
      { ring: 'index', id: 'i2' },
    ]);
  });

  test('with the old keys dropped everything is still found, and a couple has its claims once', async () => {
    take(office, dropKey(dropKey(office.keys, 'sealing', 'k1'), 'index', 'i1'));
    await dropClaims(office.job, 'i1');
    for (const n of couples) await lookOnce(looking, n);
    expect(await countOf(office, 'claim')).toBe((couples.length + 1) * 2);
    expect((await waitFor(office, answersFor(waits, full))).refusal?.refused).toBe('alreadyWaiting');
    await expectSound(office);
  });

  test('[control] who still holds only the old keys does not see what stands under the new ones', async () => {
    const stale = office.as({ kind: 'citizen', address: '127.0.0.1' }, { keys: old });
    const [n = 0] = couples;
    const proof = provePhone(old, phoneOf(n), Temporal.Now.instant());
    const again = { key: randomUUID(), answers: answersFor(n, slots[5] as SlotAt), proof };
    await expect(stale.bookings.book(again)).resolves.toHaveProperty('reference');
  });
});

describe('[E02] a couple cannot book twice from two processes that stand at different steps of the change', () => {
  const steps = () => {
    const first = structuredClone(office.keys);
    const { keys: added, id } = addKey(first, 'index');
    const used = useKey(added, 'index', id);
    return { first, added, used, done: dropKey(used, 'index', first.index.current) };
  };

  let couple = 200;

  test.each([
    ['first', 'added'],
    ['added', 'used'],
    ['used', 'done'],
  ] as const)('%s and %s', async (one, other) => {
    const keys = steps();
    for (let n = 0; n < 8; n += 1)
      expect((await together((couple += 1), keys[one], keys[other])).sort()).toEqual(['booked', 'duplicate']);
  });

  test('[control] two that share no key would', async () => {
    const { first, done } = steps();
    expect(await together((couple += 1), first, done)).toEqual(['booked', 'booked']);
  });
});

/** What a couple hears that books from two processes at once. */
function together(n: number, ...held: Keys[]): Promise<string[]> {
  return Promise.all(
    held.map(async (keys, index) => {
      const proof = provePhone(keys, phoneOf(n), Temporal.Now.instant());
      const wanted = slots[(n * 2 + index) % slots.length] as SlotAt;
      const process = office.as({ kind: 'citizen', address: '127.0.0.1' }, { keys });
      const booked = process.bookings.book({ key: randomUUID(), answers: answersFor(n, wanted), proof });
      return booked.then(
        () => 'booked',
        (error: unknown) => (error as { message: string }).message,
      );
    }),
  );
}
