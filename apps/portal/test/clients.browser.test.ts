import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { lastCode } from '../../../packages/api/test/citizens.ts';
import { follow, look, openDesk, proveSecondFactor, type Desk } from './desk.ts';

let desk: Desk;
let page: Page;
beforeAll(async () => {
  desk = await openDesk();
  page = await signedIn('guanliyuan', 'hong-pi-yun-shan-lin');
});
afterAll(() => desk.close());

test('the administrator registers a system, and what is missing is said beside its field', async () => {
  await page.goto('/admin/clients');
  await page.getByText('还没有登记过内部系统').waitFor();
  await look(page, 'clients-empty');
  await follow(page, '登记系统', '登记系统');
  await page.getByRole('button', { name: '登记', exact: true }).click();
  await page.getByRole('alert').waitFor();
  expect(await page.title()).toMatch(/^错误：/);
  await look(page, 'client-new-errors');
  await page.fill('#name', '政务服务平台');
  await page.fill('#contact', '信息中心 0457-000 0009');
  await page.selectOption('#unit', '232700');
  await page.selectOption('#channel', 'online');
  await page.selectOption('#use', 'live');
  await page.getByRole('button', { name: '登记', exact: true }).click();
  await page.getByText('已登记。').waitFor();
  await look(page, 'client');
});

test('[B17] a key is issued with a fresh second factor only, and shown this once', async () => {
  await follow(page, '发放密钥', '发放密钥');
  await page.fill('#days', '366');
  await press('生成密钥');
  await page.getByText('有效天数要在1到365之间').first().waitFor();
  await page.getByText('请至少选择一项权限').first().waitFor();
  await look(page, 'client-issue-errors');
  await page.fill('#days', '90');
  await page.getByRole('checkbox', { name: '查登记处与号源' }).check();
  await page.fill('#addresses', '127.0.0.1\n10.1.0.0/33');
  await press('生成密钥');
  await proveSecondFactor(page, 'guanliyuan');
  await press('生成密钥');
  await page.getByText('来源地址有写错的').first().waitFor();
  expect(await page.getByRole('checkbox', { name: '查登记处与号源' }).isChecked()).toBe(true);
  await page.fill('#addresses', '127.0.0.1\n10.1.0.0/16');
  await press('生成密钥');
  await page.getByText('密钥只显示这一次').waitFor();
  await look(page, 'client-key');
  const secret = await page.getByRole('textbox', { name: '密钥' }).inputValue();
  expect(secret).toMatch(/^anmin_live_[\w-]{43}$/);
  expect(page.url()).not.toContain(secret.slice(-8));
  expect((await offices(secret)).status).toBe(200);
  await page.reload();
  expect(await page.content()).not.toContain(secret.slice(-8));
  await page.goto('/admin/clients');
  await page.getByText(new RegExp(`…${secret.slice(-4)}：.*用过`)).waitFor();
  await look(page, 'clients');

  await page.getByRole('link', { name: '政务服务平台', exact: true }).click();
  await page.getByRole('cell', { name: '127.0.0.1、10.1.0.0/16' }).waitFor();
  await follow(page, `吊销 ${secret.slice(-4)}`, '吊销密钥');
  await look(page, 'client-revoke');
  await press('确认吊销');
  await page.getByText('密钥已吊销。').waitFor();
  await page.getByRole('cell', { name: '已吊销' }).waitFor();
  await look(page, 'client-revoked');
  expect((await offices(secret)).status).toBe(401);
});

test('where a system is told of changes is seen, and can be stopped', async () => {
  const [client] = new URL(page.url()).pathname.split('/').slice(-1);
  await desk.office.ownerDatabase.pool.query(
    `insert into webhook (id, client, unit, url, events, secret_sealed)
       values (gen_random_uuid(), $1, '232700', 'https://client.example/anmin', '{booking.left}', '\\x00')`,
    [client],
  );
  await page.reload();
  await page.getByRole('cell', { name: '预约转往其他登记处' }).waitFor();
  await follow(page, '停止推送 https://client.example/anmin', '停止推送');
  await look(page, 'client-unhook');
  await press('确认停止');
  await page.getByText('推送已停止。').waitFor();
  await page.getByText('没有登记推送。').waitFor();
});

