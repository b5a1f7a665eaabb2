import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { awake, follow, heldScripts, look, openDesk, type Desk } from './desk.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk('2022-01-30T10:00:00+08:00');
});
afterAll(() => desk.close());

const main = (page: Page) => page.locator('main').innerText();

test('a bureau sees what a risk level would change before it records it, and lifts it again', async () => {
  const page = await signedIn('changzhi');
  await page.goto('/admin/facts');
  await page.getByText('还没有登记过事实').waitFor();
  await look(page, 'facts-empty');
  await follow(page, page.getByRole('link', { name: '登记事实' }).first(), '登记事实');
  await look(page, 'fact-kinds');
  await follow(page, '风险等级', '风险等级');
  await page.fill('#region', '镇海区');
  await page.getByRole('button', { name: '先看后果' }).last().click();
  await page.getByRole('alert').waitFor();
  await look(page, 'fact-errors');
  await page.selectOption('#value', 'high');
  await page.fill('#reference', '晋防办〔2022〕1号');
  await page.getByRole('button', { name: '先看后果' }).last().click();
  await page.getByRole('link', { name: '不在本单位辖区内' }).waitFor();
  await page.fill('#region', '上党区');
  await page.getByRole('button', { name: '先看后果' }).last().click();
  await page.getByRole('heading', { name: '登记后的后果' }).waitFor();
  expect(await main(page)).toContain('由此可以启用');
  expect(await page.locator('a[href*="/admin/notices/SX#"]').count()).toBeGreaterThan(0);
  await look(page, 'fact-preview');
  await page.goto('/admin/facts');
  await page.getByText('还没有登记过事实').waitFor();
  await page.goBack();
  await page.selectOption('#value', 'high');
  await page.fill('#region', '上党区');
  await page.fill('#reference', '晋防办〔2022〕1号');
  await page.getByRole('button', { name: '先看后果' }).last().click();
  await page.getByRole('button', { name: '确认登记' }).click();
  await page.getByText('已登记。').waitFor();
  await look(page, 'facts');
  await page.getByRole('link', { name: '解除', exact: true }).click();
  await page.getByRole('heading', { name: '解除事实' }).waitFor();
  await page.getByRole('button', { name: '先看后果' }).last().click();
  await page.getByRole('heading', { name: '登记后的后果' }).waitFor();
  await look(page, 'fact-lift');
  await page.getByRole('button', { name: '确认解除' }).click();
  await page.getByText('已解除。').waitFor();
  expect(await main(page)).toContain('已撤回，从未成立');
});

test('[ZJ-2.3] a decision is refused to a county with its clause, and taken by the city', async () => {
  const county = await signedIn('yinzhou');
  await county.goto('/admin/decisions');
  await county.getByText('由浙江省宁波市的民政局决定').first().waitFor();
  const path = '/admin/decisions/new?rule=ZJ%2Fclosure-decided-ningbo%401&region=330200';
  expect(await county.locator(`a[href^="${path.slice(0, 40)}"]`).count()).toBe(0);
  await look(county, 'decisions-county');
  await county.goto(path);
  await decide(county);
  await county.getByText('这项由上级民政局决定').waitFor();
  expect(await county.getByRole('alert').innerText()).toContain('ZJ-2.3');
  await look(county, 'decision-refused');
  const city = await signedIn('ningbo');
  await city.goto('/admin/decisions');
  await city
    .locator(`a[href^="${path.slice(0, 40)}"]`)
    .first()
    .click();
  await city.getByRole('heading', { level: 1, name: '作出决定' }).waitFor();
  await decide(city);
  await city.getByRole('heading', { name: '登记后的后果' }).waitFor();
  expect(await main(city)).toContain('鄞州东湖养老院');
  await look(city, 'decision-preview');
  await city.getByRole('button', { name: '确认决定' }).click();
  await city.getByText('已作出决定。').waitFor();
  await look(city, 'decisions-city');
  await county.goto('/admin/duties?unit=yinzhou-yanglao');
  expect(await main(county)).toContain('甬民〔2022〕1号');
});

test('a notice is passed on under a number of its own, read by who received it, and urged before', async () => {
  const city = await signedIn('ningbo');
  const arrive = await heldScripts(city);
  await city.goto('/admin/notices/ZJ', { waitUntil: 'commit' });
  await city.getByText('还没有转发过这份通知').waitFor();
  await city.locator('summary', { hasText: '转发给下级' }).click();
  arrive();
  await awake(city);
  await city.getByRole('button', { name: '转发', exact: true }).click();
  await city.getByRole('alert').waitFor();
  await look(city, 'forward-errors');
  await city.getByLabel('鄞州区民政局').check();
  await city.fill('#number', '甬民发〔2021〕9号');
  await city.fill('#note', '各区按日报送');
  await city.getByRole('button', { name: '转发', exact: true }).click();
  await city.getByText('已转发给1个单位').waitFor();
  await city.getByText('共1个单位，1个未读').waitFor();
  await city.getByRole('button', { name: '催办' }).click();
  await city.getByText('已催办').first().waitFor();
  await look(city, 'forwarded');
  const county = await signedIn('yinzhou');
  await county.getByRole('link', { name: '份通知等待阅知' }).click();
  await county.getByRole('heading', { level: 1, name: '待阅通知' }).waitFor();
  await look(county, 'received');
  await county.getByRole('link', { name: '去阅读' }).click();
  await county.getByRole('button', { name: '确认阅知' }).click();
  await county.getByText('已确认阅知。').waitFor();
  await county.goto('/admin/notices/received');
  await county.getByText('没有等待阅知的通知').waitFor();
});

test('a care home is closed to visitors and opened again', async () => {
  const page = await desk.page('bureau');
  await page.goto('/admin/closings');
  await page.getByText('没有封闭的机构').waitFor();
  await look(page, 'closings-empty');
  await page.goto('/admin/closings/new');
  await page.getByRole('button', { name: '先看后果' }).last().click();
  await page.getByRole('alert').waitFor();
  await look(page, 'closing-errors');
  await page.selectOption('#unit', 'hupan');
  await page.getByLabel('谢绝探访').check();
  await page.fill('#reason', '第二阶段封闭管理');
  await page.getByRole('button', { name: '先看后果' }).last().click();
  await page.getByRole('heading', { name: '登记后的后果' }).waitFor();
  await look(page, 'closing-preview');
  await page.getByRole('button', { name: '确认封闭' }).click();
  await page.getByText('已封闭。').waitFor();
  await page.locator('summary', { hasText: '解除封闭' }).click();
  await look(page, 'closings');
  await page.locator('td input[name=reason]').fill('恢复开放');
  await page.getByRole('button', { name: '确认解除' }).click();
  await page.getByText('已解除封闭。').waitFor();
});

async function signedIn(username: string): Promise<Page> {
  const page = await desk.page();
  await page.goto('/admin/sign-in');
  await page.fill('#username', username);
  await page.fill('#passphrase', 'shan-he-wan-li-qing');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/admin/todo');
  return page;
}

async function decide(page: Page): Promise<void> {
  await page.getByLabel('实行', { exact: true }).check();
  await page.fill('#reference', '甬民〔2022〕1号');
  await page.fill('#note', '视情决定');
  await page.getByRole('button', { name: '先看后果' }).last().click();
}
