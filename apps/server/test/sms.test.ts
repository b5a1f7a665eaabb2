import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sendMessages } from '@anmin/api/messages/send';
import { smsSender } from '@anmin/server/sms';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { answersFor, book } from '../../../packages/api/test/citizens.ts';
import { openOffice, type TestOffice } from '../../../tooling/test/office.ts';

let office: TestOffice;
let gateway: Server;
let status: number;
let taken: {
  key: string;
  authorization: string;
  body: { to: string; channel: string; template: string; params: object };
}[];
beforeAll(async () => {
  office = await openOffice({ clock: '2022-05-16T08:31:00+08:00' });
  await office.runJobs();
  gateway = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.once('end', () => {
      const { authorization = '', 'idempotency-key': key = '' } = request.headers;
      taken.push({ key: String(key), authorization, body: JSON.parse(text) as (typeof taken)[number]['body'] });
      response.writeHead(status).end();
    });
  });
  await new Promise<void>((ready) => gateway.listen(0, '127.0.0.1', ready));
});
beforeEach(() => {
  taken = [];
});
afterAll(async () => {
  gateway.close();
  await office.close();
});

test('a gateway that fails leaves the booking as it is; the message is sent again under the same id', async () => {
  status = 500;
  await book(office, answersFor(1, { day: '2022-05-24', time: '09:40' }));
  await send();
  expect(await states()).toEqual(['waiting']);
  status = 200;
  await office.ownerDatabase.pool.query('update message set retry_at = now()');
  await send();
  expect(await states()).toEqual(['sent']);
  expect(new Set(taken.map(({ key }) => key)).size).toBe(1);
  expect(taken).toHaveLength(2);
  expect(taken[0]).toMatchObject({
    authorization: 'Bearer secret',
    body: { to: '13900000001', channel: 'sms', template: 'booked', params: { day: '2022-05-24', time: '09:40' } },
  });
  expect((await office.ownerDatabase.pool.query('select state from booking')).rows).toEqual([{ state: 'booked' }]);
});

function send(): Promise<void> {
  const { port } = gateway.address() as AddressInfo;
  const sendSms = smsSender({ url: `http://127.0.0.1:${port}/`, token: 'secret' });
  return sendMessages(office.job, sendSms);
}

async function states(): Promise<string[]> {
  const { rows } = await office.ownerDatabase.pool.query<{ state: string }>(
    `select state from message where kind = 'booked'`,
  );
  return rows.map(({ state }) => state);
}