test('a system is renamed, and ended for good', async () => {
  await follow(page, '修改名称', '修改名称');
  await page.fill('#name', '一网通办平台');
  await look(page, 'client-rename');
  await press('保存');
  await page.getByRole('heading', { name: '一网通办平台' }).waitFor();
  await follow(page, '注销系统', '注销系统');
  await look(page, 'client-end');
  await press('确认注销');
  await page.getByText('已注销，全部密钥已失效').waitFor();
  expect(await page.getByRole('link', { name: '发放密钥' }).count()).toBe(0);
  await page.goto('/admin/clients?state=active');
  await page.getByText('没有符合条件的记录').waitFor();
});

test('a sandbox takes a key from everywhere, two of them and no third, and is reset', async () => {
  await page.goto('/admin/clients/new');
  await page.fill('#name', '试接平台');
  await page.fill('#contact', '信息中心');
  await page.selectOption('#unit', '232700');
  await page.selectOption('#channel', 'phone');
  await page.selectOption('#use', 'jiagedaqi');
  await press('登记');
  await page.getByText('已登记。').waitFor();
  for (const _ of [1, 2]) {
    await follow(page, '发放密钥', '发放密钥');
    await page.getByRole('checkbox', { name: '查预约' }).check();
    await press('生成密钥');
    await page.getByText('密钥只显示这一次').waitFor();
    expect(await page.getByRole('textbox', { name: '密钥' }).inputValue()).toMatch(/^anmin_test_/);
    await page.getByRole('link', { name: '返回试接平台' }).click();
  }
  await page.getByRole('cell', { name: '本系统的演练区' }).nth(1).waitFor();
  await look(page, 'client-sandbox');
  await follow(page, '发放密钥', '发放密钥');
  await page.getByText('已有2个有效密钥').waitFor();
  await page.getByRole('link', { name: '返回试接平台' }).click();
  await follow(page, '清空演练区', '清空演练区');
  await look(page, 'client-reset');
  await press('确认清空');
  await page.getByText('演练区已清空。').waitFor();
});

test('who serves a counter has no such menu and no such page', async () => {
  const clerk = await desk.page('clerk');
  await clerk.goto('/admin/clients');
  await clerk.getByRole('heading', { name: '没有权限' }).waitFor();
  expect(await clerk.getByRole('link', { name: '内部系统与密钥' }).count()).toBe(0);
});

function press(name: string): Promise<void> {
  return page.getByRole('button', { name, exact: true }).click();
}

