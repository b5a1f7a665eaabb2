import { phoneIndex } from '@anmin/api/bookings/party';
import { expireOffers } from '@anmin/api/closures/offers';
import { demoRules } from '@anmin/api/demo/seed';
import { sendMessages } from '@anmin/api/messages/send';
import { inTransaction } from '@anmin/db/client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openOffice, type TestOffice } from '../../../tooling/test/office.ts';
import { answersFor, book, holderOf, phoneOf, post } from './citizens.ts';
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

test('a quota is lowered and a service suspended by its notice: seen before, stopped at once, and nobody is lost', async () => {
  const wanted = { office: 'tahe', day: '2022-05-26', time: '09:40' };
  const booked = [200, 201, 202];
  for (const n of booked) expect((await book(office, answersFor(n, wanted))).status).toBe(200);

  const { version } = await bureau.plan(wanted.office);
  const change = {
    office: wanted.office,
    rules: { ...demoRules, quota: 0 },
    validFrom: wanted.day,
    source: '减量通知',
  };
  const seen = await bureau.previewPlan(change);
  const before = seen.data?.days.find(({ day }) => day === wanted.day);
  expect(before).toMatchObject({ before: demoRules.quota, after: 0, booked: 3, surplus: 3 });
  expect((await bureau.savePlan({ ...change, source: '', version })).refusal?.facts).toEqual({
    fields: ['source:empty'],
  });
  expect((await bureau.savePlan({ ...change, version })).status).toBe(200);
  // who has a time keeps it, and a time that is given back is not on offer again
  const holder = await holderOf(office, phoneOf(200));
  const [own] = (await holder.find()).data ?? [];
  expect((await holder.cancel({ booking: own?.id ?? '', version: own?.version ?? 0 })).status).toBe(200);
  expect((await book(office, answersFor(203, wanted))).refusal?.refused).toBe('slotFull');

  const next = { ...wanted, day: '2022-05-27' };
  const back = { office: next.office, rules: demoRules, validFrom: next.day, source: '恢复通知' };
  const { version: lowered } = await bureau.plan(next.office);
  expect((await bureau.savePlan({ ...back, version: lowered })).status).toBe(200);
  for (const n of [205, 206]) expect((await book(office, answersFor(n, next))).status).toBe(200);
  const span = {
    office: next.office,
    from: next.day,
    until: next.day,
    services: ['marriage'],
    reason: '按通知暂停',
  };
  const preview = await post<{ bookings: number; basis: { clause: string }[] }>(office.url, 'closures.preview', span, {
    cookie: bureau.cookie,
  });
  expect(preview.data).toMatchObject({ bookings: 2, perDay: [{ day: next.day, bookings: 2 }] });
  const late = ['09:00', '10:20', '14:00'].map((time, n) => () => book(office, answersFor(210 + n, { ...next, time })));
  const [closed, ...raced] = await Promise.all([bureau.close(span), ...late.map((come) => come())]);
  const slipped = raced.filter(({ status }) => status === 200).length;
  for (const { status, refusal } of raced)
    if (status !== 200) expect(['closed', 'suspended']).toContain(refusal?.refused);
  expect(closed.data?.displaced).toBe(2 + slipped);
  expect((await bureau.closures(next.office))[0]?.clauses).toEqual(preview.data?.basis.map(({ clause }) => clause));
  expect((await book(office, answersFor(220, next))).refusal).toMatchObject({
    ...{ refused: 'suspended', clauses: preview.data?.basis.map(({ clause }) => clause) },
    facts: { reason: span.reason },
  });

  // each is held a place nobody else may have, until it is declined; then they are first in line
  const owed = await bureau.displaced(next.office);
  expect(owed.filter(({ offer }) => offer !== null)).toHaveLength(closed.data?.offered ?? 0);
  const { holder: first, view } = await displaced(205);
  const [held] = await heldBy(view.id);
  expect(held).toMatchObject({ day: view.offer?.day, booking: view.id });
  const declined = await first.decline({ booking: view.id, version: view.version });
  expect(declined.data).toMatchObject({ state: 'displaced', offer: null });
  expect(await heldBy(view.id)).toEqual([]);

  await office.ownerDatabase.pool.query(
    `update message set state = 'failed' where booking = (select id from booking where phone_index = $1) and kind = 'offered'`,
    [phoneIndex(office.keys, phoneOf(206))],
  );
  const calls = await get<{ kinds: string[]; row: { id: string } }[]>(
    office.url,
    'calls.list',
    { office: next.office },
    bureau.cookie,
  );
  expect(calls.map(({ kinds }) => kinds)).toEqual([['offered']]);
  await expectSound(office);
});

async function heldBy(booking: string) {
  const { rows } = await office.ownerDatabase.pool.query(
    `select place.booking, slot.day::text as day from place join slot on slot.id = slot
      where booking = $1 and offered_until > office_now()`,
    [booking],
  );
  return rows as { booking: string; day: string }[];
}

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
