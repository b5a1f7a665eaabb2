import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { couple, fillCouple, look, openDesk, type Desk } from './desk.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

/**
 * SvelteKit's announcer of routes has a style attribute, which the policy drops and our style sheet makes up for; zod
 * asks once whether it may compile code, and goes on without.
 */
const known = ['sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo=', "requires 'TrustedScript' assignment"];

/** What the browser itself complains of: a blocked script or style is told here and nowhere else. */
function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' && !known.some((it) => message.text().includes(it))) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  return complaints;
}

test('[row 11] no page of the portal does what its content security policy forbids', async () => {
  const page = await desk.page('clerk');
  const complaints = complaintsOf(page);
  for (const path of ['/admin/', '/admin/on-behalf', '/admin/plan', '/admin/closures/new', '/admin/account']) {
    await page.goto(path, { waitUntil: 'networkidle' });
    expect([path, ...complaints]).toEqual([path]);
  }
});

test('[B17] staff prove their second factor with the code of the moment, and are led back', async () => {
  const page = await desk.page('clerk');
  await page.goto('/admin/second-factor?next=/admin/account');
  await look(page, 'second-factor');
  await page.fill('#code', '12');
  await page.getByRole('button', { name: '确认' }).click();
  await page
    .getByText(/还可以试4次/)
    .first()
    .waitFor();
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('alert');
  await look(page, 'second-factor-wrong');
  const codes = await page.context().newPage();
  await codes.goto('/demo/sms');
  await look(codes, 'demo-codes');
  const text = (await codes.getByText(/^jiagedaqi：\d{6}/).textContent()) ?? '';
  await page.fill('#code', /：(\d{6})/.exec(text)?.[1] ?? '');
  await page.getByRole('button', { name: '确认' }).click();
  await page.waitForURL(({ pathname }) => pathname === '/admin/account');
  await look(page, 'account');
});

test('who has no second factor yet sets it up with the passphrase, an image and a code', async () => {
  await desk.office.ownerDatabase.pool.query('delete from second_factor');
  const page = await desk.page('bureau');
  await page.goto('/admin/second-factor?next=/admin/account');
  await page.fill('#passphrase', 'song-shu-he-xue-di');
  await page.getByRole('button', { name: '下一步' }).click();
  await page.getByRole('img', { name: '供动态口令应用扫描的图' }).waitFor();
  await look(page, 'second-factor-set');
});

test('[B11] [F06] after the sign-out the back button shows nothing, and the browser keeps nothing', async () => {
  const page = await desk.page('clerk');
  await page.goto('/admin/plan');
  await page.getByRole('button', { name: '退出登录' }).click();
  await page.waitForURL('**/admin/sign-in?out');
  await page.goBack();
  // The page of the sign-out has the same path: only `next` shows that the plan was asked for again.
  await page.waitForURL('**/admin/sign-in?next=**');
  expect(await page.evaluate(() => localStorage.length)).toBe(0);
});

test('a passphrase is changed for one that is hard to guess, and what is wrong is said beside its field', async () => {
  const page = await desk.page('bureau');
  await page.goto('/admin/passphrase?next=/admin/account?done=passphrase');
  await page.fill('#current', 'song-shu-he-xue-di');
  await page.fill('#next', 'minzhengju123456');
  await page.fill('#again', 'minzhengju123456');
  await page.getByRole('button', { name: '更换口令' }).click();
  await page.locator('#next-error').waitFor();
  await look(page, 'passphrase-weak');
  await page.fill('#current', 'song-shu-he-xue-di');
  await page.fill('#next', 'he-liu-guo-shan-gang');
  await page.fill('#again', 'he-liu-guo-shan-gang');
  await page.getByRole('button', { name: '更换口令' }).click();
  await page.getByText('口令已更换').waitFor();
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

async function signIn(page: Page): Promise<void> {
  await page.fill('#username', 'jiagedaqi');
  await page.fill('#passphrase', 'xing-an-ling-da-zi');
  await page.getByRole('button', { name: '登录' }).click();
  await page.getByRole('link', { name: '代客预约' }).first().waitFor();
}
