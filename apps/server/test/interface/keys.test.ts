import { randomUUID } from 'node:crypto';
import { recogniseKey } from '@anmin/api/clients/key';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openForeignOffice } from '../../../../packages/api/test/isolation/neighbours.ts';
import { together, times } from '../../../../packages/api/test/race.ts';
import { openOffice, type TestOffice } from '../../../../tooling/test/office.ts';
import { adminOf, ask, issue, openClient, type Admin } from './client.ts';
import { orderOf } from './order.ts';

let office: TestOffice;
let admin: Admin;
let secret: string;

beforeAll(async () => {
  office = await openOffice({ clock: '2022-05-16T08:31:00+08:00' });
  await openForeignOffice(office);
  await office.runJobs();
  admin = await adminOf(office);
  ({ secret } = await openClient(admin));
});
afterAll(() => office.close());

const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  ask(office.url, secret, 'POST', path, body, headers);

describe('a key', () => {
  test.each([
    ['no key', ''],
    ['a word', 'hello'],
    ['one that was never issued', `anmin_live_${'a'.repeat(43)}`],
  ])('%s is none', async (_, wrong) => {
    const answer = await ask(office.url, wrong, 'GET', '/offices');
    expect(answer).toMatchObject({ status: 401, body: { code: 'keyNeeded' } });
  });

  test('[A11] revoked, expired, or with its client ended, it is dead on the next request', async () => {
    const made = [await openClient(admin), await openClient(admin), await openClient(admin)] as const;
    const [revoked, expired, ended] = made;
    for (const it of made) expect((await ask(office.url, it.secret, 'GET', '/offices')).status).toBe(200);
    await admin.revokeKey({ key: randomUUID(), apiKey: revoked.apiKey });
    await office.ownerDatabase.pool.query('update api_key set expires_at = now() where id = $1', [expired.apiKey]);
    await admin.end({ key: randomUUID(), client: ended.client, version: 1 });
    for (const it of made) expect((await ask(office.url, it.secret, 'GET', '/offices')).status).toBe(401);
  });

  test('works from the addresses of its list only, whatever a header claims', async () => {
    const { secret: foreign } = await openClient(admin, { addresses: ['10.0.0.0/8', '2001:db8::/32'] });
    for (const headers of [{}, { 'x-forwarded-for': '10.0.0.1' }, { 'x-client-ip': '10.0.0.1' }])
      expect((await ask(office.url, foreign, 'GET', '/offices', undefined, headers)).status).toBe(401);
    const { secret: near } = await openClient(admin, { addresses: ['10.0.0.0/8', '127.0.0.0/8'] });
    expect((await ask(office.url, near, 'GET', '/offices')).status).toBe(200);
  });

  test('an address with the zone of a network card is no other, and no error', async () => {
    const { secret: linked } = await openClient(admin, { addresses: ['fe80::/10'] });
    expect(await recogniseKey(office, linked, 'fe80::1%eth0')).not.toBeNull();
    expect(await recogniseKey(office, linked, '2001:db8::1%eth0')).toBeNull();
  });

  test('two are active at most, so that one can take the place of the other', async () => {
    const { client, apiKey, secret: old } = await openClient(admin);
    const { secret: fresh } = await issue(admin, client);
    await expect(issue(admin, client)).rejects.toMatchObject({ cause: { refusal: { refused: 'wrongInput' } } });
    await admin.revokeKey({ key: randomUUID(), apiKey });
    expect((await ask(office.url, old, 'GET', '/offices')).status).toBe(401);
    expect((await ask(office.url, fresh, 'GET', '/offices')).status).toBe(200);
    await issue(admin, client);
  });

  test('[A14] does what its scopes say, at its own units; the foreign answers like what never was', async () => {
    const reader = await openClient(admin, { scopes: ['offices.read'], unit: '232761' });
    const read = (path: string) => ask(office.url, reader.secret, 'GET', path);
    const offices = (await read('/offices')).body['offices'] as { id: string; region: string }[];
    expect(offices.map(({ id }) => id)).toContain('jiagedaqi');
    expect(new Set(offices.map(({ region }) => region))).toEqual(new Set(['232761']));
    const [foreign, missing] = [
      await read('/offices/mohe/month?service=marriage'),
      await read('/offices/none/month?service=marriage'),
    ];
    expect({ ...foreign.body, requestId: '' }).toEqual({ ...missing.body, requestId: '' });
    expect(foreign.status).toBe(404);
    expect(await read('/bookings')).toMatchObject({ status: 403, body: { code: 'notAllowed' } });
    const booked = await post('/bookings', orderOf(50, { office: 'mohe' }));
    expect(booked.status).toBe(201);
    const elsewhere = await openClient(admin, { unit: '232761' });
    const at = `/bookings/${String(booked.body['id'])}`;
    expect((await ask(office.url, elsewhere.secret, 'GET', at)).status).toBe(404);
    expect((await ask(office.url, elsewhere.secret, 'POST', '/bookings', orderOf(51, { office: 'mohe' }))).status).toBe(
      404,
    );
    expect((await ask(office.url, secret, 'POST', '/bookings', orderOf(52, { office: 'beilin' }))).status).toBe(404);
  });

  test('[A15] who acts comes from the key: a name in the body is refused', async () => {
    const answer = await post('/bookings', orderOf(53, { actorId: 'staff:1', userId: '1' }));
    expect(answer).toMatchObject({ status: 400, body: { code: 'wrongInput' } });
    expect(await post('/bookings', orderOf(54, { key: 'k'.repeat(20) }))).toMatchObject({ status: 400 });
  });

  test('is told once, and kept as a hash', async () => {
    const key = randomUUID();
    const { client } = await openClient(admin);
    const wish = { unit: '232700', scopes: ['offices.read' as const], addresses: ['127.0.0.1'], days: 30 };
    const first = await admin.issueKey({ key, client, ...wish });
    expect(await admin.issueKey({ key, client, ...wish })).toEqual({ apiKey: first.apiKey, secret: null });
    const { rows } = await office.ownerDatabase.pool.query<{ text: string }>(
      `select (select string_agg(k::text, ' ') from api_key k) || (select string_agg(i::text, ' ') from idempotency i)
              || (select string_agg(j::text, ' ') from journal_entry j) as text`,
    );
    expect(rows[0]?.text).not.toContain(first.secret?.slice(11));
    expect(JSON.stringify(await admin.list({ unit: '232700' }))).not.toContain(first.secret?.slice(11));
  });

  test('lives no longer than its prefecture settled, and a year where it settled nothing', async () => {
    const { client } = await openClient(admin);
    const wish = { unit: '232700', scopes: ['offices.read' as const], addresses: ['127.0.0.1'] };
    const issueFor = (days: number) => admin.issueKey({ key: randomUUID(), client, ...wish, days });
    const tooLong = { cause: { refusal: { facts: { fields: ['days:range'] } } } };
    expect(await admin.one({ client })).toMatchObject({ longestKeyDays: 365 });
    await expect(issueFor(366)).rejects.toMatchObject(tooLong);
    await office.ownerDatabase.pool.query(
      `insert into privacy_setting (unit, kind, amount, source, valid_from, made_by)
         values ('232700', 'keyDays', 30, '试验设置', office_today(), 'test'), ('231200', 'keyDays', 900, '试验设置', office_today(), 'test')`,
    );
    expect(await admin.one({ client })).toMatchObject({ longestKeyDays: 30 });
    await expect(issueFor(31)).rejects.toMatchObject(tooLong);
    expect(await issueFor(30)).toMatchObject({ secret: expect.stringContaining('anmin_live_') as string });
    await office.ownerDatabase.pool.query(`delete from privacy_setting where kind = 'keyDays'`);
  });

  test('has so many calls a minute, counted for every process together', async () => {
    const beside = await office.openBeside();
    const answers = await withinOneMinute(async () => {
      const { secret: slow } = await openClient(admin, { perMinute: 10 });
      return together(times(30, (n) => () => ask(n % 2 === 0 ? office.url : beside.url, slow, 'GET', '/offices')));
    });
    await beside.close();
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(10);
    const over = answers.find(({ status }) => status === 429);
    expect(over?.body).toMatchObject({ code: 'rateLimited' });
    expect(Number(over?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(over?.headers.get('ratelimit-limit')).toBe('10');
    expect(over?.headers.get('ratelimit-remaining')).toBe('0');
  });

  test("its limit is its client's: a second key has no minute of its own", async () => {
    const asked = await withinOneMinute(async () => {
      const slow = await openClient(admin, { perMinute: 3 });
      const second = await issue(admin, slow.client);
      const statuses: number[] = [];
      for (const key of [slow.secret, second.secret, slow.secret, second.secret])
        statuses.push((await ask(office.url, key, 'GET', '/offices')).status);
      return statuses;
    });
    expect(asked).toEqual([200, 200, 200, 429]);
  });

  test('revoked twice is one entry of the journal', async () => {
    const { apiKey } = await openClient(admin);
    for (let n = 0; n < 2; n += 1) await admin.revokeKey({ key: randomUUID(), apiKey });
    const { rowCount } = await office.ownerDatabase.pool.query(
      `select from journal_entry where action = 'client.keyRevoked' and codes ->> 'key' = $1`,
      [apiKey],
    );
    expect(rowCount).toBe(1);
  });

  test('of a sandbox opens no other unit, whatever a statement says', async () => {
    const { apiKey, client } = await openClient(admin, { test: true, addresses: [] });
    const { pool } = office.ownerDatabase;
    await expect(pool.query(`update api_key set unit = 'jiagedaqi' where id = $1`, [apiKey])).rejects.toThrow(/reach/);
    await expect(pool.query('update api_client set sandbox = null where id = $1', [client])).rejects.toThrow(/earnest/);
  });

  test('tried out from one network, wrong ones are slowed; the right one is not', async () => {
    const guesses = await together(
      times(70, () => () => ask(office.url, `anmin_live_${randomUUID()}`, 'GET', '/offices')),
    );
    expect(new Set(guesses.map(({ status }) => status))).toEqual(new Set([401, 429]));
    expect(guesses.find(({ status }) => status === 429)).toMatchObject({ body: { code: 'rateLimited' } });
    expect((await ask(office.url, secret, 'GET', '/offices')).status).toBe(200);
  });
});

/** What was asked while the minute turned says nothing: it is asked again. */
async function withinOneMinute<Result>(work: () => Promise<Result>): Promise<Result> {
  const minute = () => Math.floor(Date.now() / 60_000);
  const began = minute();
  const result = await work();
  return minute() === began ? result : withinOneMinute(work);
}
