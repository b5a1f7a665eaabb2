import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { axeFinds } from '../../../tooling/test/axe.ts';
import { lastCode, post } from '../../../packages/api/test/citizens.ts';
import { passMinutes, settle } from '../../../packages/api/test/line.ts';
import { bookableSlots, leaveFree } from '../../../packages/api/test/race.ts';
import { get, signInAs } from '../../../packages/api/test/staff.ts';
import { fillIn, filled, newCouple, openTown, press, storedBooking, submit, type Town, type Way } from './citizen.ts';
import { holds, type Mode } from './holds.ts';

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

describe('a day that is drawn', () => {
  const [day, time] = ['2026-03-10', '09:40'];
  const applicants: { page: Page; mode: Mode }[] = [];

  beforeAll(async () => {
    const ballot = {
      ...{ applyFrom: '2026-03-02T09:00', applyUntil: '2026-03-02T11:00', publicValue: '双色球第2026024期开奖号码' },
      answerHours: 24,
    };
    const bureau = await signInAs(town.office, 'bureau');
    await settle(bureau, '2026-03-02', 'jiagedaqi', { peakDays: [{ day, quota: 30, ballot }] });
    await town.office.runJobs();
    const slots = (await bookableSlots(town.office)).filter((it) => it.day === day);
    for (const it of slots) await leaveFree(town.office, it, it.time === time ? 1 : 0);
  });

  test.each<Way>([
    { mode: 'standard', script: false },
    { mode: 'elder', script: true },
    { mode: 'standard', script: true },
    { mode: 'elder', script: false },
  ])('is applied for: $mode, script $script', async ({ mode, script }) => {
    const page = await town.citizen({ mode, script });
    const couple = newCouple();
    const looks = (name: string) => (script ? holds(page, mode, name) : undefined);
    if (script === (mode === 'elder')) {
      await fillIn(page, couple, day, time);
      expect(await page.innerText('h1')).toContain('摇号');
      await looks('drawn, not booked');
      await press(page, 'button[value=begin]');
    } else {
      await filled(page, town.office, couple, day, time);
      await page.goto('/hunyin/houbu');
      await press(page, 'button[value=code]');
    }
    await press(page, 'button[value=join]');
    expect(await page.title()).toMatch(/^错误：登记摇号/);
    await looks('ballot form to mend');
    for (const choice of ['agree', 'consent']) await page.check(`input[name=${choice}]`);
    await page.fill('#code', await lastCode(town.office, couple.phone));
    await press(page, 'button[value=join]');
    expect(await page.innerText('main [role=status]')).toContain('已登记摇号');
    expect(await page.innerText('.card')).toMatch(/摇号编号09:40\/1\/.*等待摇号/s);
    await looks('applied');
    applicants.push({ page, mode });
  });

  test('shows one who was drawn the booking, and the others their place in line and days with room', async () => {
    await passMinutes(town.office, 121);
    await town.office.runJobs();
    const [ballot] = await get<{ id: string }[]>(town.office.url, 'ballots.list', { office: 'jiagedaqi' });
    const { cookie } = await signInAs(town.office, 'bureau');
    const value = { publicValue: '03 11 17 22 29 33 + 08', source: '中国福彩网 2026-03-02', key: crypto.randomUUID() };
    const drawn = await post(town.office.url, 'ballots.draw', { ballot: ballot?.id, ...value }, { cookie });
    expect(drawn.status).toBe(200);
    const seen = new Map<string, Page>();
    for (const { page } of applicants) {
      await page.goto('/chaxun/jieguo');
      seen.set(await page.innerText('.card .tag'), page);
    }
    expect([...seen.keys()].sort()).toEqual(['已预约', '没有中签']);
    for (const mode of ['standard', 'elder'] as const)
      for (const [state, page] of seen) {
        const other = await town.citizen({ mode });
        const jar = (await page.context().cookies()).filter(({ name }) => name === 'anmin_draft');
        await other.context().addCookies(jar);
        await other.goto('/chaxun/jieguo');
        const card = await other.innerText('.card');
        expect(card).toContain(state === '已预约' ? '摇号中签，编号09:40' : '您排在第');
        await holds(other, mode, state === '已预约' ? 'drawn' : 'not drawn');
        if (state === '已预约') continue;
        expect(await other.locator('.nearby button').count()).toBe(3);
        await press(other, '.nearby button >> nth=0');
        expect(new URL(other.url()).pathname).toMatch(/\/hunyin\/yuyue\/(shijian|jidian)/);
        await other.goto('/hunyin/yaohao?office=jiagedaqi');
        expect(await other.innerText('main')).toContain('03 11 17 22 29 33 + 08');
        await holds(other, mode, 'published ballot');
      }
  });
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
