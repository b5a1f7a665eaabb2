import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answersFor, book, holderOf, phoneOf, womanId } from '../../../../packages/api/test/citizens.ts';
import { signInAs } from '../../../../packages/api/test/staff.ts';
import { openOffice, type TestOffice } from '../../../../tooling/test/office.ts';
import { adminOf, ask, openClient, type Admin } from './client.ts';
import { orderOf } from './order.ts';

let office: TestOffice;
let admin: Admin;
let own: Awaited<ReturnType<typeof openClient>>;

beforeAll(async () => {
  office = await openOffice({ clock: '2022-05-16T08:31:00+08:00' });
  await office.runJobs();
  admin = await adminOf(office);
  own = await openClient(admin, { test: true, addresses: [] });
});
afterAll(() => office.close());

const post = (path: string, body?: unknown, headers = {}) => ask(office.url, own.secret, 'POST', path, body, headers);
const tryOut = (n: number, more: object = {}) => orderOf(n, { office: own.office, ...more });

describe('a sandbox', () => {
  test('is where its key books, and the key reaches nothing else', async () => {
    expect(own.secret).toMatch(/^anmin_test_/);
    expect((await post('/bookings', tryOut(1))).status).toBe(201);
    expect(await post('/bookings', orderOf(2))).toMatchObject({ status: 404, body: { code: 'notFound' } });
    const { body } = await ask(office.url, own.secret, 'GET', '/offices');
    expect(body['offices']).toMatchObject([{ id: own.office }]);
  });

  test('is on no public page and at no counter, and no other client reaches it', async () => {
    const offices = await office.as({ kind: 'citizen', address: '' }).office.list();
    expect(offices.map(({ id }) => id)).not.toContain(own.office);
    const citizen = await book(office, answersFor(3, { office: own.office, day: '2022-05-24', time: '09:40' }));
    expect(citizen).toMatchObject({ status: 404, refusal: { refused: 'notFound' } });
    const desk = await signInAs(office, 'bureau');
    await expect(desk.sheet(own.office, '2022-05-24')).rejects.toThrow('404');
    const live = await openClient(admin);
    expect((await ask(office.url, live.secret, 'POST', '/bookings', tryOut(4))).status).toBe(404);
    const other = await openClient(admin, { test: true, addresses: [] });
    expect((await ask(office.url, other.secret, 'POST', '/bookings', tryOut(4))).status).toBe(404);
  });

  test('keeps its people apart: whoever is booked there can still book in earnest, and finds no trial', async () => {
    expect((await post('/bookings', tryOut(5))).status).toBe(201);
    expect((await book(office, answersFor(5, { day: '2022-05-25', time: '10:20' }))).status).toBe(200);
    expect((await post('/bookings', tryOut(5, { time: '15:20' }))).body).toMatchObject({ code: 'duplicate' });
    const holder = await holderOf(office, phoneOf(5));
    expect((await holder.find()).data).toHaveLength(1);
  });

  test('sends nothing to a phone, and says that it did', async () => {
    const before = office.sent.length;
    const [heard, lost] = [
      await post('/bookings', tryOut(6)),
      await post('/bookings', tryOut(7, { phone: '13800000001' })),
    ];
    await office.runJobs();
    const read = async ({ body }: typeof heard) =>
      (await ask(office.url, own.secret, 'GET', `/bookings/${String(body['id'])}`)).body['message'];
    expect([await read(heard), await read(lost)]).toEqual(['sent', 'failed']);
    expect(office.sent.slice(before).filter(({ to }) => [phoneOf(6), '13800000001'].includes(to))).toEqual([]);
  });

  test.each([
    ['001X', '99000119850119001X', 409, 'slotFull'],
    ['0028', '990001198501190028', 429, 'tooOften'],
    ['0036', '990001198501190036', 409, 'busy'],
  ])('a number ending in %s brings about its answer', async (_, idNumber, status, code) => {
    const parties = [{ name: '王建军', idNumber, keyAreaStay: false }];
    expect(await post('/bookings', tryOut(8, { parties }))).toMatchObject({ status, body: { code } });
  });

  test('the same numbers mean nothing outside a sandbox', async () => {
    const live = await openClient(admin);
    const parties = [
      { name: '王建军', idNumber: '99000119850119001X', keyAreaStay: false },
      { name: '李秀英', idNumber: womanId(9), keyAreaStay: false },
    ];
    const booked = await ask(office.url, live.secret, 'POST', '/bookings', orderOf(9, { parties }));
    expect(booked.status).toBe(201);
    expect((await ask(office.url, live.secret, 'POST', '/sandbox/reset')).status).toBe(404);
  });

  test('is reset by its key or by the administrator, and the rest of the office stays', async () => {
    const count = async (where: string) =>
      (
        await office.ownerDatabase.pool.query<{ n: number }>(
          `select count(*) as n from booking where office ${where}`,
          [own.office],
        )
      ).rows[0]?.n ?? 0;
    const elsewhere = await count('<> $1');
    expect(await count('= $1')).toBeGreaterThan(0);
    expect((await post('/sandbox/reset')).status).toBe(200);
    expect([await count('= $1'), await count('<> $1')]).toEqual([0, elsewhere]);
    expect((await post('/bookings', tryOut(1))).status).toBe(201);
    await admin.reset({ client: own.client, key: randomUUID() });
    expect(await count('= $1')).toBe(0);
  });
});
