import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openOffice, type TestOffice } from '../../../tooling/test/office.ts';

let office: TestOffice;
beforeAll(async () => {
  office = await openOffice();
});
beforeEach(() => office.ownerDatabase.pool.query('delete from attempt'));
afterAll(() => office.close());

const account = { username: 'jiagedaqi', password: 'xing-an-ling-da-zi' };
const phone = 'Mozilla/5.0 (Linux; Android 14) Mobile';

describe('[row 10] one session on each kind of device', () => {
  test('a second sign-in on a desk ends the first, and the phone’s stays', async () => {
    const [first, mobile] = [await signIn(), await signIn(phone)];
    const second = await signIn();
    expect([await isAlive(first), await isAlive(mobile), await isAlive(second)]).toEqual([false, true, true]);
  });

  test('of five sign-ins at once one is left', async () => {
    const cookies = await Promise.all(Array.from({ length: 5 }, () => signIn()));
    const alive = await Promise.all(cookies.map(isAlive));
    expect(alive.filter(Boolean)).toHaveLength(1);
  });
});

test('[B09] an id set before the sign-in is not the id after it, and ten sign-ins bring ten ids', async () => {
  const preset = 'anmin.session=preset.preset';
  const cookies = [];
  for (let n = 0; n < 10; n += 1) cookies.push(await signIn(undefined, preset));
  expect(new Set([preset, ...cookies]).size).toBe(11);
});

test('[B11] after the sign-out the id is worth nothing, and no answer is kept by the browser', async () => {
  const cookie = await signIn();
  const answer = await me(cookie);
  expect(answer.headers.get('cache-control')).toBe('no-store');
  await post('/api/auth/sign-out', {}, cookie);
  expect(await isAlive(cookie)).toBe(false);
});

test('[B12] a session ends after 15 idle minutes and after eight hours, also when the clock was set back', async () => {
  const idle = await signIn();
  await office.ownerDatabase.pool.query(
    `update staff_session set expires_at = expires_at - interval '15 minutes 1 second'`,
  );
  expect(await isAlive(idle)).toBe(false);
  const busy = await signIn();
  await office.ownerDatabase.pool.query(
    `update staff_session set created_at = created_at - interval '8 hours 1 second'`,
  );
  expect(await isAlive(busy)).toBe(false);
});

test('[B12] a screen that asks by itself does not keep a session alive, whoever works does', async () => {
  const signedIn = await signIn();
  const pass = (time: string) =>
    office.ownerDatabase.pool.query(`update staff_session set expires_at = expires_at - $1::interval`, [time]);
  const asks = (more = {}) => me(signedIn, more).then(({ status }) => status === 200);
  await pass('14 minutes');
  expect(await asks({ 'x-anmin-unattended': 'yes' })).toBe(true);
  expect(await asks()).toBe(true);
  await pass('14 minutes');
  expect(await asks({ 'x-anmin-unattended': 'yes' })).toBe(true);
  await pass('1 minute 1 second');
  expect(await asks()).toBe(false);
});

test('[B07] nobody writes a field of their session or account over HTTP', async () => {
  const cookie = await signIn();
  for (const path of ['/update-session', '/update-user', '/change-email', '/delete-user', '/revoke-sessions']) {
    const answer = await post(`/api/auth${path}`, { secondFactorAt: new Date(), email: 'a@b.example' }, cookie);
    expect([path, answer.status]).toEqual([path, 404]);
  }
});

test('[B13] a token of another making is nobody', async () => {
  const forged = ['eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZG1pbiJ9.', 'x.y', '', 'a'.repeat(3_000), '%00'];
  for (const value of forged) expect(await isAlive(`anmin.session=${value}`)).toBe(false);
  expect((await fetch(`${office.url}/trpc/staff.me`, { headers: { authorization: 'Bearer x' } })).status).toBe(401);
});

