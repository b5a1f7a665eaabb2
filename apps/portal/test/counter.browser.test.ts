import { readFile } from '@anmin/api/sheets/reading/read';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { awake, couple, expectFocus, fillCouple, heldScripts, keep, look, openDesk, type Desk } from './desk.ts';

let desk: Desk;
let page: Page;
beforeAll(async () => {
  desk = await openDesk();
  page = await desk.page('clerk');
});
afterAll(() => desk.close());

test('staff sign in, are told what was wrong, and come back to the page they wanted', async () => {
  const stranger = await desk.page();
  await stranger.goto('/admin/closures');
  expect(await stranger.title()).toBe('登录 — 安民工作平台');
  await look(stranger, 'sign-in');
  await stranger.fill('#username', 'minzhengju');
  await stranger.keyboard.press('Enter');
  await stranger.getByRole('alert').waitFor();
  expect(await stranger.title()).toMatch(/^错误：/);
  await stranger.fill('#passphrase', 'wrong-passphrase-here');
  await stranger.keyboard.press('Enter');
  await stranger.getByText('用户名或口令不对').first().waitFor();
  expect(await stranger.inputValue('#username')).toBe('minzhengju');
  await look(stranger, 'sign-in-wrong');
  await stranger.fill('#passphrase', 'song-shu-he-xue-di');
  await stranger.keyboard.press('Enter');
  await stranger.waitForURL('**/admin/closures');
  await stranger.getByRole('button', { name: '退出登录' }).click();
  await stranger.getByText('您已退出登录').waitFor();
  await look(stranger, 'signed-out');
  await stranger.goto('/admin/');
  expect(stranger.url()).toContain('/admin/sign-in?next=');
});

test('an empty day says so, and the rule in force stands above with its clause', async () => {
  await page.goto('/admin/');
  await page.getByText('现行要求').waitFor();
  expect(await page.getByRole('region', { name: '现行要求' }).innerText()).toMatch(/隔离/);
  await look(page, 'sheet-empty');
  await page.goto('/admin/?day=2022-05-22');
  await page.getByText('没有安排号源').waitFor();
  await look(page, 'sheet-rest-day');
  await page.goto('/admin/queue');
  await page.getByRole('button', { name: '叫下一个' }).click();
  await page.getByRole('status').getByText('现在没有人排队').first().waitFor();
  await look(page, 'queue-empty');
});

test('a clerk books on behalf by phone, in one form that keeps every answer', async () => {
  await page.goto('/admin/on-behalf');
  await look(page, 'behalf-empty');
  await fillCouple(page, { ...couple(1), id2: couple(1).id2.slice(0, 17) });
  await page.keyboard.press('Enter');
  await page.getByRole('alert').waitFor();
  expect(await page.getByRole('alert').innerText()).toContain('应为18位，现在是17位');
  await look(page, 'behalf-errors');
  expect(await page.title()).toMatch(/^错误：代客预约/);
  expect(await page.inputValue('#name1')).toBe(couple(1).name1);
  await page
    .getByRole('alert')
    .getByRole('link', { name: /证件号码/ })
    .click();
  await expectFocus(page, 'id2');
  await page.fill('#id2', couple(1).id2);
  await page.getByRole('button', { name: /5月17日/ }).click();
  await page.getByRole('radio', { name: /9:00/ }).check();
  expect(await page.inputValue('#id2')).toBe(couple(1).id2);
  await look(page, 'behalf-filled');
  await page.getByRole('button', { name: '提交预约' }).last().click();
  await page.getByText('预约成功').waitFor();
  await look(page, 'behalf-done');
  expect(await page.inputValue('#name1')).toBe('');
});

test('what is typed and chosen before the scripts arrive is kept', async () => {
  const slow = await desk.page('clerk');
  const arrive = await heldScripts(slow);
  await slow.goto('/admin/on-behalf', { waitUntil: 'commit' });
  await fillCouple(slow, couple(3));
  await slow.getByRole('radio', { name: '窗口' }).check();
  await slow.selectOption('#service', 'marriageReplacement');
  arrive();
  await awake(slow);
  expect(await slow.inputValue('#id1')).toBe(couple(3).id1);
  expect(await slow.isChecked('input[name=stay2][value=no]')).toBe(true);
  expect(await slow.isChecked('input[name=channel][value=counter]')).toBe(true);
  expect(await slow.inputValue('#service')).toBe('marriageReplacement');
});

