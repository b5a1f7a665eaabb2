import pino from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openOffice, type TestOffice } from '../../../tooling/test/office.ts';
import { seedAccount, openIdentity, cookieSecret } from '../src/identity.ts';

const log = pino({ level: 'silent' });
let office: TestOffice;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.close());

test('the clerk of the demo signs in and out', async () => {
  const cookie = await office.signIn('clerk');
  expect(await session(cookie)).toMatchObject({ user: { username: 'jiagedaqi' } });
  const out = await post('/sign-out', {}, { cookie, origin: office.url });
  expect(out.status).toBe(200);
  expect(await session(cookie)).toBeNull();
});

test('the session cookie is hidden from scripts and has no age of its own: its row decides when it ends', async () => {
  const response = await post('/sign-in/username', { username: 'minzhengju', password: 'song-shu-he-xue-di' });
  const [cookie] = response.headers.getSetCookie();
  expect(cookie).toMatch(/HttpOnly/);
  expect(cookie).toMatch(/SameSite=Lax/);
  expect(cookie).not.toMatch(/Max-Age|Expires/i);
});

test('a session ends after fifteen minutes without a request', async () => {
  const cookie = await office.signIn('clerk');
  await office.databases.staff.pool.query(`update staff_session set expires_at = expires_at - interval '15 minutes'`);
  expect(await session(cookie)).toBeNull();
});

test('a session ends after eight hours, however busy', async () => {
  const cookie = await office.signIn('clerk');
  const desk = () => fetch(`${office.url}/trpc/staff.me`, { headers: { cookie } }).then((response) => response.status);
  expect(await desk()).toBe(200);
  await office.databases.staff.pool.query(`update staff_session set created_at = created_at - interval '8 hours'`);
  expect(await desk()).toBe(401);
  expect(await session(cookie)).toBeNull();
});

test('nobody opens an account, or a greater role, over HTTP', async () => {
  const account = { email: 'a@b.example', name: 'A', username: 'mallory', password: 'twelve letters', role: 'bureau' };
  expect((await post('/sign-up/email', account)).status).toBe(404);
  const cookie = await office.signIn('clerk');
  expect((await post('/update-user', { role: 'bureau' }, { cookie, origin: office.url })).status).toBe(404);
});

test('a signed-in browser is not steered from another site', async () => {
  const cookie = await office.signIn('clerk');
  const response = await post('/sign-out', {}, { cookie, origin: 'http://evil.example' });
  expect(response.status).toBe(403);
  expect(await session(cookie)).not.toBeNull();
});

test('opening the accounts again changes no passphrase', async () => {
  const identity = openIdentity(office.databases.staff, cookieSecret(office.keys), { secureCookies: false, log });
  const account = { username: 'jiagedaqi', email: 'b@demo.invalid', passphrase: 'another passphrase', name: 'B' };
  await seedAccount(identity, account);
  await expect(office.signIn('clerk')).resolves.toContain('anmin.session_token');
});

test('who guesses passphrases is stopped, and the next desk is not', async () => {
  const guess = { username: 'jiagedaqi', password: 'a wrong passphrase' };
  const at = (address: string) => ({ 'x-anmin-site': office.siteSecret, 'x-anmin-client-ip': address });
  const guesses = [];
  for (let n = 0; n < 12; n += 1) guesses.push((await post('/sign-in/username', guess, at('203.0.113.9'))).status);
  expect(guesses.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => 401));
  expect(guesses.slice(10)).toEqual([429, 429]);
  expect((await post('/sign-in/username', guess, at('203.0.113.10'))).status).toBe(401);
});

function post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${office.url}/api/auth${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
}

async function session(cookie: string): Promise<unknown> {
  const response = await fetch(`${office.url}/api/auth/get-session`, { headers: { cookie } });
  return response.json();
}
