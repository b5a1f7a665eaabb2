import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openOffice, type TestOffice } from '../../../../tooling/test/office.ts';
import { answersFor, book, holderOf, phoneOf } from '../citizens.ts';
import { appoint } from '../isolation/neighbours.ts';
import { sendDue } from '../messages.ts';
import { bookableSlots, freeAt, leaveFree, standingAt, tally, times, together, type SlotAt } from '../race.ts';
import { expectSound, flawsOf } from '../sound.ts';
import { signInAs, type Desk } from '../staff.ts';

const today = '2022-05-16';
let office: TestOffice;
let clerk: Desk;
let bureau: Desk;
let slots: SlotAt[];
let nextCouple = 0;
beforeAll(async () => {
  office = await openOffice({ clock: `${today}T08:31:00+08:00` });
  await office.runJobs();
  clerk = await signInAs(office, 'clerk');
  bureau = await signInAs(office, 'bureau');
  slots = await bookableSlots(office);
});
afterAll(() => office.close());

describe('changing a booking from two sides', () => {
  test('[T20] the couple and the clerk cancel at once: freed once, journalled once, told once', async () => {
    for (const _ of times(6, (round) => round)) {
      const slot = takeSlot();
      const free = await freeAt(office, slot);
      const { own, holder } = await booked(slot);
      const answers = await together<{ status: number }>([
        () => holder.cancel(own),
        () => clerk.cancel({ ...own, reason: '来电取消' }),
      ]);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
      expect(await freeAt(office, slot)).toBe(free);
      expect(await countOf('journal_entry', `action = 'booking.cancelled' and subject = '${own.booking}'`)).toBe(1);
      expect(await countOf('message', `kind like 'cancelled%' and booking = '${own.booking}'`)).toBe(1);
    }
    await expectSound(office);
  });

  test('[T21] cancelled or checked in, whichever came first, never both', async () => {
    const outcomes: string[] = [];
    for (const slot of (await phoneSlotsToday()).slice(0, 8)) {
      const answers = { ...answersFor(nextCouple, slot), phone: phoneOf(nextCouple++) };
      const made = await bureau.bookFor({ office: slot.office, channel: 'phone', answers });
      const own = { booking: made.data?.booking ?? '', version: 1 };
      const [arrived, left] = await together<{ status: number }>([
        () => bureau.checkIn(own),
        () => bureau.cancel({ ...own, reason: '来电取消' }),
      ]);
      expect([arrived?.status, left?.status].sort()).toEqual([200, 409]);
      const state = arrived?.status === 200 ? 'checkedIn' : 'cancelled';
      expect(await countOf('booking', `id = '${own.booking}' and state = '${state}'`)).toBe(1);
      outcomes.push(state);
    }
    expect(outcomes).toHaveLength(8);
    await expectSound(office);
  });

  test('[T54] scanned twice at two counters: checked in once, the others hear when and by whom', async () => {
    const [slot] = await phoneSlotsToday('jiagedaqi');
    const answers = answersFor(nextCouple++, slot as SlotAt);
    const made = await clerk.bookFor({ office: 'jiagedaqi', channel: 'phone', answers });
    const own = { booking: made.data?.booking ?? '', version: 1 };
    const scans = await together(times(6, (n) => () => (n % 2 === 0 ? clerk : bureau).checkIn(own)));
    expect(tally(scans)).toEqual({ '200': 1, '409 alreadyCheckedIn': 5 });
    for (const { refusal } of scans.filter(({ status }) => status === 409))
      expect(refusal?.facts).toEqual({ at: '08:31', by: expect.stringMatching(/^(林晓燕|赵建国)$/) as string });
    await expectSound(office);
  });

  test('[T54] the day before nobody is checked in', async () => {
    const slot = takeSlot();
    const { own } = await booked(slot);
    expect(await clerk.checkIn(own)).toMatchObject({
      status: 409,
      refusal: { refused: 'wrongDay', facts: { day: slot.day } },
    });
  });

  test('[T24] two move to the last place of another time: one has it, the other keeps the old one', async () => {
    for (const _ of times(6, (round) => round)) {
      const [first, second, wanted] = [takeSlot(), takeSlot(), takeSlot()];
      await leaveFree(office, wanted, 1);
      const couples = [await booked(first), await booked(second)];
      const moves = await together(
        couples.map(
          ({ holder, own }) =>
            () =>
              holder.move(own, wanted),
        ),
      );
      expect(tally(moves)).toEqual({ '200': 1, '409 slotFull': 1 });
      const won = moves.findIndex(({ status }) => status === 200);
      expect(await standingAt(office, wanted)).toEqual([couples[won]?.own.booking]);
      const [kept, left] = won === 0 ? [second, first] : [first, second];
      expect(await standingAt(office, kept)).toEqual([couples[1 - won]?.own.booking]);
      expect(await standingAt(office, left)).toEqual([]);
    }
    await expectSound(office);
  });

  test('[T24] one couple moves in two tabs: exactly one time remains', async () => {
    const [from, ...to] = [takeSlot(), takeSlot(), takeSlot()];
    const { own, holder } = await booked(from);
    const moves = await together(to.map((slot) => () => holder.move(own, slot)));
    expect(tally(moves)).toEqual({ '200': 1, '409 stale': 1 });
    const standing = await Promise.all([from, ...to].map((slot) => standingAt(office, slot)));
    expect(standing.flat()).toEqual([own.booking]);
    await expectSound(office);
  });

  test('[T26] the time that was left can be had at once', async () => {
    const [from, to] = [takeSlot(), takeSlot()];
    await leaveFree(office, from, 1);
    const { own, holder } = await booked(from);
    expect((await book(office, answersFor(nextCouple++, from))).refusal?.refused).toBe('slotFull');
    expect((await holder.move(own, to)).status).toBe(200);
    expect((await book(office, answersFor(nextCouple++, from))).status).toBe(200);
    await expectSound(office);
  });
});

