import { request as send, type IncomingHttpHeaders } from 'node:http';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { openOffice, type TestOffice } from '../../../tooling/test/office.ts';
import pino from 'pino';
import { createApi } from '../src/api.ts';
import { openDoor } from '../src/http.ts';
import { isFitJson } from '../src/json-limits.ts';

let office: TestOffice;
const lines: string[] = [];
beforeAll(async () => {
  office = await openOffice({ log: (line) => lines.push(line) });
});
afterAll(() => office.close());

describe('the Host header', () => {
  test.each([
    ["localhost' or 1=1--", 400],
    ['evil.example/admin', 400],
    ['a b', 400],
    ['<script>', 400],
    ['[::1]:3000', 200],
    ['office.example:8443', 200],
  ])('%j is answered %i', async (host, status) => {
    expect(await statusOf(office.url, '/livez', { host })).toBe(status);
  });

  test('of another name is misdirected where the names of the office are set, except for probes', async () => {
    const edge = { trustProxy: false, siteSecret: 'known', hosts: ['yuyue.example.gov.cn', 'desk.example:8443'] };
    const door = await openDoor({ host: '127.0.0.1', port: 0 }, edge);
    onTestFinished(() => door.close());
    expect(await statusOf(door.url, '/', { host: 'evil.example' })).toBe(421);
    expect(await statusOf(door.url, '/livez', { host: '10.0.0.7' })).toBe(200);
    expect(await statusOf(door.url, '/', { host: 'Yuyue.example.gov.cn' })).toBe(503);
    expect(await statusOf(door.url, '/', { host: 'yuyue.example.gov.cn:8080' })).toBe(503);
    expect(await statusOf(door.url, '/', { host: 'desk.example:8443' })).toBe(503);
    expect(await statusOf(door.url, '/', { host: 'desk.example' })).toBe(421);
    expect(await statusOf(door.url, '/', { host: '127.0.0.1', 'x-anmin-site': 'known' })).toBe(503);
    expect(await statusOf(door.url, '/', { host: 'evil.example', 'x-forwarded-host': 'yuyue.example.gov.cn' })).toBe(
      421,
    );
  });

  test('https is insisted on behind a proxy that speaks it, and only there', async () => {
    const door = await openDoor({ host: '127.0.0.1', port: 0 }, { trustProxy: true, siteSecret: 'known' });
    onTestFinished(() => door.close());
    const secure = await fetch(`${door.url}/livez`, { headers: { 'x-forwarded-proto': 'https' } });
    expect(secure.headers.get('strict-transport-security')).toBe('max-age=31536000');
    expect((await fetch(`${door.url}/livez`)).headers.get('strict-transport-security')).toBeNull();
  });
});

test.each([['/%'], ['/%ff%fe'], ['/a%00b'], [`/?${'a'.repeat(9_000)}`]])(
  '[A21] the address %s is refused',
  async (path) => {
    const status = await statusOf(office.url, path, {});
    expect([400, 414]).toContain(status);
  },
);

test.each([
  '/_get',
  '/api/_internal',
  '/api/auth/list-sessions',
  '/api/auth/two-factor/enable',
  '/api/auth//sign-in/username',
  '/api/auth/%73ign-up/email',
  '/API/auth/get-session',
  '/api/auth/ok',
  '/api/auth/error',
  '/trpc/',
  '/trpc/constructor',
  '/trpc/staff.__proto__',
  '/metrics',
])('[A21] %s is in no inventory', async (path) => {
  expect(await statusOf(office.url, path, {})).toBe(404);
});

