import { afterAll, beforeAll, expect, test } from 'vitest';
import { openOffice, type TestOffice } from '../../../../tooling/test/office.ts';
import { answersFor, book, phoneOf } from '../citizens.ts';
import { monthOf, moveClock } from './office.ts';

let office: TestOffice;
beforeAll(async () => {
  office = await openOffice({ clock: '2022-05-16T08:30:00+08:00' });
  await office.runJobs();
});
afterAll(() => office.close());

test('[DX-3.1.13] the day is staggered: its places lie in slots, none of which holds half of them', async () => {
  const { slots } = await monthOf(office, { office: 'jiagedaqi', service: 'marriage', day: '2022-05-24' });
  const left = (slots ?? []).map((slot) => slot.left);
  const sum = left.reduce((a, b) => a + b, 0);
  expect(left.length).toBeGreaterThan(1);
  expect(Math.max(...left) * 2).toBeLessThan(sum);
});

test('[DX-3.1.13] a couple is told when it books, and again ahead of the day, once', async () => {
  await book(office, answersFor(1, { day: '2022-05-24', time: '09:40' }));
  await office.runJobs();
  expect(kindsAt(phoneOf(1))).toEqual(['booked']);
  await moveClock(office, '2022-05-23T08:59:00+08:00');
  await office.runJobs();
  expect(kindsAt(phoneOf(1))).toEqual(['booked']);
  await moveClock(office, '2022-05-23T09:00:00+08:00');
  await office.runJobs();
  await office.runJobs();
  expect(kindsAt(phoneOf(1))).toEqual(['booked', 'reminder']);
  expect(office.sent.at(-1)?.facts).toMatchObject({ day: '2022-05-24', time: '09:40', office: '加格达奇区婚姻登记处' });
});

const kindsAt = (phone: string) => office.sent.filter(({ to }) => to === phone).map(({ kind }) => kind);