test('the slip is large and carries the code', async () => {
  await page.getByRole('link', { name: '打印预约单' }).click();
  await page.getByRole('img', { name: /预约码/ }).waitFor();
  await look(page, 'slip');
});

test('[T39] a full slot offers another or, with a reason, one place more', async () => {
  await bookByPhone(couple(5), /5月17日/, /9:00/);
  await page.getByRole('heading', { name: '这个时段刚刚约满' }).waitFor();
  expect(await page.inputValue('#name1')).toBe(couple(5).name1);
  await look(page, 'behalf-full');
  await page.fill('#overbookReason', '孕期不便等候，负责人同意');
  await page.getByRole('button', { name: '提交预约' }).last().click();
  await page.getByText('预约成功').waitFor();
});

test('a typed reference and Enter checks in; a second scan is told when', async () => {
  await bookByPhone(couple(2), /5月17日/, /10:20/);
  await page.getByText('预约成功').waitFor();
  await desk.moveClock(1);
  await page.goto('/admin/');
  expect(await page.getByRole('heading', { level: 1 }).innerText()).toContain('5月17日');
  await look(page, 'sheet-filled');
  const reference = await page.locator('tbody .reference').first().innerText();
  await expectFocus(page, 'text');
  await page.keyboard.type(reference);
  await page.keyboard.press('Enter');
  await page.getByText(/已签到，预约号/).waitFor();
  await look(page, 'sheet-checked-in');
  await page.fill('#text', reference);
  await page.keyboard.press('Enter');
  await page.getByText(/已经签到过：.*林晓燕/).waitFor();
  await look(page, 'sheet-second-scan');
  await page.fill('#text', '0000');
  await page.keyboard.press('Enter');
  await page.getByText('没有找到').waitFor();
  await page.fill('#text', couple(2).id1.slice(-4));
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: /找到/ }).waitFor();
  await look(page, 'sheet-found');
});

test('papers are looked at before the day: what is missing is noted, and stands on the sheet', async () => {
  await bookByPhone(couple(6), /5月23日/, /9:00/);
  await page.getByText('预约成功').waitFor();
  await page.goto('/admin/?day=2022-05-23');
  await page.locator('tbody').getByRole('link').first().click();
  await page.getByRole('heading', { name: '材料预审' }).waitFor();
  await look(page, 'papers-open');
  await page.getByRole('button', { name: '记下材料情况' }).click();
  await page.getByRole('alert').getByText('请至少选一项材料').waitFor();
  await look(page, 'papers-empty');
  await page.getByRole('radio', { name: '已看过' }).first().check();
  await page.getByRole('radio', { name: '还缺' }).last().check();
  await page.getByRole('button', { name: '记下材料情况' }).click();
  await page.getByText('已记下。当事人没留手机').waitFor();
  expect(await page.getByRole('radio', { name: '还缺' }).last().isChecked()).toBe(true);
  await look(page, 'papers-missing');
  await page.goto('/admin/?day=2022-05-23');
  await page.getByRole('row').getByText('缺材料').waitFor();
  await look(page, 'sheet-papers');
});

test('the sheet prints on A4 landscape, with a column to sign and without the site around it', async () => {
  await page.goto('/admin/');
  await page.emulateMedia({ media: 'print' });
  expect(await page.getByRole('columnheader', { name: '签字' }).isVisible()).toBe(true);
  expect(await page.getByRole('navigation', { name: '主菜单' }).first().isVisible()).toBe(false);
  await keep(page, 'sheet-print');
  await page.emulateMedia({ media: null });
  const [, width = 0, height = 0] =
    /MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec((await page.pdf({ preferCSSPageSize: true })).toString('latin1')) ?? [];
  expect([Math.round(Number(width)), Math.round(Number(height))]).toEqual([842, 595]);
});

