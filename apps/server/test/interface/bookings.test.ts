import { randomUUID } from 'node:crypto';
import { manId, phoneOf, womanId } from '../../../../packages/api/test/citizens.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { together, times } from '../../../../packages/api/test/race.ts';
import { openOffice, type TestOffice } from '../../../../tooling/test/office.ts';
import { adminOf, ask, openClient, type Admin } from './client.ts';
import { orderOf } from './order.ts';

let office: TestOffice;
let admin: Admin;
let secret: string;

beforeAll(async () => {
  office = await openOffice({ clock: '2022-05-16T08:31:00+08:00' });
  await office.runJobs();
  admin = await adminOf(office);
  ({ secret } = await openClient(admin));
});
afterAll(() => office.close());

const get = (path: string, headers: Record<string, string> = {}) =>
  ask(office.url, secret, 'GET', path, undefined, headers);
const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  ask(office.url, secret, 'POST', path, body, headers);

describe('a client books, moves and cancels by the rules of everybody', () => {
  test('the whole way of one booking, each answer with its version', async () => {
    const offices = await get('/offices');
    // without the homes, whose visits no client books
    expect(offices.body['offices']).toHaveLength(7);
    const month = await get('/offices/jiagedaqi/month?service=marriage&day=2022-05-24');
    expect(month.body['slots']).toContainEqual({ starts: '09:40', ends: '10:20', left: expect.any(Number) as number });

    const booked = await post('/bookings', orderOf(1));
    expect(booked).toMatchObject({ status: 201, body: { state: 'booked', version: 1, time: '09:40' } });
    const at = booked.headers.get('location')?.replace('/api/v1', '') ?? '';
    expect(booked.headers.get('etag')).toBe('"1"');

    const read = await get(at);
    expect(read).toMatchObject({ status: 200, body: { own: true, channel: 'online', version: 1 } });
    expect((await get(at, { 'if-none-match': '"1"' })).status).toBe(304);

    const moved = await post(
      `${at}/move`,
      { office: 'jiagedaqi', day: '2022-05-24', time: '10:20' },
      { 'if-match': '"1"' },
    );
    expect(moved).toMatchObject({ status: 200, body: { version: 2, time: '10:20', state: 'booked' } });
    const cancelled = await post(`${at}/cancel`, undefined, { 'if-match': '"2"' });
    expect(cancelled).toMatchObject({ status: 200, body: { version: 3, state: 'cancelled' } });
    expect(cancelled.headers.get('etag')).toBe('"3"');
  });

  test('a visit that no law settles is booked as on the site, and told what is to be mended', async () => {
    const visit = {
      ...{ office: 'fucai-0101', service: 'lotteryVisit', day: '2022-05-17', time: '10:00' },
      ...{ phone: phoneOf(70), people: 2, told: { purpose: 'redeem', adults: 'yes', healthy: 'yes' }, consent: true },
    };
    expect(await post('/bookings', visit)).toMatchObject({ status: 201, body: { service: 'lotteryVisit' } });
    expect(await post('/bookings', visit)).toMatchObject({ status: 409, body: { code: 'duplicate' } });
    const unknown = await post('/bookings', { ...visit, phone: undefined, told: { purpose: 'sleep' } });
    expect(unknown.status).toBe(400);
    expect(JSON.stringify(unknown.body)).toContain('/told/purpose');
    expect(JSON.stringify(unknown.body)).toContain('/phone');
  });

  test('no answer holds anything of a person', async () => {
    const booked = await post('/bookings', orderOf(2));
    const at = `/bookings/${String(booked.body['id'])}`;
    const said = JSON.stringify([booked.body, (await get(at)).body, (await get('/bookings')).body]);
    for (const value of ['建军', '秀英', manId(2), womanId(2), manId(2).slice(-4), phoneOf(2)])
      expect(said).not.toContain(value);
  });

  test('the journal and the booking name the client', async () => {
    const booked = await post('/bookings', orderOf(3));
    const { rows } = await office.ownerDatabase.pool.query<{ actor: string; made_by: string }>(
      'select actor, made_by from journal_entry join booking on booking.id::text = subject where subject = $1',
      [booked.body['id']],
    );
    expect(rows).toEqual([{ actor: rows[0]?.made_by, made_by: expect.stringMatching(/^client:/) as string }]);
  });

  test('a client of the telephone takes places of the telephone', async () => {
    const phone = await openClient(admin, { channel: 'phone' });
    const month = await ask(
      office.url,
      phone.secret,
      'GET',
      '/offices/jiagedaqi/month?service=marriage&day=2022-05-24',
    );
    const free = (month.body['slots'] as { starts: string; left: number }[]).find(({ left }) => left > 0);
    const booked = await ask(
      office.url,
      phone.secret,
      'POST',
      '/bookings',
      orderOf(4, { day: '2022-05-24', time: free?.starts }),
    );
    const read = await ask(office.url, phone.secret, 'GET', `/bookings/${String(booked.body['id'])}`);
    expect(read.body).toMatchObject({ channel: 'phone', own: true });
  });

  test('what others booked can be read, and is not there to change', async () => {
    const booked = await post('/bookings', orderOf(5));
    const other = await openClient(admin);
    const at = `/bookings/${String(booked.body['id'])}`;
    expect((await ask(office.url, other.secret, 'GET', at)).body).toMatchObject({ own: false });
    const headers = { 'if-match': '"1"' };
    expect(await ask(office.url, other.secret, 'POST', `${at}/cancel`, undefined, headers)).toMatchObject({
      status: 404,
      body: { code: 'notFound' },
    });
  });

  test('without the consent of the people nothing is booked', async () => {
    const { consent: _, ...order } = orderOf(6);
    expect(await post('/bookings', order)).toMatchObject({
      status: 400,
      body: { code: 'wrongInput', errors: [{ pointer: '/consent' }] },
    });
  });

  test('a phone that was only said is not told the reference of another booking', async () => {
    const known = await post('/bookings', orderOf(7));
    const again = await post('/bookings', orderOf(7, { time: '10:20' }));
    expect(again).toMatchObject({ status: 409, body: { code: 'duplicate', facts: { own: false } } });
    expect(JSON.stringify(again.body)).not.toContain(String(known.body['reference']).slice(-6));
  });
});

