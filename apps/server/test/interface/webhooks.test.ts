import { createHmac, randomUUID } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openTelling, type PostToClient } from '@anmin/api/clients/deliver';
import { postToClients } from '@anmin/server/interface/post';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { manId, phoneOf } from '../../../../packages/api/test/citizens.ts';
import { appoint } from '../../../../packages/api/test/isolation/neighbours.ts';
import { times, together } from '../../../../packages/api/test/race.ts';
import { openOffice, type TestOffice } from '../../../../tooling/test/office.ts';
import { adminOf, ask, openClient, type Admin } from './client.ts';
import { orderOf } from './order.ts';

type Heard = { readonly headers: IncomingHttpHeaders; readonly body: string };

let office: TestOffice;
let admin: Admin;
let own: Awaited<ReturnType<typeof openClient>>;
const heard: Heard[] = [];
let answer = 204;
const receiver = createServer((request, response) => {
  let body = '';
  request.on('data', (chunk: Buffer) => (body += chunk.toString()));
  request.on('end', () => {
    heard.push({ headers: request.headers, body });
    response.writeHead(answer).end();
  });
});

beforeAll(async () => {
  office = await openOffice({ clock: '2022-05-16T08:31:00+08:00' });
  await office.runJobs();
  admin = await adminOf(office);
  own = await openClient(admin);
  await new Promise<void>((listening) => receiver.listen(0, '127.0.0.1', listening));
});
afterAll(async () => {
  receiver.close();
  await office.close();
});

const port = () => (receiver.address() as AddressInfo).port;
const post = (path: string, body?: unknown, headers = {}) => ask(office.url, own.secret, 'POST', path, body, headers);
const hook = (secret: string, events = ['booking.created', 'booking.changed', 'booking.cancelled']) =>
  ask(office.url, secret, 'POST', '/webhooks', { url: `http://localhost:${port()}/`, events });
const toReceiver = postToClients({ plain: true, mayReach: (address) => /^(127\.0\.0\.1|::1)$/.test(address) });
const tellWith = async (post: PostToClient) => {
  const telling = openTelling(office.job, post);
  await telling.round();
  await telling.ended();
};
/** What is due is told, until so many were; a transaction still open anywhere in the cluster holds messages back. */
const tell = async (expected: number) => {
  heard.length = 0;
  const round = async () => {
    await office.runJobs();
    await tellWith(toReceiver);
    return heard.length;
  };
  await expect.poll(round, { timeout: 30_000, interval: 250 }).toBeGreaterThanOrEqual(expected);
  return [...heard];
};

describe('a client is told of what changes', () => {
  test('created, changed and cancelled, signed, in order, and with nothing of a person', async () => {
    const made = await hook(own.secret);
    const booked = await post('/bookings', orderOf(1));
    const at = `/bookings/${String(booked.body['id'])}`;
    await post(`${at}/move`, { office: 'jiagedaqi', day: '2022-05-24', time: '10:20' }, { 'if-match': '"1"' });
    await post(`${at}/cancel`, undefined, { 'if-match': '"2"' });
    const told = await tell(3);
    const events = told.map(({ body }) => JSON.parse(body) as { event: string; booking: Record<string, unknown> });
    const byEvent = Object.fromEntries(events.map(({ event, booking }) => [event, booking]));
    expect(Object.keys(byEvent).sort()).toEqual(['booking.cancelled', 'booking.changed', 'booking.created']);
    expect(Object.keys(byEvent['booking.cancelled'] ?? {}).sort()).toEqual([
      'day',
      'id',
      'office',
      'reference',
      'state',
      'time',
      'version',
    ]);
    expect(byEvent['booking.cancelled']).toMatchObject({
      state: 'cancelled',
      version: 3,
      office: 'jiagedaqi',
      time: '10:20',
    });
    for (const { headers, body } of told) {
      const [, seconds = '', signature] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers['anmin-signature'])) ?? [];
      expect(Math.abs(Date.now() / 1000 - Number(seconds))).toBeLessThan(300);
      expect(createHmac('sha256', String(made.body['secret'])).update(`${seconds}.${body}`).digest('hex')).toBe(
        signature,
      );
      for (const value of [manId(1), phoneOf(1), '建军']) expect(body).not.toContain(value);
    }
    expect(await tell(0)).toEqual([]);
    await post(`/webhooks/${String(made.body['id'])}/end`);
  });

  test('what fails is tried again, eight times within 24 hours, then it is left to be sent by hand', async () => {
    const made = await hook(own.secret, ['booking.created']);
    answer = 500;
    await post('/bookings', orderOf(2));
    const waits: number[] = [];
    for (let tries = 1; tries <= 8; tries += 1) {
      expect(await tell(1)).toHaveLength(1);
      const { rows } = await office.ownerDatabase.pool.query<{ wait: number }>(
        `with due as (select id, extract(epoch from retry_at - now())::int as wait from delivery where state = 'waiting')
         update delivery set retry_at = now() from due where delivery.id = due.id returning due.wait`,
      );
      waits.push(...rows.map(({ wait }) => wait));
    }
    expect(waits).toHaveLength(7);
    expect(waits.every((wait, n) => n === 0 || wait > (waits[n - 1] ?? 0))).toBe(true);
    expect(waits.reduce((sum, wait) => sum + wait, 0)).toBeLessThanOrEqual(24 * 3600);
    expect(await tell(0)).toEqual([]);
    const list = await ask(office.url, own.secret, 'GET', `/webhooks/${String(made.body['id'])}/deliveries`);
    const [failed] = list.body['deliveries'] as { id: string; state: string; attempts: number; status: number }[];
    expect(failed).toMatchObject({ state: 'failed', attempts: 8, status: 500 });
    answer = 204;
    await post(`/deliveries/${failed?.id ?? ''}/replay`);
    const [again] = await tell(1);
    expect(again?.headers['anmin-delivery']).toBe(failed?.id);
    await post(`/webhooks/${String(made.body['id'])}/end`);
  });

  test('[A14] of bookings at its own units only, and a foreign webhook is not there', async () => {
    const elsewhere = await openClient(admin, { unit: 'mohe' });
    const made = await hook(elsewhere.secret, ['booking.created']);
    await post('/bookings', orderOf(3));
    expect(await tell(0)).toEqual([]);
    const at = `/webhooks/${String(made.body['id'])}`;
    expect((await ask(office.url, own.secret, 'GET', `${at}/deliveries`)).status).toBe(404);
    expect((await post(`${at}/end`)).status).toBe(404);
    expect((await post(`/deliveries/${randomUUID()}/replay`)).status).toBe(404);
  });
});

