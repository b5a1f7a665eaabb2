import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answersFor, waitFor } from '../../../packages/api/test/citizens.ts';
import { passMinutes } from '../../../packages/api/test/line.ts';
import { leaveFree } from '../../../packages/api/test/race.ts';
import { couple, expectFocus, fillCouple, follow, look, openDesk, type Desk } from './desk.ts';

let desk: Desk;
let page: Page;
beforeAll(async () => {
  desk = await openDesk();
  page = await desk.page('bureau');
  for (const n of [1, 2, 3]) await bookByPhone(couple(n), n);
});
afterAll(() => desk.close());

test('[T27] a change of the plan names its source and shows what it hits before it is saved', async () => {
  await page.goto('/admin/plan?office=jiagedaqi');
  await look(page, 'plan');
  await page.fill('#quota', '6');
  await page.getByRole('button', { name: '预览影响' }).last().click();
  await page.getByRole('alert').waitFor();
  expect(await page.title()).toMatch(/^错误：/);
  expect(await page.inputValue('#quota')).toBe('6');
  await look(page, 'plan-errors');
  await page.fill('#validFrom', '2022-05-18');
  await page.fill('#source', '局长办公会纪要〔2022〕5号');
  await page.getByRole('button', { name: '预览影响' }).last().click();
  await page.getByRole('heading', { name: '这样改会影响什么' }).waitFor();
  await look(page, 'plan-preview');
  await page.fill('#quota', '20');
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await page.getByRole('cell', { name: '20', exact: true }).first().waitFor();
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await page.getByRole('status').waitFor();
  await look(page, 'plan-saved');
});

test('[T32] who saves a plan after somebody else is told what differs and loses nothing', async () => {
  const other = await desk.page('clerk');
  await other.goto('/admin/plan');
  await page.goto('/admin/plan?office=jiagedaqi');
  for (const [one, quota] of [
    [other, '22'],
    [page, '24'],
  ] as const) {
    await one.fill('#quota', quota);
    await one.fill('#validFrom', '2022-05-25');
    await one.fill('#source', `来源${quota}`);
    await one.getByRole('button', { name: '预览影响' }).last().click();
    await one.getByRole('heading', { name: '这样改会影响什么' }).waitFor();
  }
  await other.getByRole('button', { name: '保存', exact: true }).click();
  await other.getByRole('status').waitFor();
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await page.getByText(/与您填写的不同之处：每日总量/).waitFor();
  expect(await page.inputValue('#quota')).toBe('24');
  await look(page, 'plan-stale');
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await page.getByRole('status').waitFor();
});

test('the contacts citizens see are changed by the desk', async () => {
  await page.goto('/admin/contacts?office=jiagedaqi');
  await look(page, 'contacts');
  await page.fill('#phone', '');
  await page.getByRole('button', { name: '保存' }).click();
  await page.getByRole('alert').waitFor();
  await look(page, 'contacts-errors');
  await page.fill('#phone', '0457-000 0009');
  await page.getByRole('button', { name: '保存' }).click();
  await page.getByText('已保存，公众马上可以看到').waitFor();
});

test('a closure is previewed with its clause, done, and lists whom the office owes a time', async () => {
  await page.goto('/admin/displaced');
  await page.getByText('没有待改期的预约').waitFor();
  await look(page, 'displaced-empty');
  await page.goto('/admin/closures');
  await page.getByText('没有停办').waitFor();
  await look(page, 'closures-empty');
  await page.getByRole('link', { name: '新的停办' }).first().click();
  await page.getByRole('button', { name: '预览影响' }).last().click();
  await page.getByRole('alert').waitFor();
  await look(page, 'closure-errors');
  await page.selectOption('#office', 'jiagedaqi');
  await page.fill('#from', '2022-05-23');
  await page.fill('#until', '2022-05-24');
  await page.fill('#reason', '因疫情防控需要，婚姻登记大厅临时管控，恢复时间以通知为准');
  await page.getByRole('button', { name: '预览影响' }).last().click();

  await page.getByRole('heading', { name: '影响 3 个预约' }).waitFor();
  await look(page, 'closure-preview');
  await page.getByRole('button', { name: '确认停办，通知3个预约' }).click();
  await page.getByText(/已停办。3 个预约待改期/).waitFor();
  await look(page, 'closure-done');
  await page.goto('/admin/displaced');
  expect(await page.locator('tbody tr').count()).toBe(3);
  expect(await page.getByText('没有手机，请打电话').count()).toBeGreaterThan(0);
  await look(page, 'displaced');
  await page.goto('/admin/?office=jiagedaqi&day=2022-05-23');
  await page.getByText(/本日停办：因疫情防控需要/).waitFor();
  await look(page, 'sheet-closed');
});

