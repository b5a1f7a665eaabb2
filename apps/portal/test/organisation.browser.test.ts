import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { awake, expectFocus, follow, keep, look, openDesk, tabTo, type Desk } from './desk.ts';
import { hired, openAccount } from './hired.ts';

let desk: Desk;
let page: Page;
let administrator: Page;
beforeAll(async () => {
  desk = await openDesk();
  page = await desk.page('clerk');
  administrator = await hired(desk, 'zhangjg', 'systemAdministrator', '232700');
  await desk.office.ownerDatabase.pool.query('update staff_session set second_factor_at = now()');
});
afterAll(() => desk.close());

test('a manager adds a person, hands over the code on paper, and finds the person in the list', async () => {
  await page.goto('/admin/staff');
  await look(page, 'staff');
  await follow(page, '新增人员', '新增人员');
  await look(page, 'staff-new');
  await page.fill('#username', '周');
  await page.getByRole('button', { name: '新增并生成激活码' }).click();
  await page.getByRole('alert').waitFor();
  expect(await page.title()).toMatch(/^错误：/);
  await page
    .getByRole('alert')
    .getByRole('link', { name: /请选择角色/ })
    .click();
  await expectFocus(page, 'role');
  await look(page, 'staff-new-errors');
  await page.fill('#name', '周晓梅');
  await page.fill('#username', 'zhouxm');
  await page.selectOption('#unit', 'jiagedaqi');
  await page.selectOption('#role', 'institutionStaff');
  await page.getByRole('button', { name: '新增并生成激活码' }).click();
  await page.getByText('激活码只显示这一次').waitFor();
  await look(page, 'staff-code');
  const code = await page.locator('.slip .reference').innerText();
  expect(code).toMatch(/^[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4}$/);
  expect(page.url()).not.toContain(code.slice(0, 4));
  await page.emulateMedia({ media: 'print' });
  expect(await page.locator('.slip').isVisible()).toBe(true);
  expect(await page.getByRole('button', { name: '打印交本人' }).isVisible()).toBe(false);
  await keep(page, 'staff-code-print');
  await page.emulateMedia({ media: null });
  const clerk = await openAccount(desk, 'zhouxm', code, true);
  for (const path of ['plan', 'contacts']) {
    await clerk.goto(`/admin/${path}`);
    await clerk.getByText('您可以查看，不能修改').waitFor();
    expect(await clerk.locator('main form').count()).toBe(0);
    await look(clerk, `${path}-look-only`);
  }
  await page.goto('/admin/staff?role=institutionStaff');
  expect(await page.locator('tbody tr').count()).toBe(1);
  await page.getByText('共 1 条').waitFor();
});

test('the filters and the columns of a list stand in the address, and nothing found says how to go on', async () => {
  await page.goto('/admin/staff');
  await page.selectOption('select[name=role]', 'auditor');
  await page.getByRole('button', { name: '搜索', exact: true }).last().click();
  await page.getByText('没有符合条件的记录').waitFor();
  expect(new URL(page.url()).search).toBe('?role=auditor');
  await look(page, 'staff-none');
  await page.getByRole('link', { name: '重置' }).last().click();
  await page.getByRole('cell', { name: '周晓梅', exact: true }).waitFor();
  await page.getByText('显示的列').click();
  await page.getByRole('checkbox', { name: '用户名' }).uncheck();
  await page.getByRole('button', { name: '应用' }).click();
  await page.getByRole('columnheader', { name: '用户名' }).waitFor({ state: 'detached' });
  expect(await page.getByRole('columnheader', { name: '姓名' }).count()).toBe(1);
  expect(new URL(page.url()).searchParams.getAll('column')).not.toContain('username');
});