describe('[A14] a booking that goes to another office', () => {
  test('is told to the old office as gone, to the new one as changed, and neither hears what the other holds', async () => {
    const county = await openClient(admin, { unit: '232761' });
    const [left, came] = [
      await hook(county.secret, ['booking.created', 'booking.changed', 'booking.left']),
      await openClient(admin, { unit: 'mohe' }),
    ];
    const arrived = await hook(came.secret, ['booking.changed', 'booking.left']);
    const booked = await post('/bookings', orderOf(5));
    const id = String(booked.body['id']);
    const to = { office: 'mohe', day: '2022-05-24', time: '10:20' };
    expect((await post(`/bookings/${id}/move`, to, { 'if-match': '"1"' })).status).toBe(200);
    const bodies = (await tell(2)).map(({ body }) => JSON.parse(body) as { event: string; booking: object });
    const told = new Map(bodies.map(({ event, booking }) => [event, booking]));
    expect([...told.keys()].sort()).toEqual(['booking.changed', 'booking.left']);
    expect(told.get('booking.left')).toEqual({ id, state: 'gone' });
    expect(told.get('booking.changed')).toMatchObject({ id, office: 'mohe', time: '10:20', version: 2 });
    await ask(office.url, county.secret, 'POST', `/webhooks/${String(left.body['id'])}/end`);
    await ask(office.url, came.secret, 'POST', `/webhooks/${String(arrived.body['id'])}/end`);
  });
});