test('whom no message reached is phoned, and leaves the list with a note', async () => {
  await page.goto('/admin/calls');
  await page.getByText('停办后保留的新时间').waitFor();
  expect(await page.locator('tbody tr').count()).toBe(1);
  await look(page, 'calls');
  await follow(page, page.getByRole('link', { name: '已打电话' }), '已打电话');
  await page.getByRole('button', { name: '记下并去掉' }).click();
  await page.getByRole('alert').waitFor();
  await look(page, 'called-errors');
  await page.fill('#reason', '已告知本人，周四上午到窗口另选');
  await page.getByRole('button', { name: '记下并去掉' }).click();
  await page.getByText('没有要打电话的').waitFor();
  await look(page, 'calls-empty');
});

test('a closure is lifted only with a reason', async () => {
  await page.goto('/admin/closures');
  await look(page, 'closures');
  await page.getByText('恢复办理', { exact: true }).click();
  await page.getByRole('button', { name: '确认恢复' }).click();
  await page.getByRole('alert').waitFor();
  await look(page, 'closures-errors');
  await page.getByRole('textbox', { name: '原因' }).fill('管控解除');
  await page.getByRole('button', { name: '确认恢复' }).click();
  await page.getByText('已恢复办理').waitFor();
});

test('who waits in line is put first, or off the list, only with a reason', async () => {
  const full = { office: 'mohe', day: '2022-05-31', time: '10:20' };
  await leaveFree(desk.office, full, 0);
  await page.goto('/admin/waiting?office=mohe');
  await page.getByText('没有人候补').waitFor();
  await look(page, 'waiting-empty');
  for (const n of [901, 902]) expect((await waitFor(desk.office, answersFor(n, full))).status).toBe(200);
  await page.reload();
  expect(await page.locator('tbody tr').count()).toBe(2);
  await look(page, 'waiting');
  await page.getByRole('link', { name: '提到最前' }).last().click();
  await page.getByRole('button', { name: '提到最前' }).click();
  await page.getByRole('alert').waitFor();
  await look(page, 'promote-errors');
  await page.fill('#reason', '孕晚期，来电说明');
  await page.getByRole('button', { name: '提到最前' }).click();
  await follow(page, page.getByRole('link', { name: '移出候补' }), '移出候补');
  await page.fill('#reason', '本人来电退出');
  await page.getByRole('button', { name: '移出候补' }).click();
  await page.getByText('候补已结束').waitFor();
  await page.goto('/admin/waiting?office=mohe');
  expect(await page.locator('tbody tr').count()).toBe(1);
});

test('a drawn day is settled only with a line for who is not drawn, and is drawn once, by a public value', async () => {
  await page.goto('/admin/ballots?office=tahe');
  await page.getByText('这里没有摇号的日子').waitFor();
  await look(page, 'ballots-empty');
  await page.goto('/admin/plan?office=tahe');
  const typed = {
    ...{ peakDay: '2022-06-08', peakQuota: '30', ballotFrom: '2022-05-16T08:00', ballotUntil: '2022-05-16T10:00' },
    ...{ ballotValue: '双色球第2022056期开奖号码', ballotHours: '24' },
  };
  for (const [name, text] of Object.entries(typed)) await page.locator(`[name=${name}]`).last().fill(text);
  await page.fill('#waitHours', '');
  await page.fill('#validFrom', '2022-05-16');
  await page.fill('#source', '局长办公会纪要〔2022〕6号');
  await page.getByRole('button', { name: '预览影响' }).last().click();
  const alert = page.getByRole('alert');
  await alert.getByText(/没有中签的人按摇号顺序候补/).waitFor();
  await look(page, 'plan-ballot-errors');
  await alert.getByRole('link').click();
  await expectFocus(page, 'waitHours');
  await page.fill('#waitHours', '2');
  await page.fill('#offersFrom', '08:00');
  await page.fill('#offersTo', '21:00');
  await page.getByRole('button', { name: '预览影响' }).last().click();
  await page.getByRole('heading', { name: '这样改会影响什么' }).waitFor();
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await page.getByRole('status').waitFor();
  await desk.office.runJobs();
  const wanted = { office: 'tahe', day: typed.peakDay, time: '10:20' };
  for (const n of [911, 912, 913]) expect((await waitFor(desk.office, answersFor(n, wanted))).status).toBe(200);
  await page.goto('/admin/ballots?office=tahe');
  await page.getByRole('cell', { name: '登记中' }).waitFor();
  await look(page, 'ballots-open');
  await passMinutes(desk.office, 121);
  await desk.office.runJobs();
  await page.reload();
  await page.getByRole('button', { name: '录入公开数值并摇号' }).click();
  await alert.waitFor();
  await look(page, 'ballots-errors');
  await page.locator('[name=publicValue]').fill('03 11 17 22 29 33 + 08');
  await page.locator('[name=source]').fill('中国福彩网 2022-05-16');
  await page.getByRole('button', { name: '录入公开数值并摇号' }).click();
  await page.getByText('已摇号，中签的已预约并通知').waitFor();
  await page.getByRole('cell', { name: '已摇号' }).waitFor();
  expect(await page.getByRole('button', { name: '录入公开数值并摇号' }).count()).toBe(0);
  await look(page, 'ballots-drawn');
});