test('a post, a new code, a shut account: each with a reason and a page that says what it means', async () => {
  await administrator.goto('/admin/staff');
  await follow(administrator, '周晓梅', '周晓梅');
  await look(administrator, 'person');
  await follow(administrator, '设置岗位', '设置岗位');
  await look(administrator, 'appoint');
  await administrator.fill('#from', '2022-05-01');
  await administrator.getByRole('button', { name: '设置岗位', exact: true }).click();
  await administrator.getByRole('alert').waitFor();
  await look(administrator, 'appoint-errors');
  await administrator.fill('#from', '2022-05-17');
  await administrator.selectOption('#unit', 'mohe');
  await administrator.selectOption('#role', 'sectionClerk');
  await administrator.getByRole('button', { name: '设置岗位', exact: true }).click();
  await administrator.getByText('漠河市婚姻登记处不设“科室经办人”').first().waitFor();
  await administrator.selectOption('#role', 'institutionStaff');
  await administrator.getByRole('button', { name: '设置岗位', exact: true }).click();
  await administrator.getByText('岗位已设置。').waitFor();
  expect(await administrator.locator('tbody tr').count()).toBe(2);
  await administrator.getByRole('link', { name: /撤销岗位 漠河市/ }).click();
  await administrator.getByText(/撤销周晓梅在漠河市婚姻登记处的“机构工作人员”岗位/).waitFor();
  await administrator.getByRole('button', { name: '确认撤销' }).click();
  await administrator.getByText('请写明原因').first().waitFor();
  await look(administrator, 'relieve-errors');
  await administrator.fill('#reason', '借调结束');
  await administrator.getByRole('button', { name: '确认撤销' }).click();
  await administrator.getByText('岗位已撤销。').waitFor();
  await follow(administrator, '停用账号', '停用账号');
  await look(administrator, 'disable');
  await administrator.fill('#reason', '离职');
  await administrator.getByRole('button', { name: '确认停用' }).click();
  await administrator.getByText('账号已停用。').waitFor();
  await look(administrator, 'person-disabled');
  await follow(administrator, '启用账号', '启用账号');
  await administrator.fill('#reason', '返岗');
  await administrator.getByRole('button', { name: '确认启用' }).click();
  await administrator.getByText('账号已启用。').waitFor();
  await follow(administrator, '重发激活码', '重发激活码');
  await administrator.fill('#reason', '忘记口令');
  await administrator.getByRole('button', { name: '生成新的激活码' }).click();
  await administrator.getByText('激活码只显示这一次').waitFor();
  await administrator.goto(`/admin/staff/${randomUUID()}`);
  await administrator.getByRole('heading', { name: '没有找到' }).waitFor();
});

test('a code typed wrong, or two passphrases that differ, are told beside their fields', async () => {
  const stranger = await desk.page();
  await stranger.goto('/admin/sign-in');
  await follow(stranger, '有激活码？设置口令', '设置口令');
  await look(stranger, 'invitation');
  await stranger.fill('#username', 'zhouxm');
  await stranger.fill('#passphrase', 'xue-hou-chu-qing');
  await stranger.fill('#again', 'xue-hou-chu-yu-');
  await stranger.keyboard.press('Enter');
  await stranger.getByText('两次输入的口令不一样').first().waitFor();
  await look(stranger, 'invitation-errors');
  await stranger.fill('#code', 'AAAA-BBBB-CCCC');
  await stranger.fill('#passphrase', 'xue-hou-chu-qing');
  await stranger.fill('#again', 'xue-hou-chu-qing');
  await stranger.keyboard.press('Enter');
  await stranger.getByText('激活码不对').first().waitFor();
  expect(await stranger.inputValue('#username')).toBe('zhouxm');
  await look(stranger, 'invitation-refused');
});

