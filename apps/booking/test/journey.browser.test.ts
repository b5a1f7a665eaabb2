import { provePhone } from '@anmin/api/bookings/phone-proof';
import { demoRegion, idNumberOf } from '@anmin/domain/people/id-number';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lastCode } from '../../../packages/api/test/citizens.ts';
import {
  booked,
  chooseDay,
  chooseOffice,
  fillIn,
  newCouple,
  next,
  openTown,
  press,
  storedBooking,
  submit,
  type,
  type Town,
  type Way,
} from './citizen.ts';
import { holds } from './holds.ts';

let town: Town;

beforeAll(async () => {
  town = await openTown();
});

afterAll(() => town.close());

describe('a couple books, moves and cancels', () => {
  const couple = newCouple();
  const ways: Way[] = [
    { script: false, mode: 'standard' },
    { script: true, mode: 'standard' },
    { script: false, mode: 'elder' },
    { script: true, mode: 'elder' },
  ];

  test('the same booking is stored whether a script runs or not, in both renderings [G2]', async () => {
    const stored = [];
    for (const way of ways) {
      const page = await town.citizen(way);
      await fillIn(page, couple);
      const token = await submit(page, town.office, couple);
      stored.push(await storedBooking(town.office, token));
      await cancelFrom(page);
      expect((await storedBooking(town.office, token)).booking.state).toBe('cancelled');
      await forgetCodes();
    }
    expect(stored[0]).toMatchObject({ phone: couple.phone, day: '2022-05-24', booking: { state: 'booked' } });
    for (const other of stored) expect(other).toEqual(stored[0]);
  });

  test.each(ways)('the booking moves with script $script in the $mode rendering', async (way) => {
    const page = await town.citizen(way);
    const { token } = await booked(page, town.office, '2022-05-24');
    await press(page, '.acts a[href="/chaxun/jieguo"]');
    await press(page, 'a[href$="/gaiqi"]');
    if (way.mode === 'elder') {
      await press(page, 'button[value="day:"]');
      await page.check('input[name=day][value="2022-05-25"]');
      await press(page, 'button[value=move]');
    } else {
      await chooseDay(page, '2022-05-25');
    }
    await page.check('input[name=time][value="14:00"]');
    await press(page, 'button[value=move]');
    await page.waitForURL('**/chenggong/*');
    expect(await storedBooking(town.office, token)).toMatchObject({ day: '2022-05-25', booking: { state: 'booked' } });
    const calendar = await (await page.request.get(`/chenggong/${token}/yuyue.ics`)).text();
    expect(calendar).toContain('DTSTART:20220525T060000Z');
    expect(calendar).toContain('SEQUENCE:1');
    expect(calendar).not.toContain('王');
  });

  /** One phone gets a code a minute and five a day; this couple books four times at once. */
  async function forgetCodes() {
    await town.office.ownerDatabase.pool.query(
      `update phone_code set last_sent_at = now() - interval '2 minutes', sent_count = 1`,
    );
  }

  async function cancelFrom(page: Awaited<ReturnType<Town['citizen']>>) {
    await press(page, '.acts a[href="/chaxun/jieguo"]');
    await press(page, 'a[href$="/quxiao"]');
    await press(page, '.button.danger');
    await page.waitForURL('**/chaxun/jieguo');
  }
});

