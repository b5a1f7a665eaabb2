import pino from 'pino';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { openOffice, type TestOffice } from '../../../tooling/test/office.ts';
import { hashPassphrase, openIdentity, seedAccount } from '../src/identity.ts';
import { passphraseGate } from '../src/passphrase.ts';

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
  const identity = openIdentity(office.databases.staff, office.keys, { secureCookies: false, log });
  const account = { username: 'jiagedaqi', email: 'b@demo.invalid', passphrase: 'another passphrase', name: 'B' };
  await seedAccount(identity, account, (passphrase) => hashPassphrase(identity, passphrase));
  await expect(office.signIn('clerk')).resolves.toContain('anmin.session');
});

describe('who guesses passphrases', () => {
  const at = (address: string) => ({ 'x-anmin-site': office.siteSecret, 'x-anmin-client-ip': address });
  const guess = (username: string, address: string, cookie = '') =>
    post(
      '/sign-in/username',
      { username, password: 'a wrong passphrase' },
      { ...at(address), cookie, origin: office.url },
    );
  const many = (count: number, one: (n: number) => Promise<Response>) =>
    Promise.all(Array.from({ length: count }, async (_, n) => (await one(n)).status));

  test('is stopped at their network, and the next desk is not', async () => {
    const statuses = await many(24, (n) => guess(`somebody${n}`, `2001:db8:1:2::${n}`));
    expect(statuses.filter((status) => status === 401)).toHaveLength(20);
    expect(statuses.filter((status) => status === 429)).toHaveLength(4);
    const next = await guess('nobody', '2001:db8:1:3::1');
    expect([next.status, await next.json()]).toMatchObject([401, { code: 'signInWrong' }]);
  });

  test('[B01] gets fewer than 20 tries an hour at an account from however many addresses, and its owner still comes in', async () => {
    const known = await post('/sign-in/username', { username: 'minzhengju', password: 'song-shu-he-xue-di' });
    const device = known.headers
      .getSetCookie()
      .find((cookie) => cookie.includes('anmin.device'))
      ?.split(';', 1)[0];
    const statuses = await many(100, (n) => guess('MinZhengJu', `198.51.100.${n}`));
    expect(statuses.filter((status) => status === 401)).toHaveLength(6);
    const stopped = await guess('minzhengju', '198.51.100.200');
    expect(Number(stopped.headers.get('retry-after'))).toBeGreaterThan(1_700);
    const right = { username: 'minzhengju', password: 'song-shu-he-xue-di' };
    expect((await post('/sign-in/username', right)).status).toBe(429);
    expect((await post('/sign-in/username', right, { cookie: device ?? '', origin: office.url })).status).toBe(200);
    expect((await guess('jiagedaqi', '198.51.100.201', device)).status).toBe(401);
  });
});

describe('[I05] when more passphrases are typed than the office looks at', () => {
  const given = { username: 'jiagedaqi', password: 'xing-an-ling-da-zi' };

  test('everybody else is told so at once and comes back; nobody loses a try by it', async () => {
    const signedIn = await post('/sign-in/username', given);
    const cookie = signedIn.headers
      .getSetCookie()
      .map((it) => it.split(';', 1)[0])
      .join('; ');
    const own = { cookie, origin: office.url };
    const passphrase = given.password;
    const accept = { username: 'jiagedaqi', code: 'AAAA-AAAA-AAAA', passphrase: 'yi-ge-chang-kou-ling' };
    const asked = [
      () => post('/sign-in/username', { ...given, username: 'nobody' }),
      () => post('/sign-in/username', given),
      () => post('/change-passphrase', { current: passphrase, next: 'ling-yi-ge-chang-kou-ling' }, own),
      () => post('/second-factor/begin', { passphrase }, own),
    ];
    const tries = async () => {
      const { rows } = await office.ownerDatabase.pool.query<{ n: number }>('select sum(count)::int as n from attempt');
      return rows[0]?.n;
    };
    const before = await tries();
    const release = fillGate();
    onTestFinished(release);
    for (const ask of asked) {
      const full = await ask();
      expect([full.status, full.headers.get('retry-after'), await full.json()]).toMatchObject([
        503,
        '5',
        { code: 'busy', requestId: expect.any(String) as string, refusal: { refused: 'busy' } },
      ]);
    }
    const invited = await fetch(`${office.url}/trpc/staff.accept`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(accept),
    });
    expect([invited.status, invited.headers.get('retry-after'), await invited.json()]).toMatchObject([
      503,
      '3',
      { error: { data: { refusal: { refused: 'busy' } } } },
    ]);
    expect(await tries()).toBe(before);
    await release();
    expect((await post('/sign-in/username', given)).status).toBe(200);
  });

  test('what the identity library refuses is told in the one form of all errors', async () => {
    const nobody = await post('/change-passphrase', { current: 'x', next: 'y' });
    expect([nobody.status, await nobody.json()]).toMatchObject([401, { code: 'signInNeeded' }]);
    const wrong = await post('/second-factor/prove', { other: 1 });
    expect([wrong.status, await wrong.json()]).toMatchObject([400, { code: 'wrongInput' }]);
  });
});

/** Takes every place at the gate and before it, until told otherwise. */
function fillGate(): () => Promise<void> {
  const held = Promise.withResolvers<undefined>();
  const work = Array.from({ length: 42 }, () => passphraseGate(() => held.promise));
  return async () => {
    held.resolve(undefined);
    await Promise.all(work);
  };
}

test('[B16] a sign-in sends nobody anywhere, and takes nothing but name and passphrase', async () => {
  const right = { username: 'jiagedaqi', password: 'xing-an-ling-da-zi' };
  expect((await post('/sign-in/username', { ...right, callbackURL: '//evil.example' })).status).toBe(400);
  const response = await post('/sign-in/username', right);
  expect([response.headers.get('location'), await response.json()]).toEqual([null, { signedIn: true }]);
});

test('[B10] the table of sessions signs nobody in', async () => {
  const cookie = await office.signIn('clerk');
  const token = decodeURIComponent(/anmin\.session=([^;]*)/.exec(cookie)?.[1] ?? '').split('.')[0] ?? '';
  expect(Buffer.from(token, 'base64url')).toHaveLength(32);
  const { rows } = await office.ownerDatabase.pool.query<{ row: string }>('select s::text as row from staff_session s');
  expect(rows.length).toBeGreaterThan(0);
  expect(rows.filter(({ row }) => row.includes(token))).toEqual([]);
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
