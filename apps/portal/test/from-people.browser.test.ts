import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answersFor, book, holderOf, manId, phoneOf, womanId } from '../../../packages/api/test/citizens.ts';
import { couple, follow, look, openDesk, proveSecondFactor, type Desk } from './desk.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

test('staff read what people tell their office, and of a foreign office nothing', async () => {
  const page = await desk.page('clerk');
  await page.goto('/admin/');
  await page.getByRole('link', { name: '意见反馈' }).first().click();
  await page.getByText('还没有意见').waitFor();
  await look(page, 'feedback-empty');
  const { feedback } = desk.office.as({ kind: 'citizen', address: '127.0.0.1' });
  const office = 'jiagedaqi';
  await feedback.send({ key: randomUUID(), office, rating: 'satisfied', text: '窗口很耐心。\n<b>谢谢</b>' });
  await feedback.send({ key: randomUUID(), office, text: '排队太久，希望周末也能办理。'.repeat(30) });
  await feedback.send({ key: randomUUID(), office: 'huma', text: '呼玛的意见' });
  await page.reload();
  await page.getByText('窗口很耐心').waitFor();
  expect(await page.locator('tbody tr').count()).toBe(2);
  expect(await page.locator('tbody').innerText()).toContain('<b>谢谢</b>');
  await look(page, 'feedback-filled');
  await page.goto('/admin/feedback?office=huma');
  expect(await page.locator('main').innerText()).not.toContain('呼玛的意见');
  const bureau = await desk.page('bureau');
  await bureau.goto('/admin/feedback?office=huma');
  await bureau.getByText('呼玛的意见').waitFor();
});

test('staff answer what somebody asks of their data: one granted, one refused with the reason [F08]', async () => {
  const page = await desk.page('clerk');
  await page.goto('/admin/');
  await page.getByRole('link', { name: '个人信息申请' }).first().click();
  await page.getByText('还没有人提出个人信息申请').waitFor();
  await look(page, 'requests-empty');
  const { draft } = await holderOf(desk.office, '13900139001');
  const { requests } = desk.office.as({ kind: 'citizen', address: '127.0.0.1' });
  const { id1: idNumber } = couple(1);
  const asks = (kind: 'copy' | 'correction', text: string) =>
    requests.ask({ key: randomUUID(), draft, office: 'jiagedaqi', kind, idNumber, text });
  await asks('correction', '名字写错了，应为<b>建</b>');
  await asks('copy', '');
  await page.reload();
  await page.getByRole('row', { name: /更正/ }).waitFor();
  expect(await page.locator('tbody').innerText()).not.toContain(idNumber);
  await look(page, 'requests-filled');
  await page.getByRole('row', { name: /更正/ }).getByRole('link').click();
  await page.getByText('应为<b>建</b>').waitFor();
  await look(page, 'request');
  await page.getByRole('link', { name: '不予办理' }).click();
  await page.getByRole('button', { name: '确认不予办理' }).click();
  expect(await page.getByRole('alert').innerText()).toContain('请写明答复');
  await look(page, 'request-errors');
  await page.fill('#text', '请带身份证到窗口更正');
  await page.getByRole('button', { name: '确认不予办理' }).click();
  await page.getByText('已答复').waitFor();
  await page
    .getByRole('row', { name: /个人信息副本/ })
    .getByRole('link')
    .click();
  await page.getByRole('link', { name: '办理', exact: true }).click();
  await page.fill('#text', '已办理，请查看');
  await look(page, 'request-grant');
  await page.getByRole('button', { name: '确认办理并答复' }).click();
  await page.waitForURL(/\/admin\/requests\?done=1/);
  expect(await requests.own({ draft })).toMatchObject(
    expect.arrayContaining([
      expect.objectContaining({ kind: 'copy', state: 'done', answer: '已办理，请查看' }),
      expect.objectContaining({ kind: 'correction', state: 'refused', answer: '请带身份证到窗口更正' }),
    ]),
  );
  await page.goto('/admin/requests?state=open');
  await page.getByText('没有符合条件').waitFor();
});