test('units stand in a tree; one is opened, moved from a day on, and merged', async () => {
  await administrator.goto('/admin/units');
  await look(administrator, 'units');
  await follow(administrator, '新设单位', '新设单位');
  await administrator.getByRole('button', { name: '新设', exact: true }).click();
  await administrator.getByRole('alert').waitFor();
  await look(administrator, 'unit-new-errors');
  await administrator.fill('#name', '加格达奇区婚姻登记处北区窗口');
  await administrator.selectOption('#parent', '232761');
  await administrator.selectOption('#kind', 'village');
  await administrator.fill('#region', '232761');
  await administrator.getByRole('button', { name: '新设', exact: true }).click();
  await administrator.getByText('这类单位不能设在所选上级下面').first().waitFor();
  await administrator.selectOption('#kind', 'institution');
  await administrator.selectOption('#institutionKind', 'marriageRegistrationOffice');
  await administrator.getByRole('button', { name: '新设', exact: true }).click();
  await administrator.getByText('已新设。').waitFor();
  await look(administrator, 'unit');
  await follow(administrator, '调整上级', '调整上级');
  await look(administrator, 'unit-move');
  await administrator.selectOption('#other', '232701');
  await administrator.fill('#from', '2022-06-01');
  await administrator.getByRole('button', { name: '确认调整' }).click();
  await administrator.getByText('已保存调整。').waitFor();
  await administrator.getByText(/2022年6月1日起归漠河市/).waitFor();
  await follow(administrator, '合并', '合并');
  await look(administrator, 'unit-merge');
  await administrator.getByRole('button', { name: '确认合并' }).click();
  await administrator.getByRole('alert').waitFor();
  await look(administrator, 'unit-merge-errors');
});

test('duties are lent for a time and taken back', async () => {
  await page.goto('/admin/delegations');
  await page.getByText('没有生效中或将生效的授权').waitFor();
  await look(page, 'delegations-empty');
  await follow(page, '新的授权', '新的授权');
  await page.getByRole('button', { name: '授权', exact: true }).click();
  await page.getByRole('alert').waitFor();
  await look(page, 'delegation-errors');
  await page.selectOption('#taker', { label: '周晓梅' });
  await page.getByRole('checkbox', { name: '停办与恢复' }).check();
  await page.selectOption('#unit', 'jiagedaqi');
  await page.fill('#until', '2022-05-20');
  await page.fill('#reason', '到省里开会');
  await page.getByRole('button', { name: '授权', exact: true }).click();
  await page.getByText('已授权。').waitFor();
  await look(page, 'delegations');
  await page.goto('/admin/todo');
  await page.getByRole('link', { name: /到期的授权/ }).waitFor();
  await look(page, 'todo');
  await page.goto('/admin/delegations');
  await follow(page, page.getByRole('link', { name: /撤回/ }), '撤回授权');
  await look(page, 'delegation-revoke');
  await page.getByRole('button', { name: '确认撤回' }).click();
  await page.getByText('已撤回。').waitFor();
});

test('the journal tells who did what in words, by day, person and act, page after page', async () => {
  await page.goto('/admin/journal');
  await look(page, 'journal');
  await page.selectOption('select[name=act]', { label: '授权委托' });
  await page.getByRole('button', { name: '搜索', exact: true }).last().click();
  await page.getByText('本页 1 条').waitFor();
  expect(await page.locator('tbody tr').first().innerText()).toMatch(/林晓燕.*授权委托/s);
  await page.fill('input[name=until]', '2022-05-15');
  await page.getByRole('button', { name: '搜索', exact: true }).last().click();
  await page.getByText('没有符合条件的记录').waitFor();
  await desk.office.ownerDatabase.pool.query(
    `insert into journal_entry (actor, action, subject, office, fields, codes, clauses)
       select 'job', 'contacts.changed', 'jiagedaqi', 'jiagedaqi', '{hours}', '{}', '{}' from generate_series(1, 60)`,
  );
  await page.goto('/admin/journal?act=contacts.changed');
  await page.getByText('本页 50 条').waitFor();
  await page.getByRole('link', { name: '下一页' }).click();
  await page.getByText('本页 10 条').waitFor();
  await page.getByRole('link', { name: '回到第一页' }).click();
  await page.getByText('本页 50 条').waitFor();
  await page.goto('/admin/sign-ins');
  await page.getByRole('cell', { name: '登录', exact: true }).first().waitFor();
  await look(page, 'sign-ins');
});