test('a number is called to a counter, called again, passed over, taken back, and stands on the slip', async () => {
  await page.goto('/admin/queue');
  await page.fill('#counter', '3');
  await page.getByRole('button', { name: '使用这个窗口' }).click();
  await page.getByRole('heading', { name: '3号窗口' }).waitFor();
  await page.getByRole('button', { name: '叫下一个' }).click();
  await page.getByText('已叫 001 到3号窗口').waitFor();
  await look(page, 'queue-called');
  await page.getByRole('button', { name: '叫下一个' }).click();
  await page.getByText('本窗口还有 001 没有办完').waitFor();
  await page.getByRole('button', { name: '过号' }).click();
  await page.getByText('001：已过号').waitFor();
  await look(page, 'queue-skipped');
  await page.getByRole('button', { name: '叫到本窗口' }).click();
  await page.getByText('001：已叫号').waitFor();
  await page.getByRole('button', { name: '人到了，开始办' }).click();
  await page.getByText('001：办理中').waitFor();
  await page.getByRole('link', { name: '打开预约' }).click();
  await page.getByRole('heading', { name: '现场询问' }).waitFor();
  await page.getByRole('link', { name: '打印预约单' }).click();
  await page.getByText('排队号码 001').waitFor();
  await look(page, 'slip-with-number');
});

test('a screen in the hall shows who is called, keeps what it knows while the network is away, and comes back by itself', async () => {
  await page.goto('/admin/displays');
  await look(page, 'displays-empty');
  await page.getByRole('button', { name: '新增屏幕' }).click();
  await page.getByRole('alert').getByText('请填写屏幕名称').waitFor();
  await page.fill('#name', '一楼大厅');
  await page.getByRole('button', { name: '新增屏幕' }).click();
  await page.getByText('已新增').waitFor();
  await look(page, 'displays');
  const link = (await page.getByRole('link', { name: '打开屏幕' }).getAttribute('href')) ?? '';
  // nobody is signed in at the screen
  const screen = await desk.page();
  await screen.goto(link);
  await screen.getByRole('listitem').filter({ hasText: '001' }).getByText('3号窗口').waitFor();
  await look(screen, 'hall');
  await screen.setViewportSize({ width: 1920, height: 1080 });
  await keep(screen, 'hall-1920');
  await screen.route('**/state', (route) => route.abort());
  await screen.getByText(/网络断开，显示的是.*的情况/).waitFor();
  await page.goto('/admin/queue?counter=3');
  await page.getByRole('button', { name: '退回排队' }).click();
  await page.getByText('001：排队中').waitFor();
  await screen.getByRole('listitem').filter({ hasText: '001' }).getByText('3号窗口').waitFor();
  await look(screen, 'hall-lost');
  await screen.unroute('**/state');
  await screen.getByText('现在没有叫号').waitFor();
  await screen.getByText('还有1个号码在等').waitFor();
  expect(await screen.getByText('网络断开').count()).toBe(0);
  await page.goto('/admin/displays');
  await page.getByRole('button', { name: '收回链接' }).click();
  await page.getByText('链接已收回').waitFor();
  await screen.getByText('这块屏幕的链接已收回').waitFor();
  expect((await screen.goto(link))?.status()).toBe(404);
});

test('the second screening blocks registration and the refusal opens a report', async () => {
  await page.goto('/admin/?state=checkedIn');
  await page.getByRole('link', { name: /询问并办理/ }).click();
  await page.getByRole('heading', { name: '现场询问' }).waitFor();
  await look(page, 'booking-checked-in');
  await page.getByRole('button', { name: '记录询问结果' }).click();
  await page.getByRole('alert').waitFor();
  await look(page, 'booking-screening-errors');
  await page.locator('#idNumber1').fill(couple(1).id1);
  await page.keyboard.press('Enter');
  await page.locator('.verdict').waitFor();
  await page.check('#stay1-no');
  await page.check('#stay2-yes');
  await page.fill('#quarantine2', '2022-05-22');
  await page.getByRole('button', { name: '记录询问结果' }).click();
  await page.getByText('到过重点疫区的还要填写体温').waitFor();
  expect(await page.inputValue('#quarantine2')).toBe('2022-05-22');
  await page.fill('#temperature2', '365');
  await page.getByRole('button', { name: '记录询问结果' }).click();
  await page.getByText('不能登记：未满隔离期').waitFor();
  await look(page, 'booking-blocked');
  expect(await page.locator('#outcome-registered').isDisabled()).toBe(true);
  await page.getByRole('button', { name: '保存结果' }).click();
  await page.getByText('已记录：不予登记').waitFor();
  await look(page, 'booking-refused');
  await page.goto('/admin/reports');
  expect(await page.locator('tbody tr').count()).toBe(1);
  await look(page, 'reports');
});

