import { execFile } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { adminOf, openClient } from '../../../apps/server/test/interface/client.ts';
import { openOffice, type TestOffice } from '../../../tooling/test/office.ts';
import { createClient, Problem } from '../src/client.ts';
import { isFromOffice } from '../src/webhook.ts';

let office: TestOffice;
let env: Record<string, string | undefined>;

beforeAll(async () => {
  office = await openOffice({ clock: '2022-05-16T08:31:00+08:00' });
  const { secret } = await openClient(await adminOf(office), { test: true, addresses: [] });
  env = { PATH: process.env['PATH'], ANMIN_URL: office.url, ANMIN_KEY: secret };
});
afterAll(() => office.close());

const file = (name: string) => new URL(`../${name}`, import.meta.url);
const examples = [...readFileSync(file('README.md'), 'utf8').matchAll(/```ts\n([\s\S]*?)```/g)].map(
  ([, code]) => code ?? '',
);

/** As it stands, in a process of its own. */
async function run(code: string): Promise<string> {
  const own = code.replaceAll(/'@anmin\/client\/(\w+)'/g, (_, name: string) => `'${file(`src/${name}.ts`).href}'`);
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', own], { env });
  return stdout;
}

describe('the examples of the README run as they stand', () => {
  test('booking, moving and cancelling, in 15 lines', async () => {
    const [code = ''] = examples;
    expect(
      code
        .trim()
        .split('\n')
        .filter((line) => line !== '').length,
    ).toBeLessThanOrEqual(15);
    await run(code);
  });

  test('what changed since an instant', async () => {
    // a transaction still open anywhere in the cluster holds the final order back
    await expect.poll(() => run(examples[1] ?? ''), { timeout: 40_000 }).toMatch(/^HY [\d ]+ cancelled\n$/);
  });

  test('a list cut down to some fields', async () => {
    expect(await run(examples[2] ?? '')).toBe('id region\n');
  });

  test('a problem and its code', async () => {
    expect(await run(examples[3] ?? '')).toBe('notFound 404\n');
  });
});

test('the client is below 20 kB', () => {
  const size = ['src/client.ts', 'src/webhook.ts']
    .map((name) => stripTypeScriptTypes(readFileSync(file(name), 'utf8')).replaceAll(/[ \t]+$/gm, '').length)
    .reduce((sum, own) => sum + own, 0);
  expect(size).toBeLessThan(20_000);
});

describe('what the office did not answer', () => {
  test('is asked again with the same key, and told when it stays so', async () => {
    const keys: (string | null)[] = [];
    const answers = [503, 503, 201];
    const fetchOnce: typeof fetch = (_, init) => {
      keys.push(new Headers(init?.headers).get('idempotency-key'));
      const status = answers.shift() ?? 500;
      const body = status === 201 ? { id: '1' } : { code: 'unavailable', title: 'x' };
      return Promise.resolve(new Response(JSON.stringify(body), { status, headers: { 'retry-after': '0' } }));
    };
    const client = createClient({ url: 'http://office.example', key: 'anmin_test_x', fetch: fetchOnce });
    expect(await client.resetSandbox()).toEqual({ id: '1' });
    expect(new Set(keys).size).toBe(1);
    await expect(client.resetSandbox()).rejects.toBeInstanceOf(Problem);
  });
});

describe('an answer that is none of the office', () => {
  const answering = (body: string, status: number, headers: Record<string, string> = {}) => {
    const times: number[] = [];
    const answer: typeof fetch = () => {
      times.push(performance.now());
      return Promise.resolve(new Response(body, { status, headers }));
    };
    return { times, client: createClient({ url: 'http://office.example', key: 'k', tries: 2, fetch: answer }) };
  };

  test('a page of a proxy is a problem like any other, tried again and told', async () => {
    const { times, client } = answering('<html>502 Bad Gateway</html>', 502, { 'retry-after': '0' });
    await expect(client.webhooks()).rejects.toMatchObject({ status: 502, code: 'unavailable' });
    expect(times).toHaveLength(2);
  });

  test('a page where an answer should be is told as one', async () => {
    const { client } = answering('<html>sign in to the network</html>', 200);
    await expect(client.webhooks()).rejects.toMatchObject({ status: 200, code: 'internal' });
  });

  test('a time to come back may be an instant', async () => {
    const soon = new Date(Date.now() + 2_000).toUTCString();
    const { times, client } = answering('{"code":"unavailable"}', 503, { 'retry-after': soon });
    await expect(client.webhooks()).rejects.toBeInstanceOf(Problem);
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThan(500);
  });
});

test('whatever is done can be repeated with its own key', async () => {
  const keys: (string | null)[] = [];
  const answer: typeof fetch = (_, init) => {
    keys.push(new Headers(init?.headers).get('idempotency-key'));
    return Promise.resolve(new Response('{}'));
  };
  const client = createClient({ url: 'http://office.example', key: 'k', fetch: answer });
  await client.endWebhook('1', 'the key of the end');
  await client.replay('1', 'the key of the replay');
  await client.resetSandbox('the key of the reset');
  expect(keys).toEqual(['the key of the end', 'the key of the replay', 'the key of the reset']);
});

describe('a message', () => {
  const now = new Date('2022-05-16T00:31:00Z');
  const seconds = now.getTime() / 1000;
  const sign = (at: number, body: string, secret = 's') =>
    `t=${at},v1=${createHmac('sha256', secret).update(`${at}.${body}`).digest('hex')}`;

  test.each([
    ['of now', sign(seconds, '{}'), true],
    ['four minutes old', sign(seconds - 240, '{}'), true],
    ['six minutes old', sign(seconds - 360, '{}'), false],
    ['six minutes ahead', sign(seconds + 360, '{}'), false],
    ['signed for another body', sign(seconds, '{ }'), false],
    ['signed by another', sign(seconds, '{}', 'x'), false],
    ['not signed', '', false],
  ])('%s', async (_, signature, own) => {
    expect(await isFromOffice('s', { signature, body: '{}' }, now)).toBe(own);
  });
});

test('what a list does not hold is no field of it, and an entry has no field that was not asked for', async () => {
  const asked: string[] = [];
  const answer: typeof fetch = (url) => {
    asked.push(url instanceof Request ? url.url : url.toString());
    return Promise.resolve(new Response('{"bookings":[{"id":"1"}],"offices":[{"id":"1"}],"next":null,"more":false}'));
  };
  const client = createClient({ url: 'http://office.example', key: 'k', fetch: answer });
  const [office] = await client.offices({ fields: ['id'] });
  expect(office?.id).toBe('1');
  // @ts-expect-error: it was not asked for
  expect(office?.name).toBeUndefined();
  // @ts-expect-error: no office has one
  await client.offices({ fields: ['idNumber'] });
  for await (const booking of client.changes({ fields: ['id', 'state'], limit: 5 })) expect(booking.id).toBe('1');
  expect(asked.map((url) => decodeURIComponent(url.split('?')[1] ?? ''))).toEqual([
    ...['fields=id', 'fields=idNumber', 'fields=id,state&limit=5'],
  ]);
});