describe('what has been overtaken is not sent', () => {
  test('[T35] no reminder of the old time after a move or a cancelling', async () => {
    const mover = await bookedAt({ day: '2022-05-24', time: '09:40' });
    const canceller = await bookedAt({ day: '2022-05-24', time: '10:20' });
    const keeper = await bookedAt({ day: '2022-05-24', time: '14:00' });
    expect((await mover.holder.move(mover.own, { office: 'jiagedaqi', day: '2022-06-08', time: '09:40' })).status).toBe(
      200,
    );
    expect((await canceller.holder.cancel(canceller.own)).status).toBe(200);
    await advanceClockTo('2022-05-23T09:05:00+08:00');
    const reminders = (await sendDue(office)).filter(({ kind }) => kind === 'reminder');
    expect(reminders.filter(({ facts }) => facts['day'] === '2022-05-24').map(({ to }) => to)).toEqual([keeper.phone]);
  });

  test('[control] a message whose version is not looked at reminds of a time that is no more', async () => {
    const mover = await bookedAt({ day: '2022-05-31', time: '09:40' });
    await mover.holder.move(mover.own, { office: 'jiagedaqi', day: '2022-06-08', time: '10:20' });
    await office.ownerDatabase.pool.query(
      'update message set booking_version = (select version from booking where id = message.booking)',
    );
    await advanceClockTo('2022-05-30T09:05:00+08:00');
    const told = (await sendDue(office)).filter(({ to, kind }) => to === mover.phone && kind === 'reminder');
    expect(told.map(({ facts }) => facts['day'])).toEqual(['2022-05-31']);
  });
});

describe('what has ended, and what its people still do', () => {
  test('[T53] [T55] a cancelled booking is found until its time is over, and one that is moved meanwhile stays whole', async () => {
    // what the case before broke on purpose
    const broken = await flawsOf(office);
    const manager = office.as(await appoint(office, 'institutionManager')).counter;
    const ended = await bookedAt({ day: '2022-06-01', time: '09:40' });
    await ended.holder.cancel(ended.own);
    const [seen] = (await ended.holder.find()).data ?? [];
    const inquiry = { office: 'jiagedaqi', text: seen?.reference ?? '' };
    expect(await manager.find(inquiry)).toMatchObject([{ state: 'cancelled', endedBy: 'citizen' }]);
    const movers = [];
    for (const time of ['09:40', '10:20', '14:00']) movers.push(await bookedAt({ day: '2022-06-09', time }));
    await office.ownerDatabase.pool.query(
      `insert into privacy_setting (unit, kind, amount, source, valid_from, made_by)
         select '232700', kind, 1, '试验', '2022-01-01', 'test' from unnest(array['phone', 'parties', 'messages']) kind`,
    );
    await advanceClockTo('2022-06-06T09:00:00+08:00');
    const purge = async (kind: string) => {
      await office.ownerDatabase.pool.query('select purge_over($1, 500)', [kind]);
      return { status: 0 };
    };
    const target = { office: 'jiagedaqi', day: '2022-06-10', time: '14:00' };
    const acts = await together<{ status: number }>([
      ...movers.map(
        ({ holder, own }) =>
          () =>
            holder.move(own, target),
      ),
      ...['phone', 'parties', 'messages', 'parties', 'phone'].map((kind) => () => purge(kind)),
    ]);
    expect(acts.map(({ status }) => status).sort()).toEqual([0, 0, 0, 0, 0, 200, 200, 200]);
    for (const { own } of movers) {
      expect(await countOf('party', `booking = '${own.booking}'`)).toBe(2);
      expect(await countOf('booking', `id = '${own.booking}' and phone_sealed is not null and version = 2`)).toBe(1);
    }
    expect(await countOf('party', `booking = '${ended.own.booking}'`)).toBe(0);
    expect(await countOf('journal_entry', `subject = '${ended.own.booking}'`)).toBeGreaterThan(1);
    expect(await flawsOf(office)).toEqual(broken);
  });
});

async function booked(slot: SlotAt) {
  const n = nextCouple++;
  expect((await book(office, answersFor(n, slot))).status).toBe(200);
  const [booking = ''] = (await standingAt(office, slot)).slice(-1);
  return { own: { booking, version: 1 }, holder: await holderOf(office, phoneOf(n)), phone: phoneOf(n) };
}

function bookedAt(at: { day: string; time: string }) {
  return booked({ office: 'jiagedaqi', ...at });
}

function takeSlot(): SlotAt {
  const next = slots.findIndex(({ day }) => !['2022-05-24', '2022-05-31', '2022-06-08'].includes(day));
  return slots.splice(next, 1)[0] as SlotAt;
}

async function phoneSlotsToday(only?: string): Promise<SlotAt[]> {
  const { rows } = await office.ownerDatabase.pool.query<SlotAt>(
    `select slot.office, slot.day, to_char(starts, 'HH24:MI') as time from place join slot on slot.id = place.slot
      where slot.day = $1 and channel = 'phone' and booking is null and ($2::text is null or office = $2)
      order by office <> 'mohe', office, starts`,
    [today, only ?? null],
  );
  return rows;
}

async function countOf(table: string, where: string): Promise<number> {
  const { rows } = await office.ownerDatabase.pool.query<{ n: number }>(
    `select count(*) as n from ${table} where ${where}`,
  );
  return rows[0]?.n ?? 0;
}

async function advanceClockTo(instant: string): Promise<void> {
  await office.ownerDatabase.pool.query(
    'update office_clock set offset_ = make_interval(secs => extract(epoch from $1::timestamptz - now()))',
    [instant],
  );
}