test('the figures of a span stand in a chart, in a table and in a file, and lead to the day behind them', async () => {
  await page.goto('/admin/statistics?from=2022-05-16&until=2022-05-31');
  await page.getByRole('img', { name: /到场、未到和其他的数量/ }).waitFor();
  await look(page, 'statistics');
  await page.selectOption('[name=by]', 'time');
  await page.getByRole('button', { name: '搜索', exact: true }).last().click();
  await page.getByRole('columnheader', { name: '时段' }).waitFor();
  const link = (await page.getByRole('link', { name: '导出表格' }).getAttribute('href')) ?? '';
  const lines = await readFile(await (await page.request.get(link)).body());
  if (typeof lines === 'string') throw new Error(lines);
  const told = lines.map(({ cells }) => cells.join(' '));
  expect(told[1]).toContain('统计区间：2022年5月16日 至 2022年5月31日');
  expect(told[2]).toMatch(/^时段 预约 到场 未到/);
  expect(told).toContainEqual(expect.stringMatching(/^9:00 \d+ \d+ \d+/));
  await page.goto('/admin/statistics?from=2022-06-02&until=2022-06-01');
  await page.getByRole('alert').getByText('结束日期早于开始日期').waitFor();
  await look(page, 'statistics-reversed');
  await page.goto('/admin/statistics?from=2022-05-17&until=2022-05-17');
  await page.getByRole('cell').getByRole('link').first().click();
  await page.getByRole('heading', { level: 1, name: /5月17日/ }).waitFor();
});

test('an outcome is corrected only with a reason', async () => {
  await page.goto('/admin/?state=refused');
  await page.getByRole('link', { name: /查看/ }).last().click();
  await page.getByRole('link', { name: '更正结果' }).click();
  await page.getByRole('radio', { name: '不予登记' }).check();
  await page.selectOption('#ground', 'materialsMissing');
  await page.getByRole('button', { name: '保存更正' }).click();
  await page.getByRole('alert').waitFor();
  await look(page, 'amend-errors');
  await page.fill('#reason', '原因选错，应为材料不齐');
  await page.getByRole('button', { name: '保存更正' }).click();
  await page.getByText('材料不齐').waitFor();
});

test('a name is corrected with a reason', async () => {
  await page.goto('/admin/?state=refused');
  await page.getByRole('link', { name: /查看/ }).last().click();
  await page.getByRole('link', { name: '更正姓名' }).click();
  await page.getByRole('button', { name: '保存更正' }).click();
  await page.getByRole('alert').getByText('请填写要更正的姓名').waitFor();
  await page.fill('#name1', '张建8');
  await page.fill('#reason', '与身份证不一致');
  await page.getByRole('button', { name: '保存更正' }).click();
  await page.getByRole('alert').getByText('姓名里不能有数字').waitFor();
  expect(await page.inputValue('#reason')).toBe('与身份证不一致');
  await look(page, 'correct-errors');
  await page.fill('#name1', '欧阳建国');
  await page.getByRole('button', { name: '保存更正' }).click();
  await page.getByText('姓名已更正').waitFor();
  await look(page, 'corrected');
  expect(await page.getByRole('region', { name: '预约' }).innerText()).toContain('欧**国');
});

