import { createHmac, randomUUID } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { deliver } from '@anmin/api/clients/deliver';
import { isPublic, postToClients } from '@anmin/server/interface/post';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { manId, phoneOf } from '../../../../packages/api/test/citizens.ts';
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
    response.writeHead(answer, answer === 302 ? { location: 'http://127.0.0.1:1/' } : {}).end();
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
/** What is due is told, until so many were; a transaction still open anywhere in the cluster holds messages back. */
const tell = async (expected: number) => {
  heard.length = 0;
  const round = async () => {
    await office.runJobs();
    await deliver(office.job, toReceiver);
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

describe('[C10] where a message may go', () => {
  test.each([
    ...[
      '127.0.0.1',
      '10.1.2.3',
      '172.16.0.1',
      '192.168.1.1',
      '169.254.169.254',
      '100.64.0.1',
      '0.0.0.0',
      '224.0.0.1',
      '255.255.255.255',
    ],
    ...[
      '::1',
      '::',
      '::ffff:127.0.0.1',
      '::ffff:8.8.8.8',
      'fe80::1',
      'fd00::1',
      '64:ff9b::7f00:1',
      '2002:7f00:1::',
      '2001:db8::1',
      'ff02::1',
    ],
  ])('not to %s', (address) => {
    expect(isPublic(address)).toBe(false);
  });

  test('[control] to addresses of the internet', () => {
    for (const address of ['8.8.8.8', '114.114.114.114', '2400:3200::1']) expect(isPublic(address)).toBe(true);
  });

  const guarded = postToClients({ plain: true, mayReach: isPublic });
  test.each([
    'http://127.0.0.1',
    'http://0x7f.1',
    'http://2130706433',
    'http://[::1]',
    'http://[::ffff:127.0.0.1]',
    'http://localhost',
  ])('no connection to %s', async (origin) => {
    heard.length = 0;
    await expect(guarded({ url: `${origin}:${port()}/`, headers: {}, body: '{}' })).rejects.toThrow(/not a public/);
    expect(heard).toEqual([]);
  });

  test('a redirect is an answer, and not followed', async () => {
    answer = 302;
    const near = postToClients({ plain: true, mayReach: () => true });
    expect(await near({ url: `http://127.0.0.1:${port()}/`, headers: {}, body: '{}' })).toBe(302);
    answer = 204;
  });

  test('outside the demo over https only', async () => {
    const strict = postToClients({ plain: false, mayReach: () => true });
    await expect(strict({ url: `http://127.0.0.1:${port()}/`, headers: {}, body: '{}' })).rejects.toThrow(
      'not over https',
    );
  });

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
