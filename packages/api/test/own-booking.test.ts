import { provePhone } from '@anmin/api/bookings/phone-proof';
import type { AppRouter } from '@anmin/api/router';
import type { inferRouterOutputs } from '@trpc/server';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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

describe('[E06] a reference alone opens nothing', () => {
  test('neither without a proven phone nor with that of somebody else is a booking found, cancelled or moved', async () => {
    const { holder, view } = await booked();
    const own = { booking: view.id, version: view.version };
    const nobody = (await post<{ draft: string }>(office.url, 'drafts.start', { kind: 'manage' })).data?.draft ?? '';
    const tried = (draft: string, verb: 'cancel' | 'move' | 'correct', more = {}) =>
      post(office.url, `bookings.${verb}`, { draft, key: randomUUID(), ...own, ...more });
    const stranger = await holderOf(office, phoneOf((n += 1)));
    for (const [draft, status, refused] of [
      [nobody, 403, 'phoneNotProven'],
      [stranger.draft, 404, 'notFound'],
    ] as const)
      for (const answer of [
        await tried(draft, 'cancel'),
        await tried(draft, 'move', to('2022-05-25', '14:00')),
        await tried(draft, 'correct', { name1: '王小明' }),
      ])
        expect(answer).toMatchObject({ status, refusal: { refused } });
    const found = (draft: string) => post(office.url, 'bookings.find', { draft, reference: view.reference });
    expect(await found(nobody)).toMatchObject({ refusal: { refused: 'phoneNotProven' } });
    expect(await found(stranger.draft)).toEqual({ status: 200, data: [], refusal: null });
    expect((await holder.find()).data).toEqual([view]);
  });

  test('the address of a receipt shows it for the last four digits of its phone, and changes nothing for them', async () => {
    const { holder, view, phone, token } = await booked();
    const opened = (last4: string) => post<typeof view>(office.url, 'bookings.open', { token, proof: { last4 } });
    expect(await opened(phone.slice(-4))).toMatchObject({ status: 200, data: { reference: view.reference } });
    for (const wrong of ['0000', '', phone, '%%%%']) expect((await opened(wrong)).status, wrong).not.toBe(200);
    const cancelled = { booking: view.id, version: view.version, key: randomUUID(), proof: { last4: phone.slice(-4) } };
    expect(await post(office.url, 'bookings.cancel', cancelled)).toMatchObject({ status: 400 });
    expect((await holder.find()).data).toEqual([view]);
  });
});

describe('[E08] what is not on offer is not booked', () => {
  test.each([
    ['a time that is over', 'tooSoon', { day: '2022-05-16', time: '08:00' }],
    ['a day that is over', 'tooSoon', { day: '2022-05-13', time: '09:40' }],
    ['a day beyond the window', 'notReleased', { day: '2022-09-01', time: '09:40' }],
    ['a rest day', 'restDay', { day: '2022-06-03', time: '09:40' }],
    ['a time the office does not have', 'notOpenYet', { day: '2022-05-24', time: '03:00' }],
    ['an office there is not', 'notFound', { day: '2022-05-24', time: '09:40', office: 'nowhere' }],
  ])('%s', async (_, refused, wanted) => {
    expect(await book(office, answersFor((n += 1), wanted))).toMatchObject({ refusal: { refused } });
    expect((await (await holderOf(office, phoneOf(n))).find()).data).toEqual([]);
  });

  test.each(['price', 'priority', 'capacity', 'channel', 'extraReason', 'state'])(
    'nor with %s in what was sent, of the order or of the answers',
    async (smuggled) => {
      const answers = answersFor((n += 1), { day: '2022-05-24', time: '09:40' });
      const proof = provePhone(office.keys, phoneOf(n), Temporal.Now.instant());
      const order = { key: randomUUID(), answers, proof };
      for (const wish of [
        { ...order, [smuggled]: '1' },
        { ...order, answers: { ...answers, [smuggled]: '1' } },
      ])
        expect(await post(office.url, 'bookings.book', wish)).toMatchObject({ status: 400 });
      expect((await (await holderOf(office, phoneOf(n))).find()).data).toEqual([]);
    },
  );
});

async function booked(day = '2022-05-24') {
  const phone = phoneOf((n += 1));
  const { data } = await book(office, answersFor(n, { day, time: '09:40' }));
  await sendDue(office);
  const holder = await holderOf(office, phone);
  const [view] = (await holder.find()).data ?? [];
  if (view === undefined) throw new Error('the phone has no booking');
  return { holder, view, phone, token: data?.token ?? '' };
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
