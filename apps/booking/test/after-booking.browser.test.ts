import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { appoint } from '../../../packages/api/test/isolation/neighbours.ts';
import { leaveFree } from '../../../packages/api/test/race.ts';
import { signInAs } from '../../../packages/api/test/staff.ts';
import { lastCode } from '../../../packages/api/test/citizens.ts';
import {
  booked,
  filled,
  fillIn,
  newCouple,
  openTown,
  press,
  storedBooking,
  submit,
  type Town,
  unanswered,
} from './citizen.ts';
import { holds, type Mode } from './holds.ts';

let town: Town;

beforeAll(async () => {
  town = await openTown();
});

afterAll(() => town.close());

describe.each<Mode>(['standard', 'elder'])('in the %s rendering', (mode) => {
  test('people tell the office of their booking what they think, without a name', async () => {
    const page = await town.citizen({ mode });
    await booked(page, town.office, '2022-05-23');
    await press(page, 'main a[href="/yijian"]');
    expect(new URL(page.url()).search).toBe('');
    expect(await page.innerText('main')).toContain('加格达奇区婚姻登记处');
    await press(page, 'main form .button');
    expect(await page.title()).toMatch(/^错误：意见反馈/);
    await holds(page, mode, 'feedback without words');
    await page.check('input[value=satisfied]');
    await page.fill('#words', `窗口${mode}很耐心，\n谢谢`);
    await unanswered(() => press(page, 'main form .button'));
    await holds(page, mode, 'feedback without an answer');
    await press(page, 'main form .button');
    expect(await page.innerText('h1')).toBe('意见已收到');
    await holds(page, mode, 'feedback thanks');
    const clerk = town.office.as(await appoint(town.office, 'institutionManager', 'jiagedaqi'));
    expect(await clerk.feedback.list({ office: 'jiagedaqi' })).toMatchObject([
      { rating: 'satisfied', text: `窗口${mode}很耐心，\n谢谢` },
      ...(mode === 'elder' ? [{}] : []),
    ]);
  });

  test('the message of a booking is sent once more, and not twice within a minute', async () => {
    const page = await town.citizen({ mode });
    const { phone } = (await booked(page, town.office, '2022-05-24')).couple;
    await town.office.runJobs();
    await page.goto('/chaxun/jieguo');
    await press(page, 'button[value=resend]');
    expect(await page.innerText('main [role=status]')).toContain('短信已重新发出');
    await holds(page, mode, 'resent');
    await town.office.runJobs();
    const told = town.office.sent.filter(({ kind, to }) => kind === 'booked' && to === phone);
    expect(told.map(({ facts }) => facts)).toEqual([told[0]?.facts, told[0]?.facts]);
    await press(page, 'button[value=resend]');
    expect(await page.innerText('[role=alert]')).toContain('请1分钟后再试');
    await holds(page, mode, 'resent too soon');
  });

  test('the code is read out by a call for whoever cannot read it', async () => {
    const page = await town.citizen({ mode });
    const couple = newCouple();
    await fillIn(page, couple, '2022-05-25', '09:40');
    await press(page, 'button[value=voice]');
    expect(await page.innerText('main')).toContain('刚发过一条，请1分钟后再试');
    await holds(page, mode, 'call too soon');
    await lastCode(town.office, couple.phone);
    await minutePasses();
    await press(page, 'button[value=voice]');
    expect(await page.innerText('#code-sent')).toMatch(/^会打电话到138\*{4}\d{4}读出验证码/);
    await holds(page, mode, 'called');
    const token = await submit(page, town.office, couple);
    expect((await storedBooking(town.office, token)).booking.state).toBe('booked');
    expect(town.office.sent.findLast(({ to, kind }) => to === couple.phone && kind === 'code')?.channel).toBe('voice');
    await page.goto('/demo/sms');
    expect(await page.innerText('.letters')).toContain('语音');
    await holds(page, mode, 'messages of the demo');
  });

  test('a new phone counts once it returned a code', async () => {
    const page = await town.citizen({ mode });
    const { token } = await booked(page, town.office, '2022-05-26');
    const { phone } = newCouple();
    await press(page, '.acts a[href="/chaxun/jieguo"]');
    await press(page, 'a[href$="/genggai"]');
    await page.fill('#phone', phone);
    await press(page, 'main form .button');
    await page.waitForURL(/yanzheng\?gai=/);
    expect(page.url()).not.toContain(phone);
    await holds(page, mode, 'proof of a new phone');
    await page.fill('#code', '000000');
    await press(page, 'button[value=next]');
    expect(await page.innerText('#code-wrong')).toContain('还可试4次');
    await page.fill('#code', await lastCode(town.office, phone));
    await press(page, 'button[value=next]');
    await page.waitForURL(/genggai\?xin=1/);
    expect(await page.inputValue('#phone')).toBe(phone);
    await holds(page, mode, 'correction with a proven phone');
    await press(page, 'main form .button');
    await page.waitForURL('**/chaxun/jieguo');
    expect((await storedBooking(town.office, token)).phone).toBe(phone);
    await holds(page, mode, 'corrected');
  });

  test('after five codes the day is over for a phone, and the page says what helps', async () => {
    const { phone } = newCouple();
    const page = await town.citizen({ mode });
    await page.goto('/chaxun');
    await page.fill('#phone', phone);
    await press(page, 'main form .button');
    await page.waitForURL('**/yanzheng');
    for (let n = 1; n < 5; n += 1) {
      await minutePasses();
      await press(page, 'button[value=code]');
      expect(await page.locator('#code-wrong').count()).toBe(0);
    }
    await minutePasses();
    await press(page, 'button[value=code]');
    expect(await page.innerText('#code-wrong')).toBe('今天发给这个手机的验证码已到5条，请明天再试或拨打电话');
    await holds(page, mode, 'codes spent');
    const other = await town.citizen({ mode });
    await other.goto('/chaxun');
    await other.fill('#phone', phone);
    await press(other, 'main form .button');
    expect(await other.innerText('#phone-wrong')).toContain('已到5条');
    await holds(other, mode, 'codes spent elsewhere');
  });

  test('whoever the office displaced accepts the held place, or declines it and chooses', async () => {
    const day = mode === 'elder' ? '2022-05-27' : '2022-05-30';
    const [taker, chooser] = [await town.citizen({ mode }), await town.citizen({ mode })];
    const { token } = await booked(taker, town.office, day);
    await booked(chooser, town.office, day);
    const clerk = await signInAs(town.office, 'clerk');
    const span = { office: 'jiagedaqi', from: day, until: day, services: null, reason: '停电检修' };
    expect((await clerk.close(span)).data).toMatchObject({ displaced: 2, offered: 2 });
    await taker.reload();
    expect(await taker.innerText('h1')).toBe('这次预约需要改期');
    await holds(taker, mode, 'displaced receipt');
    await taker.goto('/chaxun/jieguo');
    expect(await taker.innerText('.card')).toContain('停电检修');
    await holds(taker, mode, 'offer');
    await press(taker, 'button[value=accept]');
    expect(await taker.innerText('.card .tag')).toBe('已预约');
    expect(await storedBooking(town.office, token)).toMatchObject({ booking: { state: 'booked' } });
    expect((await storedBooking(town.office, token)).day).not.toBe(day);
    await chooser.goto('/chaxun/jieguo');
    await press(chooser, 'button[value=decline]');
    expect(await chooser.innerText('.card')).toContain('请另选时间');
    await holds(chooser, mode, 'declined');
    await press(chooser, 'button[name=choice] >> nth=0');
    await chooser.waitForURL('**/chenggong/*');
    expect(await chooser.innerText('h1')).toBe('预约成功');
  });
});