describe('a webhook lives as long as what entitled it', () => {
  const waiting = async (webhook: unknown) => {
    const { rows } = await office.ownerDatabase.pool.query<{ state: string }>(
      'select state from delivery where webhook = $1',
      [webhook],
    );
    return rows.map(({ state }) => state);
  };
  const standing = async (n: number) => {
    const client = await openClient(admin);
    const made = await hook(client.secret, ['booking.created']);
    answer = 500;
    await post('/bookings', orderOf(n));
    expect(await tell(1)).toHaveLength(1);
    answer = 204;
    await office.ownerDatabase.pool.query('update delivery set retry_at = now() where webhook = $1', [made.body['id']]);
    return { ...client, webhook: made.body['id'] };
  };

  test.each([
    [
      'its last key is revoked',
      6,
      (it: { apiKey: string }) => admin.revokeKey({ key: randomUUID(), apiKey: it.apiKey }),
    ],
    [
      'its client has ended',
      7,
      (it: { client: string }) => admin.end({ key: randomUUID(), client: it.client, version: 1 }),
    ],
    [
      'its keys may no longer read bookings',
      8,
      (it: { apiKey: string }) =>
        office.ownerDatabase.pool.query(`update api_key set scopes = '{webhooks.manage}' where id = $1`, [it.apiKey]),
    ],
    [
      'its client went to another unit',
      9,
      (it: { client: string }) =>
        office.ownerDatabase.pool.query(`update api_client set unit = 'mohe' where id = $1`, [it.client]),
    ],
  ])('%s: what waits is not sent', async (_, n, end) => {
    const it = await standing(n);
    await end(it);
    await office.runJobs();
    heard.length = 0;
    await tellWith(toReceiver);
    expect([await waiting(it.webhook), heard]).toEqual([['failed'], []]);
  });

  test('without the right to read bookings none is made', async () => {
    const { secret } = await openClient(admin, { scopes: ['webhooks.manage'] });
    expect(await hook(secret)).toMatchObject({ status: 403, body: { code: 'notAllowed' } });
  });

  test('of twelve asked for at once a client gets five', async () => {
    const { secret } = await openClient(admin);
    const answers = await together(times(12, () => () => hook(secret, ['booking.left'])));
    expect(answers.map(({ status }) => status).sort()).toEqual([...times(5, () => 201), ...times(7, () => 429)]);
  });

  test('what was told is kept as long as the bureau settled, and a month where it settled nothing', async () => {
    const { pool } = office.ownerDatabase;
    const old = `update delivery set made_at = now() - interval '31 days' where state <> 'waiting' returning id`;
    const { rowCount } = await pool.query(old);
    expect(rowCount).toBeGreaterThan(0);
    const leftOnceItIsNight = async () => {
      await pool.query('delete from nightly');
      await office.runJobs();
      return (await pool.query(`select from delivery where made_at < now() - interval '30 days'`)).rowCount;
    };
    const clerk = office.as(await appoint(office, 'sectionClerk'));
    const settled = { prefecture: '232700', kind: 'deliveries' as const };
    expect(await clerk.retention.preview({ ...settled, amount: 60 })).toEqual({ over: 0 });
    expect(await clerk.retention.preview({ ...settled, amount: 30 })).toEqual({ over: rowCount });
    const { today: validFrom } = await clerk.staff.me();
    await clerk.retention.save({ key: randomUUID(), ...settled, amount: 60, source: '试验设置', validFrom });
    expect(await leftOnceItIsNight()).toBe(rowCount);
    await pool.query(`delete from privacy_setting where kind = 'deliveries'`);
    expect(await leftOnceItIsNight()).toBe(0);
  });
});

describe('clients are told each at its own pace', () => {
  test('one that never answers, or whose secret no key opens, keeps no other waiting', async () => {
    const [silent, spoilt, near] = [await openClient(admin), await openClient(admin), await openClient(admin)];
    const made = await ask(office.url, silent.secret, 'POST', '/webhooks', {
      ...{ url: `http://localhost:${port()}/silent`, events: ['booking.created'] },
    });
    const bad = await hook(spoilt.secret, ['booking.created']);
    await office.ownerDatabase.pool.query(`update webhook set secret_sealed = '\\x00' where id = $1`, [bad.body['id']]);
    await hook(near.secret, ['booking.created']);
    const asked = Promise.withResolvers<undefined>();
    const [released, release] = [asked.promise, () => asked.resolve(undefined)];
    const telling = openTelling(office.job, async (message) => {
      if (message.url.endsWith('/silent')) await released;
      return toReceiver(message);
    });
    for (const n of [10, 11]) {
      heard.length = 0;
      await post('/bookings', orderOf(n));
      await expect
        .poll(
          async () => {
            await office.runJobs();
            await telling.round();
            return heard.length;
          },
          { timeout: 30_000, interval: 250 },
        )
        .toBe(1);
    }
    release();
    await telling.stop();
    const { rows } = await office.ownerDatabase.pool.query<{ state: string; attempts: number }>(
      'select state, attempts from delivery where webhook = $1 order by entry limit 1',
      [bad.body['id']],
    );
    expect(rows).toEqual([{ state: 'waiting', attempts: 1 }]);
    for (const [it, id] of [
      [silent, made],
      [spoilt, bad],
    ] as const)
      await ask(office.url, it.secret, 'POST', `/webhooks/${String(id.body['id'])}/end`);
  });
});

describe('[C10] an address a message may not go to', () => {
  test.each(['ftp://client.example/', 'javascript:alert(1)', 'http://user:word@client.example/', 'no address'])(
    '%s is none',
    async (url) => {
      expect(await post('/webhooks', { url, events: ['booking.created'] })).toMatchObject({
        status: 400,
        body: { code: 'wrongInput' },
      });
    },
  );
});
