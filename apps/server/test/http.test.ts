import { request as send } from 'node:http';
import { Hono } from 'hono';
import pino from 'pino';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { openOffice, type TestOffice } from '../../../tooling/test/office.ts';
import { openDoor } from '../src/http.ts';
import { healthOf } from '../src/health.ts';
import { plainRoute } from '../src/plain-route.ts';
import { pressOf } from '../src/press.ts';
import { CannotStart } from '../src/sentences.ts';

let office: TestOffice;
const lines: string[] = [];
beforeAll(async () => {
  office = await openOffice({ log: (line) => void lines.push(line) });
});
afterAll(() => office.close());

test('a letter of more than 100 kB is not taken in, nor one that does not say how long it is', async () => {
  const body = 'a'.repeat(100_001);
  const headers = { 'content-type': 'application/json' };
  expect((await fetch(`${office.url}/trpc/x`, { method: 'POST', headers, body })).status).toBe(413);
  expect(await chunked(`${office.url}/trpc/x`, body)).toBe(411);
});

test('an answer of the API is not stored, framed or sniffed, and a failure shows no stack', async () => {
  const response = await fetch(`${office.url}/trpc/no.such.verb`);
  expect(response.status).toBe(404);
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'cache-control': 'no-store',
    'content-security-policy': expect.stringContaining("default-src 'none'") as string,
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
  });
  expect(await response.text()).not.toContain('stack');
});

test('a right the database does not give is nothing to the caller, and a line of the log to the office', async () => {
  const cookie = await office.signIn('clerk');
  const reports = `${office.url}/trpc/feedback.list?input=${encodeURIComponent('{"office":"jiagedaqi"}')}`;
  expect((await fetch(reports, { headers: { cookie } })).status).toBe(200);
  const { rows } = await office.databases.staff.pool.query<{ role: string }>('select current_user as role');
  const role = rows[0]?.role ?? '';
  await office.ownerDatabase.pool.query(`revoke select on feedback from ${role}`);
  onTestFinished(async () => {
    await office.ownerDatabase.pool.query(`grant select on feedback to ${role}`);
  });
  expect((await fetch(reports, { headers: { cookie } })).status).toBe(404);
  expect(lines.filter((line) => line.includes('42501') && line.includes('feedback.list'))).toHaveLength(1);
});

test('a form of another site is turned away', async () => {
  const headers = { origin: 'http://evil.example', 'content-type': 'application/x-www-form-urlencoded' };
  const response = await fetch(`${office.url}/trpc/x`, { method: 'POST', headers, body: 'a=b' });
  expect(response.status).toBe(403);
});

test('until the office is open the server lives but is not ready', async () => {
  const door = await openDoor({ host: '127.0.0.1', port: 0 }, { trustProxy: false, siteSecret: 'x' });
  expect((await fetch(`${door.url}/livez`)).status).toBe(200);
  const ready = await fetch(`${door.url}/readyz`);
  expect([ready.status, await ready.json()]).toEqual([503, { ready: false, failed: ['starting'] }]);
  await door.close();
});

test('a closing server ends what is under way and takes nothing new', async () => {
  const door = await openDoor({ host: '127.0.0.1', port: 0 }, { trustProxy: false, siteSecret: 'x' });
  const slow = new Hono();
  const arrived = Promise.withResolvers<undefined>();
  const release = Promise.withResolvers<undefined>();
  slow.get('/api/slow', async (c) => {
    arrived.resolve(undefined);
    await release.promise;
    return c.text('done');
  });
  const site = () => undefined;
  const api = { fetch: slow.fetch, plain: () => false };
  door.open({ api, sites: { booking: site, portal: site }, log: pino({ level: 'silent' }) });
  const underWay = fetch(`${door.url}/api/slow`).then((response) => response.text());
  await arrived.promise;
  const closed = door.close();
  expect(door.isClosing()).toBe(true);
  await expect(fetch(`${door.url}/api/slow`)).rejects.toThrow();
  release.resolve(undefined);
  expect(await underWay).toBe('done');
  await closed;
});

test('[E10] who comes while the process is behind is told at once to come back, in the form of every answer', async () => {
  const door = await openDoor({ host: '127.0.0.1', port: 0 }, { trustProxy: false, siteSecret: 'x' });
  const log = pino({ level: 'silent' });
  let behind = true;
  const { databases, keys } = office;
  const given = { databases, keys, demo: true, voice: true, hashPassphrase: () => Promise.resolve('') };
  const plain = plainRoute({ given, log, press: { isTooGreat: () => behind }, longestBody: 1_000 });
  const site = () => undefined;
  door.open({ api: { fetch: new Hono().fetch, plain }, sites: { booking: site, portal: site }, log });
  const wish = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '[]' };
  const ask = () => fetch(`${door.url}/trpc/bookings.book`, wish);
  const early = await ask();
  expect([early.status, early.headers.get('retry-after')]).toEqual([503, '3']);
  expect(await early.json()).toMatchObject({ error: { message: 'busy', data: { refusal: { refused: 'busy' } } } });
  behind = false;
  expect((await ask()).status).toBe(400);
  expect((await fetch(`${door.url}/trpc/bookings.book`, { ...wish, body: `[${' '.repeat(1_000)}]` })).status).toBe(404);
  await door.close();
});

test('a process is behind while what came at once takes long, and no longer once it is done', async () => {
  const press = pressOf(50);
  const until = performance.now() + 100;
  while (performance.now() < until);
  expect(press.isTooGreat()).toBe(true);
  expect(pressOf(undefined).isTooGreat()).toBe(false);
  await expect.poll(() => press.isTooGreat()).toBe(false);
});

test('a port that an office listens at is refused to another, although it listens there several times itself', async () => {
  const edge = { trustProxy: false, siteSecret: 'x' };
  const door = await openDoor({ host: '127.0.0.1', port: 0 }, edge);
  await expect(openDoor({ host: '127.0.0.1', port: door.port }, edge)).rejects.toThrow(CannotStart);
  const answers = await Promise.all(Array.from({ length: 40 }, () => fetch(`${door.url}/readyz`)));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([503]));
  await door.close();
  await (await openDoor({ host: '127.0.0.1', port: door.port }, edge)).close();
});

test('health names what has failed, also what never answers', async () => {
  const health = healthOf({
    well: () => true,
    false: () => false,
    thrown: () => Promise.reject(new Error('no')),
    silent: () => new Promise<never>(() => undefined),
  });
  expect(await health.failed()).toEqual(['false', 'thrown', 'silent']);
});

function chunked(url: string, body: string): Promise<number | undefined> {
  const { promise, resolve, reject } = Promise.withResolvers<number | undefined>();
  const request = send(url, { method: 'POST', headers: { 'content-type': 'application/json' } }, (response) => {
    resolve(response.statusCode);
    response.destroy();
  });
  request.once('error', reject);
  request.write(body.slice(0, 10));
  request.end(body.slice(10));
  return promise;
}