test('[B17] a full view takes a reason and a fresh second factor, and is shown this once', async () => {
  await book(desk.office, answersFor(31, { day: '2022-05-23', time: '14:00' }));
  const booking = await newestBooking();
  const page = await desk.page('clerk');
  await page.goto(`/admin/bookings/${booking}`);
  await follow(page, '查看完整信息', '查看完整信息');
  await look(page, 'reveal');
  await page.getByRole('button', { name: '查看并记入日志' }).click();
  await page.getByRole('alert').getByText('请选择原因').waitFor();
  await look(page, 'reveal-errors');
  await page.getByRole('radio', { name: '处理投诉' }).check();
  await page.getByRole('checkbox', { name: '证件号码' }).check();
  await page.getByRole('button', { name: '查看并记入日志' }).click();
  await proveSecondFactor(page, 'jiagedaqi');
  await page.getByRole('button', { name: '查看并记入日志' }).click();
  await page.getByText('只显示这一次').waitFor();
  const told = await page.locator('main').innerText();
  expect(told).toContain(manId(31));
  expect(told).toContain(womanId(31));
  expect(told).not.toContain(phoneOf(31));
  await look(page, 'revealed');
  const address = page.url();
  expect(address.endsWith('/reveal')).toBe(true);
  await follow(page, '返回预约', /^HY/);
  await page.goBack();
  await page.getByRole('button', { name: '查看并记入日志' }).waitFor();
  expect(await page.content()).not.toContain(manId(31));
  for (const path of [address, `${address}/__data.json`]) {
    const answer = await page.request.get(path);
    expect(answer.headers()['cache-control']).toBe('no-store');
    expect(await answer.text()).not.toContain(manId(31));
  }
  const { rows } = await desk.office.ownerDatabase.pool.query(
    `select fields, codes from journal_entry where action = 'persons.revealed' and subject = $1`,
    [booking],
  );
  expect(rows).toEqual([{ fields: ['idNumbers'], codes: { reason: 'complaint' } }]);
  await page.goto('/admin/reveals');
  await page.getByText('近30天没有需要留意的查看').waitFor();
  await look(page, 'reveals-none');
  await desk.office.ownerDatabase.pool.query(
    `update journal_entry set office_at = '2022-05-16T03:00+08:00' where action = 'persons.revealed'`,
  );
  await page.reload();
  await page.getByRole('row', { name: /^2022年5月16日 .+ 1 1 1 日志记录$/ }).waitFor();
  await look(page, 'reveals');
  await follow(page, '日志记录', '操作日志');
  await page.getByRole('row', { name: /查看完整个人信息/ }).waitFor();
});

