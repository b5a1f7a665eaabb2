import { createServer, request as send, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { stampRequest, type Edge } from '../src/edge.ts';

const siteSecret = 'known-to-the-sites';

test('a stranger cannot say who or what they are', async () => {
  const seen = await seenBy({ trustProxy: false, siteSecret }, lies);
  expect(seen.headers).toMatchObject({ 'x-client-ip': '127.0.0.1', 'x-forwarded-proto': 'http' });
  expect(seen.headers['x-forwarded-host']).toBe(seen.headers.host);
  for (const name of ['x-forwarded-for', 'x-real-ip', 'x-anmin-site']) expect(seen.headers[name]).toBeUndefined();
});

test('both readings of the headers agree', async () => {
  const { headers, raw } = await seenBy({ trustProxy: false, siteSecret }, lies);
  expect(Object.fromEntries(raw)).toEqual(headers);
});

test('a trusted proxy is believed in its last words only', async () => {
  const seen = await seenBy({ trustProxy: true, siteSecret }, { ...lies, 'x-forwarded-for': '6.6.6.6, 203.0.113.7' });
  expect(seen.headers).toMatchObject({
    'x-client-ip': '203.0.113.7',
    'x-forwarded-proto': 'https',
    'x-forwarded-host': 'evil.example',
  });
});

test('an IPv4 address is told as one, however the proxy writes it', async () => {
  const seen = await seenBy({ trustProxy: true, siteSecret }, { 'x-forwarded-for': '::ffff:203.0.113.7' });
  expect(seen.headers['x-client-ip']).toBe('203.0.113.7');
});

test('a site that proves itself passes on the address of its visitor', async () => {
  const headers = { 'x-anmin-site': siteSecret, 'x-anmin-client-ip': '198.51.100.4', 'x-forwarded-for': '6.6.6.6' };
  for (const trustProxy of [false, true]) {
    const seen = await seenBy({ trustProxy, siteSecret }, headers);
    expect(seen.headers['x-client-ip']).toBe('198.51.100.4');
    expect(seen.headers.origin).toBe(`http://${seen.headers.host ?? ''}`);
    expect(seen.headers['x-anmin-site']).toBeUndefined();
  }
});

const lies = {
  'x-client-ip': '6.6.6.6',
  'X-Client-IP': '6.6.6.7',
  'x-forwarded-for': '6.6.6.6',
  'x-forwarded-proto': 'https',
  'x-forwarded-host': 'evil.example',
  'x-real-ip': '6.6.6.6',
  'x-anmin-site': 'a guess',
  'x-anmin-client-ip': '6.6.6.6',
};

async function seenBy(edge: Edge, headers: Record<string, string>) {
  const { promise, resolve } = Promise.withResolvers<{ headers: IncomingHttpHeaders; raw: [string, string][] }>();
  const server = createServer((request, response) => {
    stampRequest(request, edge);
    const raw = request.rawHeaders.flatMap((name, at): [string, string][] =>
      at % 2 === 0 ? [[name.toLowerCase(), request.rawHeaders[at + 1] ?? '']] : [],
    );
    resolve({ headers: request.headers, raw });
    response.end();
  });
  onTestFinished(() => void server.close());
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  send({ port, host: '127.0.0.1', headers, agent: false }).end();
  return promise;
}
