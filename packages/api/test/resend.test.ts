import type { AppRouter } from '@anmin/api/router';
import type { inferRouterOutputs } from '@trpc/server';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openOffice, type TestOffice } from '../../../tooling/test/office.ts';
import { answersFor, book, holderOf, phoneOf, post } from './citizens.ts';
import { sendDue } from './messages.ts';
import { expectSound } from './sound.ts';
import { signInAs } from './staff.ts';

type Resent = inferRouterOutputs<AppRouter>['bookings']['resend'];

let office: TestOffice;
let n = 0;
beforeAll(async () => {
  office = await openOffice({ clock: '2022-05-16T08:31:00+08:00' });
  await office.runJobs();
});
afterAll(() => office.close());

test('the booking as it stands now is told once more, to its own phone alone', async () => {
  const { holder, view, phone } = await booked();
  const moved = await holder.move({ booking: view.id, version: view.version }, to('2022-05-25', '14:00'));
  await sendDue(office);
  expect(await resend(holder.draft, view.id)).toMatchObject({ status: 200, data: { sent: true } });
  expect(await sendDue(office)).toEqual([
    expect.objectContaining({
      to: phone,
      kind: 'booked',
      facts: expect.objectContaining({ reference: view.reference, day: '2022-05-25', time: '14:00' }) as unknown,
    }),
  ]);
  const { rows } = await office.ownerDatabase.pool.query(
    `select booking_version as version from message where booking = $1 and kind = 'booked' order by made_at`,
    [view.id],
  );
  expect(rows).toEqual([{ version: view.version }, { version: moved.data?.version }]);
  expect(await entries(view.id)).toBe(1);
});

test('the same press counts once; another one within a minute is refused, and after five the day is over', async () => {
  const { holder, view } = await booked();
  const key = randomUUID();
  const pressed = await Promise.all([resend(holder.draft, view.id, key), resend(holder.draft, view.id, key)]);
  expect(pressed.map(({ status }) => status)).toEqual([200, 200]);
  expect(await sendDue(office)).toHaveLength(1);
  expect(await resend(holder.draft, view.id)).toMatchObject({
    status: 429,
    refusal: { refused: 'tooOften', facts: { spent: false } },
  });
  for (let sent = 2; sent <= 5; sent += 1) {
    await minutePasses();
    expect(await resend(holder.draft, view.id)).toMatchObject({ status: 200 });
  }
  await minutePasses();
  expect(await resend(holder.draft, view.id)).toMatchObject({
    status: 429,
    refusal: { refused: 'tooOften', facts: { spent: true, perDay: 5 } },
  });
  expect(await sendDue(office)).toHaveLength(4);
  expect(await entries(view.id)).toBe(5);
  await expectSound(office);
});

test('nobody else has it sent, and of a booking that came to its end nothing is', async () => {
  const { holder, view } = await booked();
  const stranger = await holderOf(office, phoneOf((n += 1)));
  expect(await resend(stranger.draft, view.id)).toMatchObject({ status: 404 });
  await holder.cancel({ booking: view.id, version: view.version });
  await sendDue(office);
  expect(await resend(holder.draft, view.id)).toMatchObject({ status: 409, refusal: { refused: 'notChangeable' } });
  expect(await sendDue(office)).toEqual([]);
});

test('whoever the office displaced hears of the held place once more, and later that it is gone', async () => {
  const { holder, view, phone } = await booked('2022-05-27');
  const bureau = await signInAs(office, 'bureau');
  const day = { from: '2022-05-27', until: '2022-05-27' };
  await bureau.close({ office: 'jiagedaqi', ...day, services: null, reason: '停电检修' });
  const [offered] = (await sendDue(office)).filter(({ kind }) => kind === 'offered');
  await resend(holder.draft, view.id);
  expect(await sendDue(office)).toEqual([offered]);
  await office.ownerDatabase.pool.query(`update office_clock set offset_ = offset_ + interval '49 hours'`);
  await office.runJobs();
  await minutePasses();
  await resend(holder.draft, view.id);
  expect(await sendDue(office)).toMatchObject([{ to: phone, kind: 'offerExpired' }]);
});

async function booked(day = '2022-05-24') {
  const phone = phoneOf((n += 1));
  await book(office, answersFor(n, { day, time: '09:40' }));
  await sendDue(office);
  const holder = await holderOf(office, phone);
  const [view] = (await holder.find()).data ?? [];
  if (view === undefined) throw new Error('the phone has no booking');
  return { holder, view, phone };
}

function resend(draft: string, booking: string, key: string = randomUUID()) {
  return post<Resent>(office.url, 'bookings.resend', { draft, booking, key });
}

function to(day: string, time: string) {
  return { office: 'jiagedaqi', day, time };
}

async function minutePasses(): Promise<void> {
  await office.ownerDatabase.pool.query(`update tally set last_at = last_at - interval '1 minute'`);
}

async function entries(booking: string): Promise<number | null> {
  const found = `select from journal_entry where action = 'message.resent' and subject = $1`;
  return (await office.ownerDatabase.pool.query(found, [booking])).rowCount;
}
