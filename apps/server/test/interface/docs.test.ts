import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import { randomUUID } from 'node:crypto';
import { operationNames, operations, samples, type OperationName } from '@anmin/api/clients/interface/paths';
import { interfaceRouter } from '@anmin/api/clients/interface/router';
import { proceduresOf } from '@anmin/api/procedures';
import { Validator } from '@seriousme/openapi-schema-validator';
import { curlFor } from '@anmin/server/interface/docs';
import { adviceFor, toldCodes } from '@anmin/words/interface';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openOffice, type TestOffice } from '../../../../tooling/test/office.ts';
import { adminOf, openClient } from './client.ts';

let office: TestOffice;
let own: Awaited<ReturnType<typeof openClient>>;

beforeAll(async () => {
  office = await openOffice({ clock: '2022-05-16T08:31:00+08:00' });
  own = await openClient(await adminOf(office), { test: true, addresses: [] });
});
afterAll(() => office.close());

type Described = { summary: string; description: string; parameters: { name: string; description: string }[] };
type Documented = { openapi: string; paths: Record<string, Record<string, Described & Record<string, unknown>>> };

describe('the document', () => {
  test('holds every operation with Chinese words, an example of the answer, and its codes', async () => {
    const document = (await (await fetch(`${office.url}/api/v1/openapi.json`)).json()) as Documented;
    expect(document.openapi).toBe('3.1.0');
    const described = Object.values(document.paths).flatMap((methods) => Object.values(methods));
    expect(described.map(({ operationId }) => operationId).sort()).toEqual([...operationNames].sort());
    for (const { summary, description, parameters, responses } of described) {
      for (const text of [summary, description, ...parameters.map((it) => it.description)])
        expect(text).toMatch(/\p{Script=Han}/u);
      expect(JSON.stringify(responses)).toContain('"example"');
    }
    expect(JSON.stringify(document)).not.toContain('$OFFICE');
  });

  test('is one of OpenAPI 3.1 by its own schema, and every reference leads somewhere', async () => {
    const document = (await (await fetch(`${office.url}/api/v1/openapi.json`)).json()) as Record<string, unknown>;
    const judge = new Validator();
    expect(await judge.validate(structuredClone(document))).toEqual({ valid: true });
    expect(judge.version).toBe('3.1');
    expect(() => judge.resolveRefs({ specification: structuredClone(document) })).not.toThrow();
    const { valid } = await new Validator().validate({ ...document, paths: { offices: {} } });
    expect(valid).toBe(false);
  });

  test('every property has a meaning', async () => {
    const text = await (await fetch(`${office.url}/api/v1/openapi.json`)).text();
    const bare: string[] = [];
    JSON.parse(text, (_, value: unknown) => {
      const properties = (value as { properties?: Record<string, { description?: string }> } | null)?.properties;
      if (properties !== undefined && !('code' in properties && ('pointer' in properties || 'requestId' in properties)))
        for (const [name, { description }] of Object.entries(properties))
          if (!/\p{Script=Han}|^HTTP/u.test(description ?? '')) bare.push(name);
      return value;
    });
    expect(bare).toEqual([]);
  });

  test.each(operationNames)('%s: the example of its answer is one', (name) => {
    const output = proceduresOf(interfaceRouter).get(name)?.output;
    expect(output?.safeParse(operations[name].answer).success).toBe(true);
  });
});

describe('fields', () => {
  const ask = async (path: string) => {
    const answer = await fetch(`${office.url}/api/v1${path}`, { headers: { authorization: `Bearer ${own.secret}` } });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };

  test('a list holds only those that were asked for', async () => {
    expect(await ask('/offices?fields=id,region')).toEqual({
      status: 200,
      body: { offices: [{ id: own.office, region: '232761' }] },
    });
    expect(await ask('/bookings?fields=id&limit=1')).toEqual({
      status: 200,
      body: { bookings: [], next: null, more: false },
    });
  });

  test.each([
    ...['/offices?fields=id,phone', '/offices?fields=', '/offices?fields=__proto__', '/notices/DX?fields=id'],
    ...[
      '/bookings?fields=id,idNumber',
      '/bookings?orderBy=idNumber',
      '/bookings?phone=139',
      '/bookings?include=parties',
    ],
  ])('[A08] %s is refused', async (path) => {
    expect(await ask(path)).toMatchObject({ status: 400, body: { code: 'wrongInput' } });
  });
});

