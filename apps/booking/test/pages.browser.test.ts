import { demoRegion, idNumberOf } from '@anmin/domain/people/id-number';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lastCode } from '../../../packages/api/test/citizens.ts';
import { keyboardOf, screensOf, weighed } from './budgets.ts';
import {
  booked,
  chooseOffice,
  fillIn,
  newCouple,
  next,
  openTown,
  press,
  submit,
  type,
  type Town,
  unanswered,
} from './citizen.ts';
import { holds, type Mode } from './holds.ts';

let town: Town;

beforeAll(async () => {
  town = await openTown();
});

afterAll(() => town.close());

describe('[G10] a screen reader is told what was agreed, page after page', () => {
  test('of a marriage registration', async () => {
    const page = await town.citizen({ script: false });
    const birth = Temporal.PlainDate.from('1989-07-01');
    const [id1, id2] = [11, 12].map((n) => idNumberOf(demoRegion, birth, n)) as [string, string];
    const couple = newCouple({ id1, id2, phone: '13800138000' });
    await fillIn(page, couple, '2022-05-25');
    const told = [];
    for (const path of ['/hunyin', ...['shijian', 'xinxi', 'hedui'].map((step) => `/hunyin/yuyue/${step}`)]) {
      await page.goto(path);
      told.push(await toldOf(page));
    }
    await submit(page, town.office, couple);
    told.push(await toldOf(page));
    await expect(told.join('\n')).toMatchFileSnapshot('told/marriage.yml');
  });

  test('of a visit to a lottery outlet', async () => {
    const page = await town.citizen({ script: false });
    await page.goto('/fucai');
    const told = [await toldOf(page)];
    await page.check('input[name=office][value="fucai-0102"]');
    await press(page, '#form .go button[name=act]');
    await page.check('input[name=day][value="2022-05-19"]');
    await press(page, '#form .go button[name=act]');
    told.push(await toldOf(page));
    await page.check('input[name=time][value="10:00"]');
    await press(page, '#form .go button[name=act]');
    told.push(await toldOf(page));
    await press(page, '#form .go button[name=act]');
    told.push(await toldOf(page));
    await expect(told.join('\n')).toMatchFileSnapshot('told/lottery-visit.yml');
  });

  /** Name, role, state and order of all there is, without what differs from booking to booking. */
  async function toldOf(page: Page): Promise<string> {
    const tree = await page.locator('main').ariaSnapshot();
    const alike = tree
      .replaceAll(/\b([A-Z]{2}) \d{4} \d{4} \d{2}\b/g, '$1 …')
      .replaceAll(/chenggong\/[\w-]+/g, 'chenggong/…')
      .replaceAll(/([余有进])\d+([号个人])/g, '$1…$2');
    return `# ${await page.title()}\n${alike}\n`;
  }
});

describe.each<Mode>(['standard', 'elder'])('in the %s rendering', (mode) => {
  test('[G5] [G6] [G7] [G8] every page that asks nothing holds', async () => {
    const page = await town.citizen({ mode });
    for (const path of quiet) {
      await page.goto(path);
      await holds(page, mode, path);
    }
  });

  test('[G5] [G6] [G7] [G8] every page of the journey holds, empty, filled and with errors', async () => {
    const page = await town.citizen({ mode });
    await fillIn(page, newCouple({ name1: '阿'.repeat(50) }), '2022-05-24', '09:40');
    await holds(page, mode, 'hedui');
    await press(page, 'button[value=submit]');
    await holds(page, mode, 'hedui with errors');
    await page.goto(`/hunyin/yuyue/${mode === 'elder' ? 'natian' : 'shijian'}`);
    await holds(page, mode, 'filled day');
    await page.goto(`/hunyin/yuyue/${mode === 'elder' ? 'nvfang' : 'xinxi'}?hui=1`);
    await holds(page, mode, 'filled people');
    await type(page, newCouple({ id2: '12345' }), ['id2']);
    await next(page);
    await holds(page, mode, 'people with errors');
    await page.goto(`/hunyin/yuyue/${mode === 'elder' ? 'xunwen' : 'xinxi'}`);
    await holds(page, mode, 'questions of the notice');
  });

  test('[G5] [G6] [G7] [G8] every page of a booking holds, from the receipt to its end', async () => {
    const page = await town.citizen({ mode });
    const { token } = await booked(page, town.office, '2022-05-25', '10:20');
    await holds(page, mode, 'receipt');
    await page.goto('/chaxun/jieguo');
    await holds(page, mode, 'card');
    const booking = (await page.locator('a[href$="/gaiqi"]').getAttribute('href'))?.split('/')[2] ?? '';
    for (const act of ['gaiqi', 'genggai', 'quxiao']) {
      await page.goto(`/chaxun/${booking}/${act}`);
      await holds(page, mode, act);
    }
    await press(page, '.button.danger');
    await holds(page, mode, 'cancelled');
    const other = await town.citizen({ mode });
    await other.goto(`/chenggong/${token}`);
    await other.fill('input[name=last4]', '0000');
    await press(other, 'main form button');
    await holds(other, mode, 'wrong last four digits');
    await other.goto('/chaxun');
    await press(other, 'main form button');
    await holds(other, mode, 'no phone');
  });

  test('every page that says no holds and leads on [A10] [G34]', async () => {
    const { couple } = await booked(await town.citizen(), town.office, '2022-05-26', '14:00');
    const late = await town.citizen({ mode: 'standard' });
    await late.goto('/hunyin/yuyue/shijian?service=divorceCertificate');
    await chooseOffice(late);
    for (const [name, value] of [
      ['Year', '2021'],
      ['Month', '12'],
      ['Day', '1'],
    ] as const)
      await late.fill(`#application${name}`, value);
    await press(late, 'button[value=look]');
    expect(await late.innerText('h1')).toBe('已过可约时间');
    await holds(late, 'standard', 'collection over');
    const again = await town.citizen({ mode });
    await fillIn(again, { ...couple, phone: '13900139000' }, '2022-05-27', '14:00');
    expect(await again.innerText('h1')).toBe('有一方已有同类预约');
    await holds(again, mode, 'duplicate');
    expect(await again.locator('main .button').count()).toBeGreaterThan(0);
    expect(await again.locator('main a[href^="tel:"]').count()).toBeGreaterThan(0);
  });

  test('the start button is seen without scrolling on 360 by 640 [A1]', async () => {
    const page = await town.citizen({ mode, width: 360 });
    await page.goto('/hunyin');
    const box = await page.locator('.go.first .button').boundingBox();
    expect((box?.y ?? 640) + (box?.height ?? 0)).toBeLessThanOrEqual(640);
  });
});

