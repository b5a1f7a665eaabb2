import { readDuties } from '@anmin/api/staff/grants';
import { base32, codeAt, stepAt } from '@anmin/api/staff/totp';
import { router, sensitiveProcedure, type StaffActor } from '@anmin/api/trpc';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openOffice, type TestOffice } from '../../../tooling/test/office.ts';

let office: TestOffice;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.close());

const passphrase = 'xing-an-ling-da-zi';

test('[B03] [B09] whoever knows the passphrase sets up a second factor, and its first code renews the session’s id', async () => {
  const { cookie, secret } = await enrol();
  const code = codeNow(secret);
  const proved = await post('/prove', { code }, cookie);
  expect(proved.status).toBe(200);
  const renewed = cookieOf(proved);
  expect(renewed).not.toBe(cookie);
  expect([await isAlive(cookie), await isAlive(renewed)]).toEqual([false, true]);
  const again = await post('/prove', { code }, renewed);
  expect([again.status, await again.json()]).toMatchObject([422, { refusal: { refused: 'codeWrong' } }]);
});

test('[B04] [B17] a session opens what is sensitive only with the second factor, and for 15 minutes', async () => {
  const acting = await clerkActor();
  const minutesAgo = (minutes: number) => Temporal.Now.instant().subtract({ minutes }).toString();
  const trial = router({ read: sensitiveProcedure('counter.see').query(() => 'read') });
  const read = (proved: string | null) =>
    trial
      .createCaller({
        databases: office.databases,
        keys: office.keys,
        demo: true,
        voice: true,
        hashPassphrase: () => Promise.resolve(''),
        actor: { ...acting, secondFactorAt: proved },
      })
      .read();
  await expect(read(null)).rejects.toThrow('secondFactorNeeded');
  await expect(read(minutesAgo(16))).rejects.toThrow('secondFactorNeeded');
  await expect(read(minutesAgo(-5))).rejects.toThrow('secondFactorNeeded');
  expect(await read(minutesAgo(14))).toBe('read');
});

test('in the demo the page of messages shows the code of the moment, which counts', async () => {
  const { secret } = await enrol();
  const before = codeNow(secret);
  const answer = await fetch(`${office.url}/trpc/demo.codes`);
  const { result } = (await answer.json()) as { result: { data: { username: string; code: string }[] } };
  expect(result.data).toMatchObject([{ username: 'jiagedaqi' }]);
  expect(result.data[0]?.code).toBeOneOf([before, codeNow(secret)]);
});

test('a second factor that counts is not replaced by whoever holds the session and the passphrase', async () => {
  const { cookie, secret } = await enrol();
  const proved = await post('/prove', { code: codeNow(secret) }, cookie);
  expect((await post('/begin', { passphrase }, cookieOf(proved))).status).toBe(403);
});

test('nor by whoever begins anew while its first code is being taken', async () => {
  const { cookie } = await enrol();
  const { pool } = office.ownerDatabase;
  const secretOf = async () =>
    (await pool.query<{ secret: Buffer }>('select secret from second_factor')).rows[0]?.secret;
  const before = await secretOf();
  const proving = await pool.connect();
  await proving.query('begin; update second_factor set confirmed_at = now()');
  const begun = post('/begin', { passphrase }, cookie);
  await expect
    .poll(
      async () =>
        (
          await pool.query(`select from pg_stat_activity where wait_event_type = 'Lock'
                                            and datname = current_database()`)
        ).rowCount,
    )
    .toBe(1);
  await proving.query('commit');
  proving.release();
  expect((await begun).status).toBe(403);
  expect(await secretOf()).toEqual(before);
});

test('a session alone sets up no second factor', async () => {
  const cookie = await office.signIn('bureau');
  expect((await post('/begin', { passphrase: 'a wrong passphrase' }, cookie)).status).toBe(401);
  expect((await post('/begin', { passphrase }, '')).status).toBe(401);
  expect((await post('/prove', { code: '123456' }, cookie)).status).toBe(403);
});

test('[B03] of a thousand guesses five are looked at', async () => {
  const { cookie, secret } = await enrol();
  const answers = [];
  for (let n = 0; n < 1_000; n += 1) {
    const { status } = await post('/prove', { code: 'wrong' }, cookie);
    answers.push(status);
    if (n > 20) break;
  }
  expect(answers.slice(0, 4)).toEqual([422, 422, 422, 422]);
  expect(new Set(answers.slice(4))).toEqual(new Set([429]));
  expect((await post('/prove', { code: codeNow(secret) }, cookie)).status).toBe(429);
});

async function clerkActor(): Promise<StaffActor> {
  const { rows } = await office.ownerDatabase.pool.query<{ id: string }>(
    `select id from staff_user where username = 'jiagedaqi'`,
  );
  const id = rows[0]?.id ?? '';
  const session = { session: '', secondFactorAt: null, passphraseDue: false };
  return { kind: 'staff', id, name: '', address: '', ...session, ...(await readDuties(office.databases.staff, id)) };
}

async function enrol() {
  await office.databases.staff.pool.query('delete from second_factor; delete from attempt');
  const cookie = await office.signIn('clerk');
  const begun = await post('/begin', { passphrase }, cookie);
  expect(begun.status).toBe(200);
  const { secret } = (await begun.json()) as { secret: string };
  return { cookie, secret };
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

function codeNow(secret: string): string {
  const bits = Array.from(secret, (letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const bytes = Buffer.from((bits.match(/.{8}/g) ?? []).map((eight) => Number.parseInt(eight, 2)));
  expect(base32(bytes)).toBe(secret);
  return codeAt(bytes, stepAt(Temporal.Now.instant()));
}

function post(path: string, body: unknown, cookie: string): Promise<Response> {
  return fetch(`${office.url}/api/auth/second-factor${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie, origin: office.url },
    body: JSON.stringify(body),
  });
}

const cookieOf = (response: Response) => response.headers.getSetCookie()[0]?.split(';', 1)[0] ?? '';

async function isAlive(cookie: string): Promise<boolean> {
  return (await fetch(`${office.url}/trpc/staff.me`, { headers: { cookie } })).status === 200;
}