test.each<{ mode: Mode; script: boolean; day: string; fills: boolean }>([
  { mode: 'standard', script: false, day: '2022-05-31', fills: true },
  { mode: 'elder', script: true, day: '2022-05-23', fills: true },
  { mode: 'standard', script: true, day: '2022-06-01', fills: false },
  { mode: 'elder', script: false, day: '2022-06-02', fills: false },
])(
  'who finds a time taken waits in line, takes what comes free, or leaves: $mode, script $script',
  async ({ mode, script, day, fills }) => {
    const wanted = { office: 'jiagedaqi', day, time: '10:20' };
    const holder = await town.citizen({ mode });
    await leaveFree(town.office, wanted, 1);
    await booked(holder, town.office, day, wanted.time);
    const page = await town.citizen({ mode, script });
    const couple = newCouple();
    const looks = async (name: string) => {
      if (script) await holds(page, mode, name);
    };
    if (fills) {
      await fillIn(page, couple, day, wanted.time);
      await looks('full and a line');
      await press(page, 'button[value=begin]');
    } else {
      await filled(page, town.office, couple, day, wanted.time);
      await page.goto('/hunyin/houbu');
      await press(page, 'button[value=code]');
    }
    await looks('waiting form');
    await press(page, 'button[value=join]');
    expect(await page.title()).toMatch(/^错误：/);
    await looks('waiting form to mend');
    for (const choice of ['days', 'times', 'agree', 'consent']) await page.check(`input[name=${choice}] >> nth=0`);
    await page.fill('#code', await lastCode(town.office, couple.phone));
    await press(page, 'button[value=join]');
    await page.waitForURL(/jieguo\?houbu=1/);
    expect(await page.innerText('.card')).toContain('您排在第1位');
    await looks('in line');
    await holder.goto('/chaxun/jieguo');
    await press(holder, 'a[href$="/quxiao"]');
    await press(holder, '.button.danger');
    await town.office.runJobs();
    await page.goto('/chaxun/jieguo');
    expect(await page.innerText('.card')).toContain('有号了，已为您保留');
    await looks('offered in line');
    if (mode === 'standard') {
      await press(page, 'button[value=accept]');
      expect(await page.innerText('.card .tag')).toBe('已预约');
      return;
    }
    await press(page, 'button[value=decline]');
    expect(await page.innerText('.card .tag')).toBe('候补中');
    await press(page, 'a[href$="/quxiao"]');
    await looks('leaving the line');
    await press(page, '.button.danger');
    expect(await page.innerText('.card .tag')).toBe('候补已结束');
    await looks('no longer in line');
  },
);

