import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openOffice, type TestOffice } from '../../../../tooling/test/office.ts';
import { answersFor, book } from '../citizens.ts';
import { fill, joinLine, leftAt, offeredAt, passMinutes, settle } from '../line.ts';
import { bookableSlots, standingAt, type SlotAt } from '../race.ts';
import { expectSound } from '../sound.ts';
import { signInAs, type Desk } from '../staff.ts';

const today = '2022-05-16';
let office: TestOffice;
let bureau: Desk;
let nextCouple = 0;
beforeAll(async () => {
  office = await openOffice({ clock: `${today}T08:31:00+08:00` });
  await office.runJobs();
  bureau = await signInAs(office, 'bureau');
});
afterAll(() => office.close());

describe('whom the ladder bars meanwhile', () => {
  let slots: SlotAt[];
  beforeAll(async () => {
    slots = await bookableSlots(office, 'huma');
    await settle(bureau, today, 'huma', { penalties: [{ counts: { noShow: 1 }, withinDays: 30, blocksDays: 15 }] });
  });

  test('the place goes to the next in line', async () => {
    const { slot, holder, own } = await full(slots.pop() as SlotAt);
    const [barred, second] = [await joinLine(office, slot, nextCouple++), await joinLine(office, slot, nextCouple++)];
    await doesNotCome(barred.n);
    await holder.cancel(own);
    await office.runJobs();
    expect(await offeredAt(office, slot)).toEqual([second.booking]);
    await expectSound(office);
  });

  test('does not take the place that was offered before, and is told until when', async () => {
    const { slot, holder, own } = await full(slots.pop() as SlotAt);
    const { n, booking, holder: waiting } = await joinLine(office, slot, nextCouple++);
    await holder.cancel(own);
    await office.runJobs();
    expect(await offeredAt(office, slot)).toEqual([booking]);
    await doesNotCome(n);
    const taken = await waiting.accept({ booking, version: 1 });
    expect(taken).toMatchObject({ status: 409, refusal: { refused: 'barred', facts: { until: '2022-06-01' } } });
    expect(await standingAt(office, slot)).toEqual([]);
    await expectSound(office);
  });

  async function doesNotCome(n: number): Promise<void> {
    const answers = { ...answersFor(n, { day: today, time: '15:20' }), service: 'marriageReplacement' };
    const made = await bureau.bookFor({ office: 'huma', channel: 'phone', answers, overbookReason: '加号' });
    const booking = made.data?.booking ?? '';
    expect((await bureau.finish({ booking, version: 1, outcome: 'noShow' })).status).toBe(200);
  }
});

test('a rule that came into force since the place was offered is asked when it is taken', async () => {
  const { slot, holder, own } = await full((await bookableSlots(office, 'mohe')).pop() as SlotAt);
  const { booking, holder: waiting } = await joinLine(office, slot, nextCouple++);
  await holder.cancel(own);
  await office.runJobs();
  expect(await offeredAt(office, slot)).toEqual([booking]);
  await settle(bureau, slot.day, 'mohe', { services: ['divorceApplication'] });
  expect((await waiting.accept({ booking, version: 1 })).refusal?.refused).toBe('serviceNotOffered');
  await expectSound(office);
});

describe('an office that makes its offers by day', () => {
  let slots: SlotAt[];
  beforeAll(async () => {
    await settle(bureau, today, 'tahe', { waitOffers: { from: '08:00', to: '21:00' } });
    slots = await bookableSlots(office, 'tahe');
  });

  test('offers what comes free at night in the morning, and nobody has it meanwhile', async () => {
    const { slot, holder, own } = await full(slots.pop() as SlotAt);
    const { booking } = await joinLine(office, slot, nextCouple++);
    await wallShows(today, '22:30');
    await holder.cancel(own);
    await office.runJobs();
    expect(await offeredAt(office, slot)).toEqual([]);
    expect(await leftAt(office, slot)).toBe(0);
    expect((await book(office, answersFor(nextCouple++, slot))).refusal?.refused).toBe('slotFull');
    await wallShows('2022-05-17', '08:01');
    await office.runJobs();
    expect(await offeredAt(office, slot)).toEqual([booking]);
    expect(await heldUntil(booking)).toMatch(/^2022-05-17 10:01/);
    await expectSound(office);
  });

  test('holds what is offered in the evening on in the morning', async () => {
    const { slot, holder, own } = await full(slots.pop() as SlotAt);
    const { booking } = await joinLine(office, slot, nextCouple++);
    await wallShows('2022-05-17', '20:30');
    await holder.cancel(own);
    await office.runJobs();
    expect(await heldUntil(booking)).toMatch(/^2022-05-18 09:30/);
  });

  test('lets the public have at night what nobody waits for', async () => {
    const { slot, holder, own } = await full(slots.pop() as SlotAt);
    await wallShows('2022-05-17', '23:00');
    await holder.cancel(own);
    await office.runJobs();
    expect((await book(office, answersFor(nextCouple++, slot))).status).toBe(200);
  });

  test('[control] without its hours offers at night', async () => {
    const { slot, holder, own } = await full(slots.pop() as SlotAt);
    const { booking } = await joinLine(office, slot, nextCouple++);
    await wallShows('2022-05-17', '23:30');
    await holder.cancel(own);
    await office.runJobs();
    expect(await offeredAt(office, slot)).toEqual([]);
    await office.ownerDatabase.pool.query(
      `create or replace function offers_go_out(p_office text) returns boolean stable language sql
       security definer set search_path = public, pg_temp as 'select true'`,
    );
    await office.runJobs();
    expect(await offeredAt(office, slot)).toEqual([booking]);
  });

  async function heldUntil(booking: string): Promise<string | undefined> {
    const { rows } = await office.ownerDatabase.pool.query<{ until: string }>(
      `select to_char(offered_until at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI') as until from place where booking = $1`,
      [booking],
    );
    return rows[0]?.until;
  }
});

async function full(slot: SlotAt) {
  return { slot, ...(await fill(office, slot, nextCouple++)) };
}

/** Lets the office's wall show a later time. */
async function wallShows(day: string, time: string): Promise<void> {
  const { rows } = await office.ownerDatabase.pool.query<{ minutes: number }>(
    `select extract(epoch from $1::timestamp at time zone 'Asia/Shanghai' - office_now())::float8 / 60 as minutes`,
    [`${day} ${time}`],
  );
  await passMinutes(office, Math.ceil(rows[0]?.minutes ?? 0));
}
