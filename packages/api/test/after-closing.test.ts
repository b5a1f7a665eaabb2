import { expireOffers } from '@anmin/api/closures/offers';
import { inTransaction } from '@anmin/db/client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openOffice, type TestOffice } from '../../../tooling/test/office.ts';
import { answersFor, book, holderOf, phoneOf } from './citizens.ts';
import { sendDue } from './messages.ts';
import { expectSound } from './sound.ts';
import { signInAs, type Desk } from './staff.ts';

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

async function displaced(n: number) {
  const holder = await holderOf(office, phoneOf(n));
  await sendDue(office);
  const [view] = (await holder.find()).data ?? [];
  if (view === undefined) throw new Error('the phone has no booking');
  return { holder, view };
}