describe('somebody visits a lottery outlet', () => {
  const ways: Way[] = [
    { script: false, mode: 'standard' },
    { script: true, mode: 'standard' },
    { script: false, mode: 'elder' },
    { script: true, mode: 'elder' },
  ];

  test.each(ways)('with script $script in the $mode rendering', async (way) => {
    const page = await town.citizen(way);
    const { phone } = newCouple();
    await page.goto('/fucai');
    await page.check('input[name=office][value="fucai-0102"]');
    await lead(page);
    await page.check('input[name=day][value="2022-05-18"]');
    await lead(page);
    await page.check('input[name=time][value="10:00"]');
    await lead(page);
    await page.waitForURL('**/tianxie');
    // a box left empty is told, and what was typed stays
    await page.fill('input[name=phone]', phone);
    await page.check('input[name=people][value="2"]');
    await page.check('input[name="ask.purpose"][value=redeem]');
    await consent(page);
    await lead(page);
    expect(await page.locator('#cuowu').innerText()).toContain('本人已满18周岁');
    await examined(page, way, 'a visit with errors');
    expect(await page.inputValue('input[name=phone]')).toBe(phone);
    await page.check('input[name="ask.adults"]');
    if ((await page.locator('input[name="ask.healthy"]').count()) > 0) await page.check('input[name="ask.healthy"]');
    await consent(page);
    await lead(page);
    await consent(page);
    await page.fill('input[name=code]', await lastCode(town.office, phone));
    await lead(page);
    await page.waitForURL('**/chenggong/*');
    expect(await page.innerText('.reference')).toMatch(/^FC /);
    await examined(page, way, 'the receipt of a visit');
    const told = await page.innerText('main');
    for (const words of ['福彩0102投注站', '5月18日', '2人', '兑奖', '第十八条']) expect(told).toContain(words);
    await press(page, '.acts a[href="/chaxun/jieguo"]');
    await press(page, 'a[href$="/quxiao"]');
    await press(page, '.button.danger');
    expect(await page.innerText('main')).toContain('FC ');
  });

  test('an outlet that is closed today says why and cannot be chosen', async () => {
    const { ownerDatabase } = town.office;
    await ownerDatabase.pool.query(
      `insert into closure (id, prefecture, office, from_day, until_day, reason, made_by)
         values (gen_random_uuid(), '232700', 'fucai-0101', '2022-05-16', '2022-05-17', '终端检修', 'test')`,
    );
    const page = await town.citizen({ script: false });
    await page.goto('/fucai');
    expect(await page.innerText('main')).toContain('今日暂停营业（终端检修）');
    expect(await page.isDisabled('input[name=office][value="fucai-0101"]')).toBe(true);
  });

  /** Without a script in the standard rendering alone, for the other has the same pages. */
  async function examined(page: Awaited<ReturnType<Town['citizen']>>, { script, mode }: Way, name: string) {
    if (script) await holds(page, mode, name);
    else if (mode === 'standard') await holds(await town.still(page), mode, `${name} without a script`);
  }

  /** The button that leads on, whatever it is called here. */
  async function lead(page: Awaited<ReturnType<Town['citizen']>>) {
    await press(page, '#form .go button[name=act]');
  }

  async function consent(page: Awaited<ReturnType<Town['citizen']>>) {
    if ((await page.locator('input[name=consent]').count()) > 0) await page.check('input[name=consent]');
  }
});

test('wrong answers stay as typed, and the summary links to each of them [A9]', async () => {
  const page = await town.citizen({ script: false });
  await page.goto('/hunyin/yuyue/shijian?service=marriage');
  await chooseOffice(page);
  await chooseDay(page, '2022-05-26');
  await page.check('input[name=time][value="09:00"]');
  await next(page);
  await type(page, newCouple({ name1: '张3', id1: '11010119900101123' }), ['name1', 'id1']);
  await next(page);
  expect(await page.title()).toMatch(/^错误：填写双方信息/);
  expect(await page.locator('#cuowu a').allInnerTexts()).toContain('男方证件号码应为18位，现在是17位');
  expect(await page.inputValue('#id1')).toBe('11010119900101123');
  expect(
    await page
      .locator('#cuowu a')
      .evaluateAll((links) => links.every((link) => document.querySelector(link.getAttribute('href') ?? '#none'))),
  ).toBe(true);
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('cuowu-heading');
});

test('switching the rendering keeps the step and what was typed [A17]', async () => {
  const page = await town.citizen();
  await page.goto('/hunyin/yuyue/shijian?service=marriage');
  await chooseOffice(page);
  await chooseDay(page, '2022-05-26');
  await page.check('input[name=time][value="09:00"]');
  await next(page);
  await page.fill('#name1', '王晓明');
  await press(page, 'a[data-switch]:text-is("长辈版")');
  await page.waitForURL('**/nanfang');
  expect(await page.inputValue('#name1')).toBe('王晓明');
});