describe('a session ends at once', () => {
  test('when its account is shut out, which then cannot sign in either', async () => {
    const cookie = await signIn();
    await setDisabled('now()');
    expect(await isAlive(cookie)).toBe(false);
    expect((await tryToSignIn()).status).toBe(401);
    await setDisabled('null');
    expect(await isAlive(cookie)).toBe(false);
  });

  test('when its person gets or loses a role', async () => {
    for (const change of [
      `insert into post (id, holder, role, unit, from_day, made_by)
         select gen_random_uuid(), id, 'dutyOfficer', 'jiagedaqi', '2002-01-01', 'test' from staff_user where username = 'jiagedaqi'`,
      `update post set until_day = '2002-01-02' where role = 'dutyOfficer'`,
      `delete from post where role = 'dutyOfficer'`,
    ]) {
      const cookie = await signIn();
      await office.ownerDatabase.pool.query(change);
      expect(await isAlive(cookie)).toBe(false);
    }
  });

  test('when its person ends it from another device, and nobody else’s', async () => {
    const [desk, mobile] = [await signIn(), await signIn(phone)];
    const { result } = (await (await ask('staff.sessions', desk)).json()) as {
      result: { data: { id: string; device: string; own: boolean }[] };
    };
    expect(result.data.map(({ device, own }) => [device, own]).sort()).toEqual([
      ['desktop', true],
      ['mobile', false],
    ]);
    const session = result.data.find(({ own }) => !own)?.id;
    const stranger = await office.signIn('bureau');
    expect((await post('/trpc/staff.endSession', { session }, stranger)).status).toBe(404);
    expect((await post('/trpc/staff.endSession', { session }, desk)).status).toBe(200);
    expect([await isAlive(desk), await isAlive(mobile)]).toEqual([true, false]);
  });
});

describe('changing the passphrase', () => {
  const next = 'he-liu-guo-shan-gang';

  test('takes the present one, and none that is weak or the same', async () => {
    const cookie = await signIn();
    const change = (current: string, to: string) =>
      post('/api/auth/change-passphrase', { current, next: to }, cookie).then((answer) => answer.status);
    expect(await change('a wrong passphrase', next)).toBe(401);
    // whoever seeks long for a good new one is not shut out: only wrong ones are counted
    for (let tries = 0; tries < 7; tries++) expect(await change(account.password, 'jiagedaqi2022')).toBe(422);
    expect(await change(account.password, account.password)).toBe(422);
    expect(await isAlive(cookie)).toBe(true);
  });

  test('signs out everywhere, and goes on under a new id', async () => {
    const [desk, mobile] = [await signIn(), await signIn(phone)];
    const changed = await post('/api/auth/change-passphrase', { current: account.password, next }, desk);
    expect(changed.status).toBe(200);
    expect([await isAlive(desk), await isAlive(mobile), await isAlive(cookieIn(changed))]).toEqual([
      false,
      false,
      true,
    ]);
    expect((await tryToSignIn()).status).toBe(401);
    account.password = next;
    expect((await tryToSignIn()).status).toBe(200);
    const { rows } = await office.ownerDatabase.pool.query<{ action: string }>('select action from journal_entry');
    expect(rows.map(({ action }) => action)).toContain('staff.changePassphrase');
  });
});

async function setDisabled(to: string) {
  await office.ownerDatabase.pool.query(`update staff_user set disabled_at = ${to} where username = 'jiagedaqi'`);
}

function tryToSignIn(userAgent = 'Mozilla/5.0 (Windows NT 10.0)', cookie = ''): Promise<Response> {
  return fetch(`${office.url}/api/auth/sign-in/username`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'user-agent': userAgent, cookie, origin: office.url },
    body: JSON.stringify(account),
  });
}

async function signIn(userAgent?: string, cookie?: string): Promise<string> {
  const answer = await tryToSignIn(userAgent, cookie);
  expect(answer.status).toBe(200);
  return cookieIn(answer);
}

function cookieIn(answer: Response): string {
  const found = answer.headers.getSetCookie().find((cookie) => cookie.startsWith('anmin.session='));
  return found?.split(';', 1)[0] ?? '';
}

function post(path: string, body: unknown, cookie: string): Promise<Response> {
  return fetch(office.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie, origin: office.url },
    body: JSON.stringify(body),
  });
}

const ask = (verb: string, cookie: string, more = {}) =>
  fetch(`${office.url}/trpc/${verb}`, { headers: { cookie, ...more } });
const me = (cookie: string, more = {}) => ask('staff.me', cookie, more);
const isAlive = async (cookie: string) => (await me(cookie)).status === 200;

test('who tried in vain and who left is in the journal, with no address in it', async () => {
  const wrong = { ...account, password: 'a wrong passphrase' };
  await fetch(`${office.url}/api/auth/sign-in/username`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(wrong),
  });
  const cookie = await signIn();
  await fetch(`${office.url}/api/auth/sign-out`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: office.url, cookie },
    body: '{}',
  });
  const { rows } = await office.ownerDatabase.pool.query<{ action: string; office: string; codes: object }>(
    `select action, office, codes from journal_entry where action like 'staff.sign%' order by id desc limit 3`,
  );
  expect(rows.map(({ action }) => action)).toEqual(['staff.signOut', 'staff.signIn', 'staff.signInRefused']);
  expect(rows.map((row) => row.office)).toEqual(['jiagedaqi', 'jiagedaqi', 'jiagedaqi']);
  expect(JSON.stringify(rows)).not.toContain('127.0.0.1');
});
