import { afterAll, beforeAll, expect, test } from 'vitest';
import { fillIn, newCouple, openTown, storedBooking, submit, type Town } from './citizen.ts';

let town: Town;

beforeAll(async () => {
  town = await openTown('2026-03-02T09:00:00+08:00');
});

afterAll(() => town.close());

test('outside the notice nothing of an epidemic shows [T26]', async () => {
  const page = await town.citizen({ script: false });
  await page.goto('/hunyin');
  const told = await page.innerText('main');
  expect(told).not.toMatch(/现行要求|疫区|隔离/);
  expect(told).toContain('不需要户口簿');
  expect(told).toContain('也可以直接到窗口');
});

test('elder mode leads over nine pages and nobody is asked about quarantine', async () => {
  const page = await town.citizen({ script: false, mode: 'elder' });
  const couple = newCouple();
  await fillIn(page, couple, '2026-03-05', '09:40');
  expect(await page.title()).toContain('第9页，共9页');
  const token = await submit(page, town.office, couple);
  const { parties, booking } = await storedBooking(town.office, token);
  expect(parties.map(({ screening }) => screening)).toEqual([null, null]);
  expect(booking.clauses).toContain('HY2025-7');
});