describe('the page', () => {
  test('is served from here alone: no script, no foreign host, a policy that forbids both', async () => {
    const response = await fetch(`${office.url}/api/v1/docs`);
    const html = await response.text();
    expect(response.headers.get('content-type')).toContain('text/html');
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(html).not.toMatch(/<script|https?:\/\/(?!client\.example)/);
    const [, sheet = ''] = /<link rel="stylesheet" href="([^"]+)"/.exec(html) ?? [];
    expect(await (await fetch(`${office.url}${sheet}`)).text()).toContain('--blue');
  });

  test('names every code that a client is told, with its cause and what to do, in both languages', async () => {
    const html = await (await fetch(`${office.url}/api/v1/docs`)).text();
    for (const code of toldCodes) {
      const advice = adviceFor[code] ?? { cause: () => 'no cause', fix: () => 'no advice' };
      expect(html).toContain(`<tr id="${code}">`);
      for (const word of [advice.cause, advice.fix])
        for (const locale of ['zh-CN', 'en'] as const)
          expect(html).toContain(word({}, { locale }).replaceAll('"', '&quot;'));
    }
  });
});

const hasCurl = spawnSync('curl', ['--version']).status === 0;

describe('the command of each operation works as it stands on the page', () => {
  test.runIf(hasCurl)('all of them, one after the other', async () => {
    const html = await (await fetch(`${office.url}/api/v1/docs`)).text();
    const known: Record<string, string> = {
      ...samples,
      ...{ ANMIN_URL: office.url, ANMIN_KEY: own.secret, OFFICE: own.office },
      ...{ DAY: '2022-05-24', HOOK: 'http://client.example/anmin' },
    };
    const run = async (name: OperationName) => {
      const command = curlFor(name);
      expect(html).toContain(command.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;'));
      const env = { PATH: process.env['PATH'], ...known, KEY: randomUUID() };
      const { stdout } = await promisify(execFile)(
        'sh',
        ['-c', command.replace('curl -sS', `curl -sS -w '\\n%{http_code}'`)],
        { env },
      );
      const [status = '', ...body] = stdout.split('\n').reverse();
      expect(status, `${name} ${stdout}`).toBe(String(operations[name].status));
      return JSON.parse(body.reverse().join('\n')) as Record<string, unknown>;
    };
    await run('listOffices');
    await run('showMonth');
    known['BOOKING'] = String((await run('createBooking'))['id']);
    expect(await run('showBooking')).toMatchObject({ office: own.office, own: true });
    await run('listBookings');
    known['ETAG'] = '"1"';
    expect(await run('moveBooking')).toMatchObject({ version: 2 });
    known['ETAG'] = '"2"';
    expect(await run('cancelBooking')).toMatchObject({ state: 'cancelled' });
    known['WEBHOOK'] = String((await run('createWebhook'))['id']);
    await run('listWebhooks');
    await run('listDeliveries');
    await office.ownerDatabase.pool.query(
      `insert into delivery (id, webhook, entry, event, body) values ($1, $2, 1, 'booking.created', '{}')`,
      [known['DELIVERY'], known['WEBHOOK']],
    );
    await run('replayDelivery');
    await run('endWebhook');
    await run('listNotices');
    expect(await run('showNotice')).toMatchObject({ id: 'DX' });
    expect(await run('listMeasures')).toMatchObject({ place: { region: samples['REGION'] } });
    expect(String((await run('showDetermination'))['receipt'])).toContain('"factsAt":"2022-02-01"');
    expect(await run('listStandings')).toMatchObject({ next: null });
    expect(await run('resetSandbox')).toEqual({ office: own.office });
    expect(await run('listBookings')).toMatchObject({ bookings: [] });
  });
});