test('the bureau opens a service of its own by the page, an institution offers it, and the public books it', async () => {
  const seen = await desk.page('bureau');
  await seen.goto('/admin/services');
  await look(seen, 'services');
  await follow(seen, '开设事项', '开设事项');
  await seen.fill('#short', 'Ash');
  await seen.getByRole('button', { name: '保存' }).click();
  await seen.getByRole('link', { name: '请改正：英文代号' }).waitFor();
  expect(await seen.inputValue('#short')).toBe('Ash');
  await look(seen, 'service-errors');

  const clerk = await desk.page('bureau', { javaScriptEnabled: false });
  await clerk.goto('/admin/services/new');
  await clerk.fill('#short', 'ashes');
  await clerk.fill('#zh', '骨灰寄存');
  await clerk.fill('#en', 'Keeping of ashes');
  await clerk.selectOption('#institution', 'funeral');
  await clerk.fill('#prefix', 'GH');
  await clerk.selectOption('#takes', 'onePlace');
  await clerk.getByRole('checkbox', { name: '同一手机同一天' }).check();
  const line = (n: number, name: string) => clerk.locator(`#asks [name=${name}]`).nth(n);
  await line(0, 'askKind').selectOption('phone');
  await line(1, 'askKind').selectOption('headcount');
  await line(1, 'askMost').fill('4');
  await line(2, 'askKind').selectOption('choice');
  await line(2, 'askId').fill('years');
  await line(2, 'askZh').fill('存几年');
  await line(2, 'askEn').fill('For how long');
  await line(2, 'askOptions').fill('one|一年|One year\nthree｜三年｜Three years');
  await clerk.locator('[name=materialsZh]').first().fill('火化证');
  await clerk.locator('[name=materialsEn]').first().fill('Cremation certificate');
  await clerk.fill('#validFrom', '2022-05-16');
  await clerk.fill('#source', '局务会纪要〔2022〕3号');
  await clerk.getByRole('button', { name: '保存' }).click();
  await clerk.getByText('已保存。').waitFor();
  await clerk.getByRole('link', { name: '改 骨灰寄存' }).click();
  expect(await line(2, 'askOptions').inputValue()).toBe('one|一年|One year\nthree|三年|Three years');
  await seen.goto(clerk.url());
  await look(seen, 'service-change');

  await clerk.goto('/admin/plan?office=jing-an');
  await clerk.getByRole('checkbox', { name: '骨灰寄存' }).check();
  await clerk.fill('#validFrom', '2022-05-16');
  await clerk.fill('#source', '局务会纪要〔2022〕3号');
  await clerk.getByRole('button', { name: '预览影响' }).last().click();
  await clerk.getByRole('button', { name: '保存', exact: true }).click();
  await clerk.getByRole('status').waitFor();

  const citizen = await desk.page(undefined, { javaScriptEnabled: false });
  const lead = () => press('#form .go button[name=act]');
  const press = (selector: string) => Promise.all([citizen.waitForEvent('load'), citizen.click(selector)]);
  const phone = '13800139001';
  await citizen.goto('/fuwu/ashes-232700/shijian');
  await citizen.check('input[name=office][value="jing-an"]');
  await lead();
  await citizen.check('input[name=day][value="2022-05-18"]');
  await lead();
  await citizen.check('input[name=time][value="10:00"]');
  await lead();
  await citizen.fill('input[name=phone]', phone);
  await citizen.check('input[name=people][value="2"]');
  await citizen.check('input[name="ask.years"][value=three]');
  await citizen.check('input[name=consent]');
  await lead();
  await citizen.check('input[name=consent]');
  await citizen.fill('input[name=code]', await lastCode(desk.office, phone));
  await lead();
  expect(await citizen.innerText('.reference')).toMatch(/^GH /);
  expect(await citizen.innerText('main')).toContain('火化证');

  await seen.goto('/admin/services');
  await follow(seen, seen.getByRole('link', { name: '停办 骨灰寄存' }), '停办事项');
  expect(await seen.getByRole('radio', { name: '三年' }).isDisabled()).toBe(true);
  await seen.getByRole('button', { name: '看看影响到谁' }).last().click();
  await seen.getByRole('link', { name: '请填写今天或以后的日期' }).waitFor();
  await look(seen, 'service-close-errors');
  await seen.fill('#from', '2022-05-18');
  await seen.fill('#source', '局务会纪要〔2022〕4号');
  await seen.getByRole('button', { name: '看看影响到谁' }).last().click();
  await seen.getByRole('button', { name: '确认停办，1个预约受影响' }).waitFor();
  await look(seen, 'service-close-preview');
  await seen.getByRole('button', { name: '确认停办，1个预约受影响' }).click();
  await seen.getByText('已停办。受影响的预约1个').waitFor();
  await seen.goto('/admin/services');
  await seen.getByText('2022-05-18起停办').waitFor();
  await look(seen, 'service-closed');
});

function offices(secret: string): Promise<Response> {
  return fetch(`${desk.office.url}/api/v1/offices`, { headers: { authorization: `Bearer ${secret}` } });
}

async function signedIn(username: string, passphrase: string): Promise<Page> {
  const own = await desk.page();
  await own.goto('/admin/sign-in');
  await own.fill('#username', username);
  await own.fill('#passphrase', passphrase);
  await own.keyboard.press('Enter');
  await own.waitForURL('**/admin/todo');
  return own;
}
