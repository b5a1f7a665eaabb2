import { demoRules } from '@anmin/api/demo/seed';
import type { OfficeRules } from '@anmin/domain/appointments/settings';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openOffice, type TestOffice } from '../../../../tooling/test/office.ts';
import { answersFor, book, holderOf, phoneOf } from '../citizens.ts';
import { bookableSlots, leaveFree, standingAt, tally, times, together, type SlotAt } from '../race.ts';
import { expectSound } from '../sound.ts';
import { get, signInAs, type Desk } from '../staff.ts';

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

describe('a place that is given back', () => {
  let slots: SlotAt[];
  beforeAll(async () => {
    await settle('mohe', { restMinutes: { from: 10, to: 120 } });
    slots = await bookableSlots(office, 'mohe');
  });

  test('[T23] is not on offer until a time nobody knows, and then goes to one', async () => {
    const slot = takeSlot();
    const { own, holder } = await booked(slot);
    expect((await holder.cancel(own)).status).toBe(200);
    const poll = () => together(times(100, () => () => book(office, answersFor(nextCouple++, slot))));
    await passMinutes(9);
    await office.runJobs();
    expect(tally(await poll())).toEqual({ '409 slotFull': 100 });
    expect(await leftAt(slot)).toBe(0);
    await passMinutes(112);
    expect(tally(await poll())).toEqual({ '409 slotFull': 100 });
    await together(times(4, () => office.runJobs));
    expect(tally(await poll())).toEqual({ '200': 1, '409 slotFull': 99 });
    await expectSound(office);
  });

  test('[T26] rests after a move as well where the office settled that, and not for the counter', async () => {
    const [from, to, back] = [takeSlot(), takeSlot(), takeSlot()];
    const { own, holder } = await booked(from);
    expect((await holder.move(own, to)).status).toBe(200);
    expect((await book(office, answersFor(nextCouple++, from))).refusal?.refused).toBe('slotFull');
    await leaveFree(office, back, 1, 'phone');
    const n = nextCouple++;
    const bookFor = (couple: number) =>
      bureau.bookFor({ office: back.office, channel: 'phone', answers: answersFor(couple, back) });
    const made = await bookFor(n);
    expect((await bureau.cancel({ booking: made.data?.booking ?? '', version: 1, reason: '来电取消' })).status).toBe(
      200,
    );
    expect((await bookFor(n)).status).toBe(200);
    await expectSound(office);
  });

  test('rests for a time drawn anew each time', async () => {
    const owned = [];
    for (const slot of times(6, takeSlot)) owned.push({ slot, ...(await booked(slot)) });
    for (const { holder, own } of owned) await holder.cancel(own);
    const { rows } = await office.ownerDatabase.pool.query<{ minutes: number }>(
      `select round(extract(epoch from rests_until - office_now()) / 60)::int as minutes from place
         join slot on slot.id = slot where rests_until is not null and office = 'mohe'`,
    );
    const drawn = rows.map(({ minutes }) => minutes);
    expect(drawn.every((minutes) => minutes >= 9 && minutes <= 120)).toBe(true);
    expect(new Set(drawn).size).toBeGreaterThan(1);
  });

  /** One whose only place is then booked. */
  async function booked(slot: SlotAt) {
    await leaveFree(office, slot, 1);
    const n = nextCouple++;
    expect((await book(office, answersFor(n, slot))).status).toBe(200);
    const [booking = ''] = await standingAt(office, slot);
    return { own: { booking, version: 1 }, holder: await holderOf(office, phoneOf(n)) };
  }

  function takeSlot(): SlotAt {
    return slots.shift() as SlotAt;
  }
});

async function settle(id: string, change: Partial<OfficeRules>): Promise<void> {
  const { version } = await bureau.plan(id);
  const plan = { office: id, rules: { ...demoRules, ...change }, validFrom: today, source: '试验', version };
  expect((await bureau.savePlan(plan)).status).toBe(200);
}

async function passMinutes(minutes: number): Promise<void> {
  await office.ownerDatabase.pool.query('update office_clock set offset_ = offset_ + make_interval(mins => $1)', [
    minutes,
  ]);
}

type Month = { slots: { starts: string; left: number }[] };

async function leftAt({ office: id, day, time }: SlotAt): Promise<number | undefined> {
  const month = await get<Month>(office.url, 'office.month', { office: id, service: 'marriage', from: day, day });
  return month.slots.find(({ starts }) => starts === time)?.left;
}