test('[D11] a list is asked for, downloaded with who and when in it, and large ones wait for somebody else', async () => {
  await book(desk.office, { ...answersFor(32, { day: '2022-05-24', time: '14:00' }), name1: '=欧阳建军' });
  const page = await desk.page('clerk');
  await page.goto('/admin/exports');
  await page.getByText('还没有导出过名单').waitFor();
  await look(page, 'exports-empty');
  await follow(page, '申请导出', '申请导出');
  await page.getByRole('button', { name: '提交申请' }).click();
  await page.getByRole('alert').getByText('请写明用途').waitFor();
  await look(page, 'export-errors');
  await page.fill('#from', '2022-05-24');
  await page.fill('#until', '2022-05-24');
  await page.fill('#reason', '当日核对');
  await page.getByRole('button', { name: '提交申请' }).click();
  await page.getByRole('cell', { name: '当日核对' }).waitFor();
  await desk.office.ownerDatabase.pool.query(
    `insert into export (id, office, from_day, until_day, persons, reason, made_by, needs_approval)
       values (gen_random_uuid(), 'jiagedaqi', '2022-05-01', '2022-06-01', 600, '季度统计', 'staff:other', true)`,
  );
  await page.reload();
  const large = page.getByRole('row', { name: /季度统计/ });
  await large.getByText('待他人同意').waitFor();
  expect(await large.innerText()).toMatch(/5月\d+日 \d\d:\d\d/);
  await look(page, 'exports');
  await large.getByRole('button', { name: '同意导出' }).click();
  await page.getByText('已同意，申请人现在可以下载').waitFor();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page
      .getByRole('row', { name: /当日核对/ })
      .getByRole('button', { name: '下载' })
      .click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^bookings-2022-05-24-2022-05-24-[0-9a-f]{8}\.csv$/);
  const file = await readFile(await download.path(), 'utf8');
  const lines = file.split('\r\n');
  expect(lines[0]).toMatch(/^\ufeff编号,[0-9a-f-]{36}$/);
  expect(lines.slice(1, 5).map((line) => line.split(',')[0])).toEqual([
    '申请人',
    '下载时间',
    '婚姻登记机关',
    '预约日期',
  ]);
  expect(lines[7]).toContain(`,'=***军,${manId(32).slice(0, 2)}${'*'.repeat(14)}${manId(32).slice(-2)},`);
  for (const whole of [manId(32), womanId(32), phoneOf(32), '欧阳建军']) expect(file).not.toContain(whole);
  await page.reload();
  await page
    .getByRole('row', { name: /当日核对/ })
    .getByText('已下载')
    .waitFor();
  await page.goto('/admin/exports?failed=notFound');
  await page.getByText('这份名单已经下载过').waitFor();
  await look(page, 'export-gone');
});

test('[F09] the bureau settles how long a kind is kept, having seen what would go, with a second factor', async () => {
  const page = await desk.page('bureau');
  await page.goto('/admin/retention');
  await page
    .getByRole('row', { name: /预约手机/ })
    .getByText('未设置')
    .waitFor();
  await look(page, 'retention');
  await follow(page, page.getByRole('link', { name: '设置 预约手机' }), '设置：预约手机');
  await page.fill('#amount', '半年');
  await page.getByRole('button', { name: '看看会删除多少' }).last().click();
  await page.getByRole('alert').getByText('请写明依据').waitFor();
  await look(page, 'retention-errors');
  await page.fill('#amount', '180');
  await page.fill('#source', '试验设置第1条');
  await page.getByRole('button', { name: '看看会删除多少' }).last().click();
  await page.getByText('将有0条记录').waitFor();
  await look(page, 'retention-preview');
  await page.getByRole('button', { name: '确认设置' }).click();
  await proveSecondFactor(page, 'minzhengju');
  await page.getByRole('button', { name: '确认设置' }).click();
  await page.getByText('已设置并记入日志').waitFor();
  await page.getByRole('row', { name: /预约手机 180天 2022年5月16日 试验设置第1条/ }).waitFor();
  await follow(page, page.getByRole('link', { name: /^设置 一人一小时/ }), '设置：一人一小时可查看完整信息的次数');
  await page.getByText('未设置时也按30次').waitFor();
  await page.fill('#amount', '31');
  await page.getByRole('button', { name: '看看会删除多少' }).last().click();
  await page.getByRole('alert').getByText('请填写1到30的整数').waitFor();
  await look(page, 'retention-reveals');
  await page.goto('/admin/retention');
  await page.getByRole('row', { name: /^接口密钥的最长有效期 未设置，按365天/ }).waitFor();
  await follow(page, page.getByRole('link', { name: /^设置 接口密钥/ }), '设置：接口密钥的最长有效期');
  await page.getByText('未设置时按365天').waitFor();
});

async function newestBooking(): Promise<string> {
  const { rows } = await desk.office.ownerDatabase.pool.query<{ id: string }>(
    'select id from booking order by made_at desc, id limit 1',
  );
  return rows[0]?.id ?? '';
}