describe('every error of the server has one form', () => {
  test.each<[string, number, string, RequestInit]>([
    ['/api/nothing', 404, 'notFound', {}],
    ['/trpc/office.now', 415, 'jsonOnly', { method: 'POST', body: 'a=b' }],
    ['/trpc/drafts.start', 400, 'unfitInput', json('{"a":')],
    ['/trpc/drafts.start', 400, 'unfitInput', json('['.repeat(40_000))],
    ['/trpc/drafts.start', 400, 'unfitInput', json(`${'{"a":'.repeat(30)}1${'}'.repeat(30)}`)],
    ['/trpc/drafts.start', 403, 'foreignOrigin', { ...json('{}'), headers: { origin: 'null' } }],
    ['/trpc/bookings.book', 415, 'jsonOnly', { method: 'POST', body: 'a=b' }],
    ['/trpc/bookings.book', 403, 'foreignOrigin', { ...json('{}'), headers: { ...jsonType, origin: 'null' } }],
    ['/trpc/bookings.book', 400, 'unfitInput', json('{"a":')],
    ['/trpc/drafts.submit', 413, 'bodyTooLong', json(`{"a":"${'a'.repeat(100_000)}"}`)],
    ['/api/auth/sign-in/username', 400, 'wrongInput', json('{"username":"a","password":"b","role":"x"}')],
    ['/api/v1/offices', 401, 'keyNeeded', {}],
    ['/api/v1/%ZZ', 400, 'badAddress', {}],
  ])('%s %i %s', async (path, status, code, init) => {
    const answer = await fetch(office.url + path, init);
    const body = (await answer.json()) as object;
    expect([answer.status, body]).toMatchObject([status, { code, requestId: answer.headers.get('x-request-id') }]);
    expect(answer.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(JSON.stringify(body)).not.toMatch(/stack|node_modules|\.ts/);
  });
});

describe('a body as long as a sheet', () => {
  const long = JSON.stringify({ file: 'A'.repeat(1_100_000) });
  const sent = (path: string, headers: Record<string, string> = {}) =>
    fetch(`${office.url}${path}`, { ...json(long), headers: { ...jsonType, ...headers } });

  test('is read from who has a session, for a sheet, and then refused for want of the ability', async () => {
    const cookie = await office.cookieOf('bureau');
    expect((await sent('/trpc/peopleSheets.check', { cookie })).status).toBe(403);
    expect((await sent('/trpc/people.enter', { cookie })).status).toBe(413);
    expect((await sent('/trpc/peopleSheets.check', { cookie: 'other.session=1' })).status).toBe(413);
    expect((await sent('/trpc/peopleSheets.check')).status).toBe(413);
  });

  test('is no body where staff do not work: their verbs do not exist there, whatever comes with them', async () => {
    const { databases, keys, job } = office;
    const given = { ...job, databases, keys };
    const health = { failed: () => Promise.resolve([]) };
    const outside = createApi({ given, identity: undefined, health, log: pino({ level: 'silent' }) });
    const ask = async (verb: string) => {
      const body = new ReadableStream({ pull: () => Promise.reject(new Error('it was read')) });
      const init: RequestInit & { readonly duplex: 'half' } = {
        method: 'POST',
        headers: jsonType,
        body,
        duplex: 'half',
      };
      return (await outside.fetch(new Request(`http://office.example/trpc/${verb}`, init))).status;
    };
    expect(await ask('peopleSheets.check')).toBe(404);
    expect(await ask('drafts.start')).toBe(500);
  });
});

describe.each(['bookings.book', 'drafts.submit'])('a verb of the release, %s', (verb) => {
  const shared = (headers: Headers) =>
    [...headers].filter(([name]) => !['date', 'x-request-id', 'content-length', 'transfer-encoding'].includes(name));
  const asked = (headers: Record<string, string> = {}) =>
    fetch(`${office.url}/trpc/${verb}`, { ...json('{}'), headers: { ...jsonType, ...headers } });

  test('answers with the headers of all verbs', async () => {
    const [plain, full] = [await asked(), await asked({ cookie: 'other=1' })];
    expect(plain.status).toBe(400);
    expect([plain.status, shared(plain.headers)]).toEqual([full.status, shared(full.headers)]);
  });
});

test('a request is logged under the number its answer tells', async () => {
  const answer = await fetch(`${office.url}/api/v1/offices`);
  const { requestId } = (await answer.json()) as { requestId: string };
  expect(answer.headers.get('content-type')).toContain('application/problem+json');
  await expect.poll(() => lines.some((line) => line.includes(requestId))).toBe(true);
});

test('[C06] names of JavaScript’s own are no input, however they are written', () => {
  for (const name of ['__proto__', 'constructor', 'prototype', '\\u005f_proto__'])
    expect(isFitJson(`{"a":[{"${name}":{"polluted":1}}]}`)).toBe(false);
  expect(isFitJson('{"a":[{"b":"__proto__"}]}')).toBe(true);
  expect(isFitJson('{"a":"\\u0000"}')).toBe(false);
  expect('polluted' in {}).toBe(false);
});

describe('sixty forms of other sites have no effect', () => {
  const verbs = [
    'drafts.start',
    'staff.endSession',
    'counter.release',
    'plans.save',
    'feedback.send',
    'closures.close',
    'bookings.book',
    'drafts.submit',
  ];
  const types = ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', ''];
  const sources: Record<string, string>[] = [
    { origin: 'http://evil.example' },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    {},
  ];
  const forms = verbs.flatMap((verb) =>
    types.flatMap((type) =>
      sources.map((source) => ({ verb, headers: { ...source, ...(type ? { 'content-type': type } : {}) } })),
    ),
  );

  test('none of them is taken', async () => {
    expect(forms.length).toBeGreaterThanOrEqual(60);
    const cookie = await office.signIn('bureau');
    const before = await counts();
    for (const { verb, headers } of forms) {
      const body = '{"kind":"booking","mode":"standard"}';
      const answer = await raw(`${office.url}/trpc/${verb}`, 'POST', { ...headers, cookie }, body);
      expect([403, 415]).toContain(answer.status);
      const read = await raw(`${office.url}/trpc/${verb}?input=${encodeURIComponent(body)}`, 'GET', {
        ...headers,
        cookie,
      });
      expect([404, 405]).toContain(read.status);
    }
    expect(await counts()).toEqual(before);
  });
});

async function counts() {
  const { rows } = await office.ownerDatabase.pool.query<Record<string, number>>(
    `select (select count(*) from draft) as drafts, (select count(*) from journal_entry) as entries,
            (select count(*) from staff_session) as sessions, (select count(*) from feedback) as feedback`,
  );
  return rows[0];
}

const jsonType = { 'content-type': 'application/json' };

function json(body: string): RequestInit {
  return { method: 'POST', headers: jsonType, body };
}

const statusOf = async (url: string, path: string, headers: Record<string, string>) =>
  (await raw(url + path, 'GET', headers)).status;

/** As no browser or library would send it. */
function raw(url: string, method: string, headers: Record<string, string>, body = '') {
  const { promise, resolve, reject } = Promise.withResolvers<{ status: number; headers: IncomingHttpHeaders }>();
  const { hostname, port } = new URL(url);
  const path = url.slice(url.indexOf('/', 8));
  const length = body === '' ? {} : { 'content-length': String(Buffer.byteLength(body)) };
  const request = send(
    { hostname, port, path, method, headers: { ...headers, ...length }, agent: false },
    (response) => {
      response.resume();
      response.once('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers }));
    },
  );
  request.once('error', reject);
  request.end(body);
  return promise;
}