test('a booking is moved and another cancelled with a reason', async () => {
  await page.goto('/admin/?state=booked');
  await page.getByRole('cell').getByRole('link', { name: /查看/ }).first().click();
  await page.getByRole('link', { name: '改期', exact: true }).click();
  await page.getByRole('button', { name: /5月19日/ }).click();
  await page.getByRole('radio', { name: /9:40/ }).check();
  await look(page, 'move');
  await page.getByRole('button', { name: '确认改期' }).last().click();
  await page.getByText(/已改到/).waitFor();
  await page.getByRole('link', { name: '返回预约' }).click();
  await page.waitForURL(/bookings\/[0-9a-f-]+$/);
  const here = page.url();
  await page.goto(`${here}/forgive`);
  await page.getByRole('button', { name: '确认不计' }).click();
  await page.getByRole('alert').waitFor();
  await look(page, 'forgive-errors');
  expect((await page.goto(`${here}/nothing`))?.status()).toBe(404);
  await page.goto(here);
  await page.getByRole('link', { name: '取消预约' }).click();
  await page.getByRole('button', { name: '确认取消' }).click();
  await page.getByRole('alert').waitFor();
  await look(page, 'cancel-errors');
  await page.fill('#reason', '当事人来电取消');
  await page.getByRole('button', { name: '确认取消' }).click();
  await page.getByText('已取消').waitFor();
  await look(page, 'booking-cancelled');
});

test('what a person did not book is released without telling where or when', async () => {
  await bookByPhone(couple(8), /5月19日/, /10:20/);
  await page.getByText('预约成功').waitFor();
  await page.goto('/admin/release');
  await look(page, 'release');
  await page.getByRole('button', { name: '撤销预约' }).click();
  await page.getByRole('alert').waitFor();
  await page.fill('#idNumber', couple(8).id1);
  await page.fill('#reason', '本人出示证件，声明未预约');
  await page.getByRole('button', { name: '撤销预约' }).click();
  await page.getByText('已撤销，当事人可以重新预约').waitFor();
  expect(await page.locator('main').innerText()).not.toMatch(/5月|9:00|HY /);
});

test('a tablet at the door of an outlet counts on without network, and nobody twice', async () => {
  const door = await desk.page('bureau');
  await door.goto('/admin/inside?office=fucai-0101');
  await awake(door);
  const count = door.locator('.count b');
  const came = door.getByRole('button', { name: '进去1人（+1）' });
  const left = door.getByRole('button', { name: '出来1人（−1）' });
  expect(await left.isDisabled()).toBe(true);
  await came.click();
  await came.click();
  await door.context().setOffline(true);
  for (const button of [came, came, came, left]) await button.click();
  await door.getByText(/\d次按键已留在本机/).waitFor();
  expect(await count.textContent()).toBe('4');
  await look(door, 'inside-offline');
  await door.context().setOffline(false);
  await door.getByText(/次按键已留在本机/).waitFor({ state: 'detached' });
  for (let n = 4; n < 8; n += 1) await came.click();
  await door.getByText('已到上限').waitFor();
  await look(door, 'inside-full');
  await door.setViewportSize({ width: 800, height: 1280 });
  await keep(door, 'inside-full-800');
  await expect.poll(() => door.evaluate(() => localStorage.getItem('inside fucai-0101'))).toBe('[]');
  await door.reload();
  expect(await count.textContent()).toBe('8');
  await door.goto('/fucai');
  await door.getByText('店内现有8人，上限8人').waitFor();
  await keep(door, 'inside-public');
});

test('without a script the door of an outlet is counted by forms', async () => {
  const plain = await desk.page('bureau', { javaScriptEnabled: false });
  await plain.goto('/admin/inside?office=fucai-0102');
  await plain.getByRole('button', { name: '进去1人（+1）' }).click();
  await plain.getByRole('button', { name: '进去1人（+1）' }).click();
  expect(await plain.locator('.count b').textContent()).toBe('2');
});

