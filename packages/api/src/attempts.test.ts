import { afterAll, beforeAll, expect, test } from 'vitest';
import { openOffice, type TestOffice } from '../../../tooling/test/office.ts';
import { countAttempt, forgiveAttempt, networkOf } from './attempts.ts';

let office: TestOffice;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.close());

test('of two hundred attempts at once exactly as many go on as the rate says', async () => {
  const { keys, databases } = office;
  const counts = Array.from({ length: 200 }, (_, n) =>
    countAttempt({ keys, database: n % 2 === 0 ? databases.staff : databases.citizens }, 'crowd', {
      most: 7,
      seconds: 60,
    }),
  );
  const waits = await Promise.all(counts);
  expect(waits.filter((wait) => wait === null)).toHaveLength(7);
  expect(Math.max(...waits.map((wait) => wait ?? 0))).toBeLessThanOrEqual(60);
});

test('a new span begins a new count, and what turned out well does not count', async () => {
  const counting = { keys: office.keys, database: office.databases.staff };
  const once = { most: 1, seconds: 60 };
  expect(await countAttempt(counting, 'one', once)).toBeNull();
  expect(await countAttempt(counting, 'one', once)).toBeGreaterThan(50);
  await office.ownerDatabase.pool.query(`update attempt set since = since - interval '1 minute'`);
  expect(await countAttempt(counting, 'one', once)).toBeNull();
  await forgiveAttempt(counting, 'one');
  expect(await countAttempt(counting, 'one', once)).toBeNull();
});

test.each([
  ['203.0.113.9', '203.0.113.9'],
  ['::ffff:203.0.113.9', '203.0.113.9'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:DB8:1:2::6', '2001:db8:1:2::/64'],
  ['2001:0db8:0001:0002:ffff:ffff:ffff:ffff', '2001:db8:1:2::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
])('%s counts as %s', (address, network) => {
  expect(networkOf(address)).toBe(network);
});

test('ten thousand addresses of one IPv6 network are one client', () => {
  const addresses = Array.from(
    { length: 10_000 },
    (_, n) => `2001:db8:7:9:${n.toString(16)}:${(n * 7).toString(16)}::1`,
  );
  expect(new Set(addresses.map(networkOf)).size).toBe(1);
});