test('a clerk sees nothing of another office, and the page says only that there is nothing', async () => {
  const clerk = await desk.page('clerk');
  await clerk.goto('/admin/?office=mohe');
  expect(await clerk.locator('.office').innerText()).toBe('加格达奇区婚姻登记处');
  await clerk.goto('/admin/bookings/00000000-0000-4000-8000-000000000000');
  await clerk.getByRole('heading', { name: '没有找到' }).waitFor();
  await look(clerk, 'not-found');
  await clerk.goto('/admin/closures/new');
  expect(await clerk.locator('select#office').count()).toBe(0);
});

test('the notices in force are listed by clause, in Chinese and in English', async () => {
  await page.goto('/admin/notices');
  await look(page, 'notices');
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('heading', { name: 'Notices and clauses' }).waitFor();
  await look(page, 'notices-en');
  expect(await page.locator('html').getAttribute('lang')).toBe('en');
  await page.getByRole('button', { name: '中文' }).click();
  await page.getByRole('heading', { level: 1, name: '文件与条款' }).waitFor();
});

test('[ZJ-2.2] [SX-3.1] an officer tries a region and a day, and follows a duty to its clause and notice', async () => {
  await page.goto('/admin/required');
  await look(page, 'required');
  await page.fill('#region', '西湖区');
  await page.selectOption('#kind', 'elderCare');
  await page.fill('#on', '2021-12-08');
  await page.getByRole('button', { name: '查询' }).click();
  await page.getByText('有几个同名地区').waitFor();
  await look(page, 'required-several');
  await page.fill('#region', '镇海区');
  await page.getByRole('button', { name: '查询' }).click();
  const closed = page.getByRole('row', { name: /养老机构.*通知点名/ });
  await closed.waitFor();
  await look(page, 'required-found');
  await follow(page, closed.getByRole('link'), /浙江省民政厅/);
  await page.locator('[id="ZJ-2.2"]').waitFor();
  await look(page, 'notice');
  await page.goto('/admin/required?region=镇&on=2022-02-30');
  await page.getByText('没有这一天').waitFor();
  await look(page, 'required-no-day');
  await page.goto('/admin/required?region=镇&on=2022-02-28');
  await page.getByText('没有这个地区').waitFor();
  await page.goto('/admin/notices/SX?room=vaccination');
  await page.locator('[id="SX-3.1"]').waitFor();
  expect(await page.locator('[id="SX-2.1"]').count()).toBe(0);
});

test('by keyboard alone: skip link, menu, form', async () => {
  await page.goto('/admin/closures');
  await page.keyboard.press('Tab');
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('跳到主要内容');
  await page.keyboard.press('Enter');
  await expectFocus(page, 'main');
});

/** One couple without a phone, the others with. */
async function bookByPhone(people: ReturnType<typeof couple>, n: number): Promise<void> {
  await page.goto('/admin/on-behalf?office=jiagedaqi');
  await fillCouple(page, people);
  if (n > 1) await page.fill('#phone', `1380013800${n}`);
  await page.getByRole('button', { name: /5月23日/ }).click();
  await page
    .getByRole('radio', { disabled: false, name: ['上午9:00', '上午10:20', '下午2:00'][n - 1] ?? '' })
    .first()
    .check();
  await page.getByRole('button', { name: '提交预约' }).last().click();
  await page.getByText('预约成功').waitFor();
}
