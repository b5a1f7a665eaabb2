import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isPublic, postToClients } from '@anmin/server/interface/post';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

let reached = 0;
const receiver = createServer((_, response) => {
  reached += 1;
  response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end();
});
beforeAll(() => new Promise<void>((listening) => receiver.listen(0, '127.0.0.1', listening)));
afterAll(() => void receiver.close());

const port = () => (receiver.address() as AddressInfo).port;

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
    reached = 0;
    await expect(guarded({ url: `${origin}:${port()}/`, headers: {}, body: '{}' })).rejects.toThrow(/not a public/);
    expect(reached).toBe(0);
  });

  test('a redirect is an answer, and not followed', async () => {
    const near = postToClients({ plain: true, mayReach: () => true });
    expect(await near({ url: `http://127.0.0.1:${port()}/`, headers: {}, body: '{}' })).toBe(302);
  });

  test('outside the demo over https only', async () => {
    const strict = postToClients({ plain: false, mayReach: () => true });
    await expect(strict({ url: `http://127.0.0.1:${port()}/`, headers: {}, body: '{}' })).rejects.toThrow(
      'not over https',
    );
  });
});
