import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { axeFinds } from '../../../tooling/test/axe.ts';
import { fillIn, lastCode, newCouple, openTown, press, storedBooking, submit, type Town } from './citizen.ts';

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

describe('[E11] while the site is under attack', () => {
  beforeAll(() =>
    town.office.ownerDatabase.pool.query(
      `insert into privacy_setting (unit, kind, amount, source, valid_from, made_by)
       values ('232700', 'proofOfWork', 2, '值班记录', office_today(), 'test')`,
    ),
  );

  test.each(['standard', 'elder'] as const)('a browser works for its code and its booking: %s', async (mode) => {
    const page = await town.citizen({ mode });
    const faults: string[] = [];
    page.on('console', (line) => (line.type() === 'error' ? faults.push(line.text()) : undefined));
    const couple = newCouple();
    await fillIn(page, couple, '2026-03-06', mode === 'elder' ? '09:40' : '10:20');
    await page.waitForURL('**/hedui');
    expect(await axeFinds(page)).toEqual([]);
    await submit(page, town.office, couple);
    expect(faults).toEqual([]);
  });

  test('and for a code by which somebody finds a booking', async () => {
    const page = await town.citizen();
    await page.goto('/chaxun');
    await page.fill('#phone', '13800139999');
    await press(page, 'main form .button');
    await page.waitForURL('**/yanzheng');
    expect(await lastCode(town.office, '13800139999')).toMatch(/^\d{6}$/);
  });

  test('without a script people are told to call or come, and nothing they typed is lost', async () => {
    const page = await town.citizen({ script: false });
    const couple = newCouple();
    await fillIn(page, couple, '2026-03-09', '09:40');
    expect(await page.innerText('main')).toContain('请拨打0457-000 0001或到窗口预约');
    await page.goto('/hunyin/yuyue/xinxi');
    expect(await page.inputValue('#phone')).toBe(couple.phone);
    expect(await page.innerText('form#form')).toContain('您的浏览器没有开启脚本');
    expect(await lastCode(town.office, couple.phone)).toBe('');
  });
});
