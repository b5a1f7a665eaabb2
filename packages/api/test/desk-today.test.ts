import { readAfresh } from '@anmin/api/office/office';
import type { AppRouter } from '@anmin/api/router';
import type { inferRouterOutputs } from '@trpc/server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openOffice, type TestOffice } from '../../../tooling/test/office.ts';
import { nameOf } from '@anmin/api/bookings/party';
import { answersFor, manId, post } from './citizens.ts';
import { get, signInAs, type Desk } from './staff.ts';

type Month = inferRouterOutputs<AppRouter>['office']['month'];

const today = '2026-03-02';
const days = ['2026-03-05', '2026-03-06', '2026-03-09', '2026-03-10', '2026-03-11'];
let couple = 20;
let office: TestOffice;
let clerk: Desk;
beforeAll(async () => {
  office = await openOffice({ clock: `${today}T10:20:00+08:00` });
  await office.runJobs();
  clerk = await signInAs(office, 'clerk');
});
afterAll(() => office.close());

test('the desk books what is left of today, and no time that is over', async () => {
  expect(await bookAt(1, '09:40')).toMatchObject({
    status: 409,
    refusal: { refused: 'slotOver', facts: { day: today, time: '09:40' } },
  });
  expect(await bookAt(1, '10:20')).toMatchObject({ status: 200 });
});

test('a booking is not moved into a time that is over', async () => {
  const booked = await bookAt(2, '14:00');
  const target = { office: 'jiagedaqi', day: today, time: '09:00' };
  expect(await clerk.move({ booking: booked.data?.booking ?? '', version: 1, ...target })).toMatchObject({
    refusal: { refused: 'slotOver' },
  });
});

test('a time that is over is not shown, and after the last one the day is past', async () => {
  const open = await month();
  expect(open.slots?.at(0)?.starts).toBe('10:20');
  expect(open.days.find(({ day }) => day === today)?.state).not.toBe('past');
  await office.ownerDatabase.pool.query(`update office_clock set offset_ = offset_ + interval '8 hours'`);
  readAfresh({ board: office.databases.citizens });
  const evening = await month();
  expect(evening.slots).toEqual([]);
  expect(evening.days.find(({ day }) => day === today)).toMatchObject({ state: 'past', left: 0 });
});

test('a number of the wrong length is told with its length', async () => {
  const answers = answersFor(3, { day: '2026-03-04', time: '09:40', id1: '99000119900101123' });
  expect(await clerk.bookFor({ office: 'jiagedaqi', channel: 'phone', answers })).toMatchObject({
    refusal: { refused: 'wrongInput', facts: { fields: ['id1:id.length:17'] } },
  });
});

test.each([
  ['[C03] of a character beyond the first plane', '𠮷田'],
  ['[C03] with a dot between its parts', '阿不都热合曼·买买提'],
  ['[C03] of fifty characters', '阿'.repeat(50)],
  ['that would be an element of a page', '<img src=x onerror=alert>'],
  ['that would end a script, or be a formula of a template', '</script>{{x}}${x}'],
])('a name %s is kept as it was typed, and its booking is found', async (_, name) => {
  const n = (couple += 1);
  const answers = { ...answersFor(n, { day: days[n % days.length] ?? '', time: '14:00' }), name1: name };
  const booked = await clerk.bookFor({ office: 'jiagedaqi', channel: 'phone', answers });
  expect(booked).toMatchObject({ status: 200 });
  const cookie = await office.cookieOf('clerk');
  const search = { office: 'jiagedaqi', text: manId(n).slice(-4) };
  const found = await post<unknown[]>(office.url, 'counter.find', search, { cookie });
  expect(found.data).toHaveLength(1);
  const { rows } = await office.ownerDatabase.pool.query<{ booking: string; sealed: Buffer }>(
    `select booking, name_sealed as sealed from party join booking on booking.id = party.booking
      where position = 1 order by made_at desc limit 1`,
  );
  const { booking = '', sealed = Buffer.alloc(0) } = rows[0] ?? {};
  expect(nameOf(office.keys, { booking, position: 1, nameSealed: sealed })).toBe(name);
});

test.each(['%', '____', '\\\\\\\\', '%%%X', "' or '", '9'.repeat(10_000)])(
  '[C05] a search for %j finds nobody it does not name',
  async (text) => {
    const cookie = await office.cookieOf('clerk');
    const answer = await post(office.url, 'counter.find', { office: 'jiagedaqi', text }, { cookie });
    expect(answer.status).toBeOneOf([400, 404]);
  },
);

function bookAt(n: number, time: string) {
  return clerk.bookFor({ office: 'jiagedaqi', channel: 'phone', answers: answersFor(n, { day: today, time }) });
}

function month(): Promise<Month> {
  return get(office.url, 'office.month', { office: 'jiagedaqi', service: 'marriage', day: today, channel: 'phone' });
}