test('settings name their source and first day, dictionaries their words', async () => {
  await page.goto('/admin/settings');
  await page.getByRole('cell', { name: '演示设置' }).waitFor();
  await look(page, 'settings');
  await page.goto('/admin/dictionaries');
  await look(page, 'dictionaries');
  await page.goto('/admin/dictionaries?dictionary=roles');
  await page.getByRole('columnheader', { name: '可以做什么' }).waitFor();
  await look(page, 'dictionary-roles');
  await page.selectOption('select[name=dictionary]', { label: '预约状态' });
  await page.getByRole('button', { name: '搜索', exact: true }).last().click();
  await page.getByRole('cell', { name: 'displaced', exact: true }).waitFor();
  expect(await page.locator('tbody').innerText()).not.toContain('institutionManager');
});

test('Ctrl+K reaches the search, which finds menus, people and units by the first letters of their pinyin', async () => {
  await page.goto('/admin/staff');
  await awake(page);
  await page.keyboard.press('Control+k');
  await expectFocus(page, 'search');
  await page.keyboard.type('czrz');
  await page.keyboard.press('Enter');
  await page.locator('main').getByRole('link', { name: '操作日志' }).waitFor();
  expect(page.url()).not.toContain('czrz');
  await look(page, 'search-menus');
  await page.fill('#search', 'zxm');
  await page.keyboard.press('Enter');
  await page.locator('main').getByRole('link', { name: '周晓梅' }).waitFor();
  await page.fill('#search', 'jgdq');
  await page.keyboard.press('Enter');
  await page.locator('main').getByRole('link', { name: '加格达奇区婚姻登记处' }).first().waitFor();
  await page.fill('#search', '周小妹');
  await page.keyboard.press('Enter');
  await page.getByText('没有找到“周小妹”').waitFor();
  await look(page, 'search-none');
});

test('without scripts the search, the filters and a post are sent as plain forms', async () => {
  const plain = await desk.page('clerk', { javaScriptEnabled: false });
  await plain.goto('/admin/staff?account=active');
  await plain.fill('#search', 'ryyjs');
  await plain.getByRole('button', { name: '搜索', exact: true }).first().click();
  await plain.locator('main').getByRole('link', { name: '人员与角色' }).click();
  await plain.selectOption('select[name=account]', 'disabled');
  await plain.getByRole('button', { name: '搜索', exact: true }).last().click();
  await plain.getByText('没有符合条件的记录').waitFor();
});

test('who has nothing to do with a counter lands on a page of their own, not on a refusal', async () => {
  const worker = await hired(desk, 'cunganbu', 'auditor', '232700');
  await worker.goto('/admin/');
  expect(new URL(worker.url()).pathname).toBe('/admin/todo');
  await worker.getByRole('heading', { level: 1, name: '待办' }).waitFor();
  await worker.goto('/admin/staff');
  await worker.getByText('您可以查看，不能修改').waitFor();
  await look(worker, 'staff-look-only');
  await worker.goto('/admin/plan');
  await worker.getByRole('heading', { name: '没有权限' }).waitFor();
  await look(worker, 'not-allowed');
  const idle = await hired(desk, 'guanliyuan2', 'systemAdministrator', '232721');
  await idle.goto('/admin/todo');
  await idle.getByText('现在没有待办').waitFor();
  await look(idle, 'todo-empty');
});

test('by keyboard alone: into the menu, through a list, to a form and its answer', async () => {
  await page.goto('/admin/staff');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expectFocus(page, 'main');
  await tabTo(page, '新增人员');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: '新增人员' }).waitFor();
  await page.locator('#name').focus();
  await page.keyboard.type('李秀一');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').waitFor();
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('alert');
});
