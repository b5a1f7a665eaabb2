import { randomUUID } from 'node:crypto';
import { createServer, connect, type AddressInfo, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { openDatabase } from '@anmin/db/client';
import { openOffice, type TestOffice } from '../../../tooling/test/office.ts';
import { provePhone } from '@anmin/api/bookings/phone-proof';
import { answersFor } from '../../../packages/api/test/citizens.ts';
import { bookableSlots, standingAt, type SlotAt } from '../../../packages/api/test/race.ts';
import { expectSound } from '../../../packages/api/test/sound.ts';
import { layStumblingBlock } from '../../../packages/api/test/stumble.ts';

let office: TestOffice;
let slots: SlotAt[];
beforeAll(async () => {
  office = await openOffice({ clock: '2022-05-16T08:30:00+08:00', sites: true });
  await office.runJobs();
  slots = await bookableSlots(office);
});
afterAll(() => office.close());

describe('a database that goes away', () => {
  test('a connection killed at the commit is answered 503, and the same key then books once', async () => {
    const slot = takeSlot();
    const body = bookingOf(1, slot);
    await layStumblingBlock(office);
    const atCommit = 8;
    await office.ownerDatabase.pool.query(`insert into stumble values (${atCommit}, 'dies')`);
    await expectComeBack(await send(office.url, body));
    expect(await standingAt(office, slot)).toEqual([]);
    await office.ownerDatabase.pool.query('truncate stumble');
    expect((await send(office.url, body)).status).toBe(200);
    expect(await standingAt(office, slot)).toHaveLength(1);
  });

  test('connections cut after the commit, before its answer, are answered 503, and the same key then tells of the one booking', async () => {
    const slot = takeSlot();
    const body = bookingOf(2, slot);
    const line = await openLine(await databasePort());
    const beside = await office.openBeside(line.port);
    // the office asks once more by itself, under the same key
    line.cutAnswersTo('book_together', 'book_place');
    await expectComeBack(await send(beside.url, body));
    await expect.poll(() => standingAt(office, slot)).toHaveLength(1);
    const again = await send(beside.url, body);
    expect(again.status).toBe(200);
    expect(await again.text()).toBe(await (await send(office.url, body)).text());
    expect(await standingAt(office, slot)).toHaveLength(1);
    await beside.close();
    line.close();
    await expectSound(office);
  });

  test('[row 2b] a line cut at eight points of a booking, before a question or before its answer, leaves one booking', async () => {
    const line = await openLine(await databasePort());
    const told: number[] = [];
    let cuts = 0;
    for (const before of ['question', 'answer'] as const)
      for (const nth of [1, 2, 3, 4]) {
        // a process that has read nothing yet asks for all it needs
        const beside = await office.openBeside(line.port);
        const slot = takeSlot();
        const body = bookingOf(10 + told.length, slot);
        line.cutAt(nth, before);
        told.push((await send(beside.url, body)).status);
        cuts += line.cutAt(0, before);
        const again = await send(beside.url, body);
        expect([nth, before, again.status]).toEqual([nth, before, 200]);
        expect(await standingAt(office, slot)).toHaveLength(1);
        await beside.close();
      }
    expect(told.every((status) => status === 200 || status === 503)).toBe(true);
    expect(told).toContain(503);
    expect(cuts).toBe(8);
    line.close();
    await expectSound(office);
  });

  test('[G05] one that hangs without a word is answered 503 as well, nothing waits for it for ever, and all goes on by itself', async () => {
    const slot = takeSlot();
    const line = await openLine(await databasePort());
    const beside = await office.openBeside(line.port);
    const look = () => fetch(`${beside.url}/trpc/office.list`).then(({ status }) => status);
    expect(await look()).toBe(200);
    const body = bookingOf(4, slot);
    line.hold(true);
    await expectComeBack(await send(beside.url, body));
    line.hold(false);
    await expect.poll(look, { timeout: 30_000 }).toBe(200);
    expect((await send(beside.url, body)).status).toBe(200);
    // more than there are connections: none is held by what never came
    expect(await Promise.all(Array.from({ length: 30 }, look))).toEqual(Array.from({ length: 30 }, () => 200));
    expect(await standingAt(office, slot)).toHaveLength(1);
    await beside.close();
    line.close();
  });

  test('while it is gone both sites say so calmly and nobody is told no; when it is back all goes on', async () => {
    const cookie = await office.signIn('clerk');
    const { rows } = await office.ownerDatabase.pool.query<{ name: string }>('select current_database() as name');
    const name = rows[0]?.name ?? '';
    const superuser = openDatabase(inject('cluster').superuserUrl, { max: 1 });
    await superuser.pool.query(`alter database ${name} connection limit 0`);
    await superuser.pool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and usename in ('anmin_app', 'anmin_citizens')`,
      [name],
    );
    await expectComeBack(await send(office.url, bookingOf(3, takeSlot())));
    await expectComeBack(await fetch(`${office.url}/trpc/office.list`, { headers: { cookie } }));
    for (const [path, sentence] of [
      ['/hunyin', '系统正在恢复'],
      ['/admin/', '系统正在恢复'],
    ] as const) {
      const page = await fetch(`${office.url}${path}`, { headers: { cookie, 'accept-language': 'zh-CN' } });
      expect(page.headers.get('retry-after')).not.toBeNull();
      expect([path, page.status, (await page.text()).includes(sentence)]).toEqual([path, 503, true]);
    }
    await superuser.pool.query(`alter database ${name} connection limit -1`);
    await superuser.close();
    expect((await fetch(`${office.url}/hunyin`)).status).toBe(200);
    expect((await fetch(`${office.url}/admin/`, { headers: { cookie } })).status).toBe(200);
  });
});

async function databasePort(): Promise<number> {
  const { rows } = await office.ownerDatabase.pool.query<{ port: number }>('select inet_server_port() as port');
  return rows[0]?.port ?? 0;
}

function takeSlot(): SlotAt {
  return slots.shift() as SlotAt;
}

function bookingOf(n: number, slot: SlotAt): string {
  const answers = answersFor(n, slot);
  const proof = provePhone(office.keys, answers.phone ?? '', Temporal.Now.instant());
  return JSON.stringify({ key: randomUUID(), answers, proof });
}

function send(url: string, body: string): Promise<Response> {
  return fetch(`${url}/trpc/bookings.book`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
}

async function expectComeBack(answer: Response): Promise<void> {
  expect([answer.status, await answer.text()]).toEqual([503, expect.not.stringContaining('"refused"')]);
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
}

/** A line to the database that can be cut: the question still arrives, its answer does not. */
async function openLine(databasePort: number) {
  const cut: string[] = [];
  let held = false;
  let left = 0;
  let before: 'question' | 'answer' = 'question';
  const open = new Set<Socket>();
  const server = createServer((client) => {
    const database = connect(databasePort, '127.0.0.1');
    for (const socket of [client, database]) open.add(socket);
    if (held) for (const socket of [client, database]) socket.pause();
    for (const socket of [client, database]) socket.on('error', () => client.destroy());
    let cutting = false;
    client.on('data', (question: Buffer) => {
      left -= 1;
      if (left === 0 && before === 'question') return client.destroy();
      if (cut[0] !== undefined && question.includes(cut[0])) cutting = cut.shift() !== undefined;
      cutting ||= left === 0;
      database.write(question);
    });
    database.on('data', (answer: Buffer) => {
      if (!cutting) client.write(answer);
      else client.destroy();
    });
    client.on('close', () => database.destroy());
    database.on('close', () => client.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    cutAnswersTo: (...words: string[]) => cut.push(...words),
    /** Cuts the connection on which the n-th question from now on comes; 0: none. Tells whether the cut before was made. */
    cutAt: (nth: number, at: 'question' | 'answer') => {
      const made = left <= 0 ? 1 : 0;
      left = nth;
      before = at;
      return made;
    },
    /** Nothing goes over it any more, either way, and nobody is told. */
    hold: (wish: boolean) => {
      held = wish;
      for (const socket of open)
        if (held) socket.pause();
        else socket.resume();
    },
    close: () => {
      for (const socket of open) socket.destroy();
      server.close();
    },
  };
}
