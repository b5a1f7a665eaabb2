import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { couple, fillCouple, look, openDesk, type Desk } from './desk.ts';

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

test('a session that ends in the middle of a form loses nothing that was typed', async () => {
  const page = await desk.page('clerk');
  await page.goto('/admin/on-behalf');
  await page.getByRole('button', { name: /5月20日/ }).click();
  await page.getByRole('radio', { name: /10:20—/ }).check();
  await fillCouple(page, couple(1));
  await endSessions();
  await page.getByRole('button', { name: '提交预约' }).last().click();
  await page.getByRole('alert').waitFor();
  expect(new URL(page.url()).pathname).toBe('/admin/on-behalf');
  expect(await page.inputValue('#id1')).toBe(couple(1).id1);
  await look(page, 'session-over');
  const [tab] = await Promise.all([
    page.waitForEvent('popup'),
    page.getByRole('link', { name: '在新标签页登录' }).click(),
  ]);
  await signIn(tab);
  await tab.close();
  await page.getByRole('button', { name: '提交预约' }).last().click();
  await page.getByText('预约成功').waitFor();
  expect(await page.getByText('登录已过期').count()).toBe(0);
});

test('without a script a page carries the fields on until somebody signed in', async () => {
  const page = await desk.page(undefined, { javaScriptEnabled: false });
  await page.goto('/admin/sign-in');
  await signIn(page);
  await page.goto('/admin/contacts');
  await page.fill('#address', '新华街 2 号（北门）');
  await endSessions();
  await page.getByRole('button', { name: '保存' }).click();
  expect(await page.getByRole('alert').innerText()).toContain('您填写的内容都还在');
  expect(page.url()).not.toContain('%E6%96%B0');
  const [tab] = await Promise.all([
    page.waitForEvent('popup'),
    page.getByRole('link', { name: '在新标签页登录' }).click(),
  ]);
  await signIn(tab);
  await page.getByRole('button', { name: '已登录，再提交一次' }).click();
  expect(await page.inputValue('#address')).toBe('新华街 2 号（北门）');
  expect(await page.locator('main').innerText()).toContain('已保存');
});

test('a passphrase or a secret sent after the session ended is carried on by no page', async () => {
  const secret = 'nobody-reads-this-passphrase';
  for (const [path, fields] of [
    ['passphrase', { current: secret, next: secret, again: secret }],
    ['second-factor?/begin', { passphrase: secret }],
    ['second-factor?/prove', { code: '123456', uri: `otpauth://totp/a?secret=${secret}`, secret }],
  ] as const) {
    const answer = await fetch(`${desk.office.url}/admin/${path}`, {
      method: 'POST',
      redirect: 'manual',
      headers: { origin: desk.office.url, accept: 'text/html' },
      body: new URLSearchParams(fields),
    });
    expect([path, answer.status]).toEqual([path, 303]);
    expect(answer.headers.get('location')).toMatch(/^\/admin\/sign-in\?next=/);
    expect(await answer.text()).not.toContain(secret);
  }
});

async function endSessions(): Promise<void> {
  await desk.office.ownerDatabase.pool.query('delete from staff_session');
}

async function signIn(page: Awaited<ReturnType<Desk['page']>>): Promise<void> {
  await page.fill('#username', 'jiagedaqi');
  await page.fill('#passphrase', 'xing-an-ling-da-zi');
  await page.getByRole('button', { name: '登录' }).click();
  await page.getByRole('link', { name: '代客预约' }).first().waitFor();
}