test('a visit that no law settles is booked for who calls, and printed with what to bring', async () => {
  await desk.office.ownerDatabase.pool.query(
    `insert into place (slot, channel) select id, 'phone' from slot, generate_series(1, 2)
      where office = 'fucai-0102' and day = '2022-05-18'`,
  );
  const bureau = await desk.page('bureau');
  await bureau.goto('/admin/on-behalf?office=fucai-0102');
  await bureau.getByRole('button', { name: '提交预约' }).last().click();
  await bureau.getByRole('alert').waitFor();
  const told = await bureau.getByRole('alert').innerText();
  for (const missing of ['手机', '来几个人', '请选择到店事项', '本人已满18周岁']) expect(told).toContain(missing);
  await look(bureau, 'behalf-visit-errors');
  await bureau.getByRole('alert').getByRole('link', { name: '请选择到店事项' }).click();
  await expectFocus(bureau, 'ask.purpose');
  await bureau.getByRole('radio', { name: '电话' }).check();
  await bureau.fill('#phone', '13912345600');
  await bureau.getByRole('radio', { name: '2人' }).check();
  await bureau.getByRole('radio', { name: '兑奖' }).check();
  for (const box of await bureau.getByRole('checkbox', { checked: false }).all()) await box.check();
  await bureau.getByRole('button', { name: /5月18日/ }).click();
  await bureau.getByRole('radio', { name: /11:00—/ }).check();
  await bureau.getByRole('button', { name: '提交预约' }).last().click();
  await bureau.getByText('预约成功').waitFor();
  await look(bureau, 'behalf-visit-done');
  await bureau.getByRole('link', { name: '打印预约单' }).click();
  await bureau.locator('.slip').getByText('兑奖请带彩票和身份证').waitFor();
});

test('who has not booked gets a number in one form, and is told where the rules in force take nobody', async () => {
  const bureau = await desk.page('bureau');
  await bureau.goto('/admin/walk-in?office=jiagedaqi');
  await bureau.getByText('这里现在只接受预约，不接受现场取号').waitFor();
  await fillCouple(bureau, couple(5));
  await bureau.keyboard.press('Enter');
  await bureau.getByRole('alert').waitFor();
  await look(bureau, 'walk-in-refused');
  await desk.office.ownerDatabase.pool.query(
    `insert into place (slot, channel) select id, 'counter' from slot where office = 'fucai-0102' and day = office_today()`,
  );
  await bureau.goto('/admin/walk-in?office=fucai-0102');
  await bureau.fill('#phone', '13912345678');
  await bureau.getByRole('radio', { name: '1人' }).check();
  await bureau.getByRole('radio', { name: '兑奖' }).check();
  for (const box of await bureau.getByRole('checkbox').all()) await box.check();
  await look(bureau, 'walk-in-filled');
  await bureau.getByRole('button', { name: '登记并取号' }).last().click();
  await bureau.getByText('已取号 001').waitFor();
  await look(bureau, 'walk-in-done');
  await bureau.getByRole('link', { name: '打印预约单' }).click();
  await bureau.locator('.slip').getByText('兑奖请带彩票和身份证').waitFor();
  await bureau.emulateMedia({ media: 'print' });
  await keep(bureau, 'visit-slip-print');
});

test('without a script a clerk signs in, books and checks in', async () => {
  const plain = await desk.page(undefined, { javaScriptEnabled: false });
  await plain.goto('/admin/');
  await plain.fill('#username', 'jiagedaqi');
  await plain.fill('#passphrase', 'xing-an-ling-da-zi');
  await plain.getByRole('button', { name: '登录' }).click();
  await plain.getByRole('link', { name: '代客预约' }).first().click();
  await fillCouple(plain, couple(7));
  await plain.getByRole('button', { name: /5月20日/ }).click();
  await plain.getByRole('radio', { name: /10:20—/ }).check();
  expect(await plain.inputValue('#id1')).toBe(couple(7).id1);
  await plain.getByRole('button', { name: '提交预约' }).last().click();
  await plain.getByText('预约成功').waitFor();
  await plain.goto('/admin/');
  await plain
    .getByRole('button', { name: /^签到 HY/ })
    .first()
    .click();
  await plain.getByText(/已签到，预约号/).waitFor();
});

async function bookByPhone(people: ReturnType<typeof couple>, day: RegExp, time: RegExp): Promise<void> {
  await page.goto('/admin/on-behalf');
  await fillCouple(page, people);
  await page.getByRole('button', { name: day }).click();
  await page.getByRole('radio', { name: time }).check();
  await page.getByRole('button', { name: '提交预约' }).last().click();
}