test('the second thing the keyboard reaches is the large print [A17]', async () => {
  const page = await town.citizen();
  for (const path of ['/hunyin', '/hunyin/yuyue/shijian', '/chaxun', '/yinsi']) {
    await page.goto(path);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('长辈版');
  }
});

test('who is too young hears the first possible day and keeps every answer [A10]', async () => {
  const page = await town.citizen({ script: false });
  const girl = idNumberOf(demoRegion, Temporal.PlainDate.from('2002-06-01'), 12);
  await page.goto('/hunyin/yuyue/shijian?service=marriage');
  await chooseOffice(page);
  await chooseDay(page, '2022-05-26');
  await page.check('input[name=time][value="09:00"]');
  await next(page);
  await type(page, newCouple({ id2: girl }), ['name1', 'id1', 'name2', 'id2', 'phone']);
  await page.check('input[name=stay1][value=no]');
  await page.check('input[name=stay2][value=no]');
  await next(page);
  expect(await page.innerText('h1')).toBe('预约当天还不能办理结婚登记');
  expect(await page.innerText('.said')).toContain('2022年6月1日');
  await press(page, 'button[name=choice] >> nth=0');
  await page.waitForURL('**/hedui');
  expect(await page.innerText('main')).toContain(girl);
});

test('a stranger who types somebody else’s number learns neither time nor place [A24]', async () => {
  const { couple } = await booked(await town.citizen(), town.office, '2022-05-26', '09:00');
  const stranger = await town.citizen({ script: false });
  await fillIn(stranger, { ...newCouple(), id2: couple.id2 }, '2022-05-27', '14:00');
  expect(await stranger.innerText('h1')).toBe('有一方已有同类预约');
  const told = await stranger.innerText('main');
  expect(told).not.toContain('5月26日');
  expect(told).not.toContain(couple.name1);
});

test('a full time offers others and keeps every answer [A15]', async () => {
  const page = await town.citizen({ script: false });
  const couple = newCouple();
  await fillIn(page, couple, '2022-05-30', '09:00');
  await fillUp('2022-05-30', '09:00');
  await page.fill('input[name=code]', await lastCode(town.office, couple.phone));
  await page.check('input[name=agree]');
  await page.check('input[name=consent]');
  await press(page, 'button[value=submit]');
  expect(await page.innerText('h1')).toBe('这个时段刚刚约满');
  expect(await page.locator('button[name=choice]').count()).toBeGreaterThanOrEqual(3);
  await press(page, 'button[name=choice] >> nth=0');
  await page.waitForURL('**/hedui');
  // the phone stays proven, and what was typed stays typed
  expect(await page.locator('input[name=code]').count()).toBe(0);
  expect(await page.innerText('main')).toContain(couple.id1);
});

/** Others book every place of a time that is left. */
async function fillUp(day: string, time: string): Promise<void> {
  const { bookings } = town.office.as({ kind: 'citizen', address: '127.0.0.1' });
  for (;;) {
    const { phone, ...people } = newCouple();
    const proof = provePhone(town.office.keys, phone, Temporal.Now.instant());
    const answers = { service: 'marriage', office: 'jiagedaqi', day, time, phone, ...people, stay1: 'no', stay2: 'no' };
    const booked = await bookings.book({ key: crypto.randomUUID(), answers, proof }).catch((error: unknown) => error);
    if (booked instanceof Error) return;
  }
}

test('two languages at once do not mix [A25]', async () => {
  const [chinese, english] = await Promise.all(
    (['zh-CN', 'en'] as const).map((locale) =>
      Promise.all(
        Array.from({ length: 20 }, async () => {
          const response = await fetch(`${town.office.url}/hunyin`, { headers: { cookie: `anmin_locale=${locale}` } });
          return response.text();
        }),
      ),
    ),
  );
  expect(chinese?.every((html) => html.includes('lang="zh-CN"') && html.includes('结婚登记</a>'))).toBe(true);
  expect(english?.every((html) => html.includes('lang="en"') && html.includes('Marriage registration</a>'))).toBe(true);
});
