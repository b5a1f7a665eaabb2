import { expireOffers } from '@anmin/api/closures/offers';
import { sendMessages } from '@anmin/api/messages/send';
import { inTransaction } from '@anmin/db/client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openOffice, type TestOffice } from '../../../tooling/test/office.ts';
import { answersFor, book, holderOf, phoneOf } from './citizens.ts';
import { sendDue } from './messages.ts';
import { expectSound } from './sound.ts';
import { get, signInAs, type Desk } from './staff.ts';

const at = { day: '2022-05-19', time: '09:40' };
let office: TestOffice;
let bureau: Desk;
beforeAll(async () => {
  office = await openOffice({ clock: '2022-05-16T08:31:00+08:00' });
  await office.runJobs();
  bureau = await signInAs(office, 'bureau');
  for (const n of [1, 2, 3, 4]) await book(office, answersFor(n, at));
  const span = { office: 'jiagedaqi', from: at.day, until: at.day, services: null, reason: '停电检修' };
  await bureau.close(span);
});
afterAll(() => office.close());

describe('whoever lost a time to a closing', () => {
  test('is told of one held place, and accepting moves the same booking there', async () => {
    const { holder, view } = await displaced(1);
    expect(view).toMatchObject({ state: 'displaced', closureReason: '停电检修', canChange: true });
    expect(view.offer).toMatchObject({ day: at.day });
    expect(view.otherChoices.length).toBe(2);
    const accepted = await holder.accept({ booking: view.id, version: view.version });
    expect(accepted.data).toMatchObject({
      state: 'booked',
      offer: null,
      day: view.offer?.day,
      starts: view.offer?.starts,
    });
    expect(accepted.data?.reference).toBe(view.reference);
    await expectSound(office);
  });

  test('may decline, keeps the claim on the office, and takes another time as a move', async () => {
    const { holder, view } = await displaced(2);
    const declined = await holder.decline({ booking: view.id, version: view.version });
    expect(declined.data).toMatchObject({ state: 'displaced', offer: null });
    const [other] = view.otherChoices;
    const target = { office: other?.office ?? '', day: other?.day ?? '', time: other?.starts ?? '' };
    const moved = await holder.move({ booking: view.id, version: declined.data?.version ?? 0 }, target);
    expect(moved.data).toMatchObject({ state: 'booked', day: target.day, starts: target.time });
    await expectSound(office);
  });

  test('does not hear that an offer ran out after taking another time', async () => {
    const { holder, view } = await displaced(4);
    await office.ownerDatabase.pool.query(
      `update place set offered_until = office_now() where booking = $1 and offered_until is not null`,
      [view.id],
    );
    await inTransaction(office.job.database, (tx) => expireOffers(tx, office.job));
    const [other] = view.otherChoices;
    const target = { office: other?.office ?? '', day: other?.day ?? '', time: other?.starts ?? '' };
    expect((await holder.move({ booking: view.id, version: view.version }, target)).status).toBe(200);
    await office.runJobs();
    const kinds = office.sent.filter(({ to }) => to === phoneOf(4)).map(({ kind }) => kind);
    expect(kinds).toContain('moved');
    expect(kinds).not.toContain('offerExpired');
    await expectSound(office);
  });

  test('loses an offer not taken in time without losing the booking, and is on the call list', async () => {
    const { holder, view } = await displaced(3);
    await office.ownerDatabase.pool.query(`update office_clock set offset_ = offset_ + interval '49 hours'`);
    const late = await holder.accept({ booking: view.id, version: view.version });
    expect(late.refusal?.refused).toBe('offerExpired');
    await office.runJobs();
    const told = { to: phoneOf(3), kind: 'offerExpired', facts: { reference: view.reference } };
    expect(office.sent.filter(({ kind }) => kind === 'offerExpired')).toMatchObject([told]);
    const [waiting, ...others] = await bureau.displaced('jiagedaqi');
    expect(waiting).toMatchObject({ offer: null, row: { id: view.id, state: 'displaced' } });
    expect(others).toEqual([]);
    await expectSound(office);
  });
});

test('[T34] while the provider is down a day is closed: all are told later, and who never was is to be phoned', async () => {
  const closing = { office: 'huma', day: '2022-05-25' };
  const couples = ['09:40', '10:20', '14:00', '14:40'].flatMap((time, at) =>
    [0, 1, 2].map((n) => ({ n: 100 + 3 * at + n, ...closing, time })),
  );
  for (const { n, ...wanted } of couples) expect((await book(office, answersFor(n, wanted))).status).toBe(200);
  await sendDue(office);
  const span = { office: closing.office, from: closing.day, until: closing.day, services: null, reason: '停电检修' };
  expect((await bureau.close(span)).data).toMatchObject({ displaced: couples.length });
  const never = phoneOf(couples[0]?.n ?? 0);
  let down = true;
  const received: string[] = [];
  const tryAll = async () => {
    await office.ownerDatabase.pool.query(`update message set retry_at = now() where state = 'waiting'`);
    await sendMessages(office.job, ({ to }) => {
      if (down || to === never) return Promise.reject(new Error('the provider is down'));
      received.push(to);
      return Promise.resolve();
    });
  };
  await tryAll();
  expect(await toldOf(closing.office)).toEqual({ waiting: couples.length });
  expect(await bureau.displaced(closing.office)).toHaveLength(couples.length);
  down = false;
  await tryAll();
  expect(received.toSorted()).toEqual(couples.slice(1).map(({ n }) => phoneOf(n)));
  for (let tries = 3; tries <= 12; tries += 1) await tryAll();
  expect(await toldOf(closing.office)).toEqual({ failed: 1, sent: couples.length - 1 });
  const calls = await get<{ kinds: string[] }[]>(office.url, 'calls.list', { office: closing.office }, bureau.cookie);
  expect(calls.map(({ kinds }) => kinds)).toEqual([['offered']]);
  await expectSound(office);
});

/** How the messages about a closing stand, of the displaced of an office. */
async function toldOf(id: string): Promise<Record<string, number>> {
  const { rows } = await office.ownerDatabase.pool.query<{ state: string; count: number }>(
    `select message.state, count(*)::int as count from message join booking on booking.id = booking
      where office = $1 and booking.state = 'displaced' and kind in ('offered', 'displacedNoPlace')
        and message.state <> 'superseded' group by 1`,
    [id],
  );
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
}

async function displaced(n: number) {
  const holder = await holderOf(office, phoneOf(n));
  await sendDue(office);
  const [view] = (await holder.find()).data ?? [];
  if (view === undefined) throw new Error('the phone has no booking');
  return { holder, view };
}