test('no page is heavier than a slow line bears [G3]', async () => {
  const page = await town.citizen();
  const couple = newCouple();
  const expectLight = weighed(page);
  await fillIn(page, couple, '2022-05-31', '09:00');
  await submit(page, town.office, couple);
  await expectLight();
});

test('a page runs no script but its own file and lets nobody frame it', async () => {
  const response = await fetch(`${town.office.url}/hunyin`);
  const policy = response.headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toContain('unsafe');
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  expect(response.headers.get('cache-control')).toBe('no-store');
  expect(await response.text()).not.toMatch(/<script(?! type="module" src)| on\w+=/);
});

test('the whole journey is walked with the keyboard alone, in 120 key presses besides the typing [G1]', async () => {
  const page = await town.citizen({ width: 1280 });
  const couple = newCouple();
  const { counted, strike, to } = keyboardOf(page);
  await page.goto('/hunyin');
  await to('开始预约');
  await strike('Enter');
  await page.waitForURL('**/shijian*');
  await to('office');
  await strike('ArrowDown');
  await to('look');
  await strike('Enter');
  await page.waitForURL('**/shijian#riqi');
  await to('day');
  await strike('ArrowRight');
  await page.waitForSelector('input[name=time]');
  await to('time');
  await strike('Space');
  await to('next');
  await strike('Enter');
  await page.waitForURL('**/xinxi');
  for (const name of ['name1', 'id1', 'name2', 'id2'] as const) {
    await to(name);
    await page.keyboard.insertText(couple[name]);
  }
  for (const name of ['stay1', 'stay2']) {
    await to(name);
    await strike('Space');
  }
  await to('phone');
  await page.keyboard.insertText(couple.phone);
  await strike('Enter');
  await page.waitForURL('**/hedui');
  await to('code');
  await page.keyboard.insertText(await lastCode(town.office, couple.phone));
  for (const name of ['agree', 'consent']) {
    await to(name);
    await strike('Space');
  }
  await to('submit');
  await strike('Enter');
  await page.waitForURL('**/chenggong/*');
  expect(counted.presses).toBeLessThanOrEqual(120);
});

test('a visit to a lottery outlet takes three screens and half a minute by the keyboard, and is as light [G1] [G3]', async () => {
  const page = await town.citizen({ width: 1280 });
  const { phone } = newCouple();
  const expectLight = weighed(page);
  const screens = screensOf(page);
  const { choose, lead, seconds, strike, to, write } = keyboardOf(page);
  await page.goto('/fuwu/lotteryVisit/shijian');
  await to('office');
  await strike('ArrowDown');
  await lead('look');
  await choose('day');
  await lead('look');
  await choose('time');
  await lead('next');
  await write('phone', phone);
  await choose('people');
  await choose('ask.purpose');
  await choose('ask.adults');
  await choose('consent');
  await lead('submit');
  await write('code', await lastCode(town.office, phone));
  await lead('submit');
  await page.waitForURL('**/chenggong/*');
  expect(screens.size).toBeLessThanOrEqual(3);
  expect(seconds()).toBeLessThanOrEqual(30);
  await expectLight();
});

test('an office that does not answer is said in one page, with a phone where one is known', async () => {
  const page = await town.citizen({ script: false });
  await page.goto('/hunyin');
  const response = await unanswered(() => page.goto('/hunyin'));
  expect(response?.status()).toBe(503);
  expect(await page.innerText('h1')).toBe('没有收到系统回应');
});

const quiet = [
  '/hunyin',
  '/hunyin?service=divorceCertificate',
  '/hunyin/shewai',
  '/hunyin/meiyou-shouji',
  '/hunyin/yuyue/shijian?service=marriage',
  '/hunyin/yuyue/yewu',
  '/fuwu/lotteryVisit/shijian',
  '/fuwu/lotteryVisit/zhandian',
  '/chaxun',
  '/yijian',
  '/geren-xinxi',
  '/yinsi',
  '/wuzhangai',
  '/demo/sms',
  '/nowhere',
  '/chenggong/nothing',
];