test('without a script people send feedback, have a message resent and a code read out all the same [G2]', async () => {
  const page = await town.citizen({ script: false });
  const couple = newCouple();
  await fillIn(page, couple, '2022-05-20', '14:00');
  await lastCode(town.office, couple.phone);
  await minutePasses();
  await press(page, 'button[value=voice]');
  await submit(page, town.office, couple);
  await press(page, '.acts a[href="/chaxun/jieguo"]');
  await press(page, 'button[value=resend]');
  expect(await page.innerText('main [role=status]')).toContain('短信已重新发出');
  await press(page, 'footer a[href="/yijian"]');
  await press(page, 'main a[href="/yijian?xuan=1"]');
  await page.check('input[name=office][value=huma]');
  await press(page, 'main form .button');
  expect(await page.title()).toMatch(/^错误：/);
  await page.fill('#words', '希望周末也能办');
  await unanswered(() => press(page, 'main form .button'));
  expect(await page.innerText('main [role=alert]')).toContain('您填的内容还在本页');
  expect(await page.inputValue('#words')).toBe('希望周末也能办');
  await press(page, 'main form .button');
  expect(await page.innerText('h1')).toBe('意见已收到');
  const clerk = town.office.as(await appoint(town.office, 'institutionManager', 'huma'));
  expect(await clerk.feedback.list({ office: 'huma' })).toMatchObject([{ rating: null, text: '希望周末也能办' }]);
});

async function minutePasses(): Promise<void> {
  await town.office.ownerDatabase.pool.query(`update phone_code set last_sent_at = last_sent_at - interval '1 minute'`);
}
