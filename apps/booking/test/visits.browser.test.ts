import { outletRules } from '@anmin/api/demo/outlets';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { book, lastCode } from '../../../packages/api/test/citizens.ts';
import { signInAs } from '../../../packages/api/test/staff.ts';
import { keyboardOf, screensOf, weighed } from './budgets.ts';
import { openTown, press, type Town, type Way } from './citizen.ts';
import { holds } from './holds.ts';

let town: Town;
beforeAll(async () => {
  town = await openTown('2022-01-24T08:31:00+08:00');
});
afterAll(() => town.close());

const ways: Way[] = [
  { script: false, mode: 'standard' },
  { script: true, mode: 'standard' },
  { script: false, mode: 'elder' },
  { script: true, mode: 'elder' },
];

/** Presses a button of the form that leads on, be it to the same page. */
const go = (page: Page, act = 'next') => press(page, `button[name=act][value=${act}]`);

describe.each(ways)('a family asks to visit a care home (script $script, $mode)', ({ script, mode }) => {
  test('in few screens, and hears by when the home answers', async () => {
    const n = ways.findIndex((it) => it.script === script && it.mode === mode);
    const phone = `1380000100${n}`;
    const page = await town.citizen({ script, mode });
    const seen = new Set<string>();
    const look = async (name: string) => {
      seen.add(new URL(page.url()).pathname);
      if (script) await holds(page, mode, `visit ${name}`);
      else if (mode === 'standard') await holds(await town.still(page), mode, `visit ${name} without a script`);
    };
    await page.goto(`/fuwu/careVisit/${mode === 'elder' ? 'zhandian' : 'shijian'}`);
    await page.check('input[name=office][value=songtao]');
    await look('where');
    const whom = async () => {
      await page.fill('[name=residentName]', '王桂兰');
      await page.fill('[name=residentTail]', `002${n}`);
      await page.check('input[name=relation][value=child]');
      await look('whom');
      await go(page);
    };
    const time = ['09:00', '09:30', '10:00', '10:30'][n] ?? '';
    if (mode === 'standard') {
      await go(page, 'look');
      expect(await page.innerText('main')).toContain('暂停到院探视');
      await page.check('input[name=day][value="2022-01-27"]');
      await go(page, 'look');
      await page.check(`input[name=time][value="${time}"]`);
      await look('when');
      await go(page);
      await whom();
    } else {
      await go(page);
      await whom();
      await page.check('input[name=day][value="2022-01-27"]');
      await go(page);
      await page.check(`input[name=time][value="${time}"]`);
      await look('when');
      await go(page);
    }
    await page.check('input[name=method][value=hall]');
    if (mode === 'elder') {
      await look('how');
      await go(page);
    }
    await page.fill('[name=name1]', '李秀英');
    await page.fill('[name=id1]', '002X');
    await page.fill('[name=phone]', phone);
    await page.check('input[name=admission][value=none]');
    if (mode === 'standard') await page.check('input[name=consent]');
    await look('who');
    await go(page, mode === 'standard' ? 'submit' : 'next');
    if (mode === 'elder') {
      await page.check('input[name=consent]');
      if (!(await page.isVisible('[name=code]'))) await go(page, 'submit');
    }
    await page.fill('[name=code]', await lastCode(town.office, phone));
    if (!(await page.isChecked('input[name=consent]'))) await page.check('input[name=consent]');
    await look('code');
    await go(page, 'submit');
    await page.waitForURL(/chenggong/);
    await look('asked');
    expect(await page.innerText('main')).toContain('待机构确认');
    expect(seen.size).toBeLessThanOrEqual(mode === 'standard' ? 4 : 8);
  });
});

test('a visit is asked for in four screens and 75 seconds by the keyboard, and no page is heavy [G1] [G3]', async () => {
  const phone = '13800001009';
  const page = await town.citizen({ width: 1280 });
  const expectLight = weighed(page);
  const screens = screensOf(page);
  const { choose, lead, seconds, write } = keyboardOf(page);
  await page.goto('/fuwu/careVisit/shijian');
  await choose('office');
  await lead('look');
  await choose('day');
  await lead('look');
  await choose('time');
  await lead('next');
  await write('residentName', '王桂兰');
  await write('residentTail', '0021');
  await choose('relation');
  await lead('next');
  await choose('method');
  await write('name1', '李秀英');
  await write('id1', '002X');
  await write('phone', phone);
  await choose('admission');
  await choose('consent');
  await lead('submit');
  await write('code', await lastCode(town.office, phone));
  await lead('submit');
  await page.waitForURL(/chenggong/);
  expect(screens.size).toBeLessThanOrEqual(4);
  expect(seconds()).toBeLessThanOrEqual(75);
  await expectLight();
});

test.each<Way>([
  { script: false, mode: 'standard' },
  { script: true, mode: 'elder' },
])('who finds an outlet full waits in line for it (script $script, $mode)', async ({ script, mode }) => {
  const full = { day: mode === 'elder' ? '2022-01-26' : '2022-01-27', time: '10:00' };
  const bureau = await signInAs(town.office, 'bureau');
  const { version } = await bureau.plan('fucai-0101');
  const rules = { ...outletRules, waitHours: 1 };
  const plan = { office: 'fucai-0101', rules, validFrom: '2022-01-24', source: '试验', version };
  expect((await bureau.savePlan(plan)).status).toBe(200);
  const said = { 'ask.purpose': 'buy', 'ask.adults': 'yes' };
  for (const people of ['2', '3']) {
    const group = { service: 'lotteryVisit', office: 'fucai-0101', ...full, ...said, people };
    expect((await book(town.office, { ...group, phone: `1380000300${people}` })).status).toBe(200);
  }
  const phone = mode === 'elder' ? '13800002001' : '13800002000';
  const page = await town.citizen({ script, mode });
  const look = async (name: string) => holds(script ? page : await town.still(page), mode, `outlet ${name}`);
  await page.goto(`/fuwu/lotteryVisit/${mode === 'elder' ? 'zhandian' : 'shijian'}`);
  await page.check('input[name=office][value=fucai-0101]');
  await go(page, mode === 'elder' ? 'next' : 'look');
  await page.check(`input[name=day][value="${full.day}"]`);
  await go(page, mode === 'elder' ? 'next' : 'look');
  await page.check(`input[name=time][value="${full.time}"]`);
  await look('full times');
  await go(page);
  await page.check('input[name=people][value="2"]');
  await page.fill('[name=phone]', phone);
  await page.check('input[name="ask.purpose"][value=buy]');
  await page.check('input[name="ask.adults"]');
  if (mode === 'standard') await page.check('input[name=consent]');
  await go(page, mode === 'standard' ? 'submit' : 'next');
  await look('full and a line');
  await go(page, 'begin');
  await page.waitForURL(/lotteryVisit\/houbu/);
  await go(page, 'join');
  expect(await page.title()).toMatch(/^错误：/);
  await look('waiting form to mend');
  await page.check('input[name=days][value=one]');
  await page.check('input[name=consent]');
  await page.fill('#code', await lastCode(town.office, phone));
  await go(page, 'join');
  await page.waitForURL(/jieguo\?houbu=1/);
  expect(await page.innerText('.card')).toMatch(/您排在第\d位/);
  await look('in line');
});