describe('once per key', () => {
  test('[E14] the same key and body get the same answer byte for byte; another body is refused', async () => {
    const key = { 'idempotency-key': randomUUID() };
    const first = await post('/bookings', orderOf(20), key);
    await post(`/bookings/${String(first.body['id'])}/cancel`, undefined, { 'if-match': '"1"' });
    expect(JSON.stringify((await post('/bookings', orderOf(20), key)).body)).toBe(JSON.stringify(first.body));
    expect(await post('/bookings', orderOf(21), key)).toMatchObject({ status: 422, body: { code: 'keyReused' } });
  });

  test('[E14] a key of one client is no key of another: no foreign answer', async () => {
    const key = { 'idempotency-key': randomUUID() };
    const first = await post('/bookings', orderOf(22), key);
    const other = await openClient(admin);
    const again = await ask(office.url, other.secret, 'POST', '/bookings', orderOf(22), key);
    expect(again.body['code']).toBe('duplicate');
    expect(JSON.stringify(again.body)).not.toContain(String(first.body['id']));
  });

  test('sixteen copies of one booking are one booking', async () => {
    const key = { 'idempotency-key': randomUUID() };
    const answers = await together(times(16, () => () => post('/bookings', orderOf(23), key)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(answers.map(({ body }) => body['id'])).size).toBe(1);
  });

  test('a key still in flight is told to come back', async () => {
    const key = randomUUID();
    const holder = await office.ownerDatabase.pool.connect();
    const { rows } = await office.ownerDatabase.pool.query<{ made_by: string }>(
      'select made_by from booking where made_by like $1 order by made_at limit 1',
      ['client:%'],
    );
    await holder.query('begin');
    await holder.query("insert into idempotency (scope, key, body_hash) values ($1, $2, '')", [rows[0]?.made_by, key]);
    const waiting = await post('/bookings', orderOf(24), { 'idempotency-key': key });
    await holder.query('rollback');
    holder.release();
    expect(waiting).toMatchObject({ status: 409, body: { code: 'busy' } });
    expect(waiting.headers.get('retry-after')).toBe('2');
  });

  test('without a key nothing is done, and without a version nothing is changed', async () => {
    expect(await post('/bookings', orderOf(25), { 'idempotency-key': '' })).toMatchObject({
      status: 400,
      body: { code: 'keyMissing' },
    });
    const booked = await post('/bookings', orderOf(26));
    const at = `/bookings/${String(booked.body['id'])}/cancel`;
    expect(await post(at, undefined)).toMatchObject({ status: 428, body: { code: 'versionMissing' } });
    for (const stale of ['"7"', '"0"', 'W/"1"', '*'])
      expect(await post(at, undefined, { 'if-match': stale })).toMatchObject({ status: 412, body: { code: 'stale' } });
  });
});

describe('what changed since', () => {
  test('pages of two miss nothing and say nothing twice, and `next` finds later changes', async () => {
    const reader = (await openClient(admin, { scopes: ['bookings.read'] })).secret;
    let cursor = '';
    const walked = async () => {
      const seen: string[] = [];
      cursor = '';
      for (let more = true; more;) {
        const { body } = await ask(office.url, reader, 'GET', `/bookings?limit=2${cursor}`);
        seen.push(...(body['bookings'] as { id: string }[]).map(({ id }) => id));
        cursor = `&cursor=${String(body['next'])}`;
        more = body['more'] === true;
      }
      return seen.sort();
    };
    const { rows } = await office.ownerDatabase.pool.query<{ id: string }>('select id from booking');
    // a transaction still open anywhere in the cluster holds the final order back
    await expect.poll(walked, { timeout: 30_000 }).toEqual(rows.map(({ id }) => id).sort());
    const late = await post('/bookings', orderOf(40, { day: '2022-05-25' }));
    const idsNow = async () => {
      const { body } = await ask(office.url, reader, 'GET', `/bookings?limit=2${cursor}`);
      return (body['bookings'] as { id: string }[]).map(({ id }) => id);
    };
    await expect.poll(idsNow, { timeout: 30_000 }).toEqual([late.body['id']]);
  });

  test('a booking that goes beyond the reach of a key is told as gone, and comes back as it is', async () => {
    const reader = (await openClient(admin, { unit: '232761', scopes: ['bookings.read'] })).secret;
    const booked = await post('/bookings', orderOf(41));
    const id = String(booked.body['id']);
    const seen = async () => {
      const { body } = await ask(office.url, reader, 'GET', '/bookings?limit=200');
      return (body['bookings'] as { id: string }[]).find((it) => it.id === id);
    };
    const moveTo = (at: object, version: number) => post(`/bookings/${id}/move`, at, { 'if-match': `"${version}"` });
    const away = await moveTo({ office: 'mohe', day: '2022-05-25', time: '14:00' }, 1);
    expect(away.body).toMatchObject({ office: 'mohe', version: 2 });
    await expect.poll(seen, { timeout: 30_000 }).toEqual({ id, state: 'gone' });
    await moveTo({ office: 'jiagedaqi', day: '2022-05-25', time: '14:40' }, 2);
    await expect.poll(seen, { timeout: 30_000 }).toMatchObject({ office: 'jiagedaqi', time: '14:40', version: 3 });
  });

  test('only since an instant, and a cursor that is none is refused', async () => {
    const { body } = await get(`/bookings?updatedSince=${encodeURIComponent('2022-05-17T00:00:00+08:00')}`);
    expect(body).toMatchObject({ bookings: [], more: false });
    expect(await get('/bookings?cursor=abc')).toMatchObject({ status: 400, body: { code: 'wrongInput' } });
  });
});
