import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openOffice, type TestOffice } from '../../../../tooling/test/office.ts';
import { answersFor, book, consider } from '../citizens.ts';
import { bookableSlots, freeAt, leaveFree, standingAt, tally, times, together, type SlotAt } from '../race.ts';
import { expectSound, flawsOf } from '../sound.ts';

/** Two hundred are the proof, a few are for every day. */
const rounds = Number(process.env['ROUNDS'] ?? 5);

const clock = '2022-05-16T08:31:00+08:00';
let office: TestOffice;
let slots: SlotAt[];
let beside: Awaited<ReturnType<TestOffice['openBeside']>>;
let nextCouple = 0;
beforeAll(async () => {
  office = await openOffice({ clock });
  beside = await office.openBeside();
  await office.runJobs();
  slots = await bookableSlots(office);
});
afterAll(async () => {
  await beside.close();
  await office.close();
});

describe('the last place', () => {
  test(
    '[T01] [E01] two hundred want the one place left: one has it, the others are told, none is left in doubt',
    async () => {
      const wanted = await bookableSlots(office, 'mohe');
      for (const round of times(rounds, (index) => index)) {
        const slot = wanted[round % wanted.length] as SlotAt;
        if (round >= wanted.length) await vacate(slot);
        await leaveFree(office, slot, 1);
        const doors = [office, { ...office, url: beside.url }] as const;
        const answers = await together(
          times(200, (n) => () => book(doors[n % 2 ? 1 : 0], answersFor(nextCouple++, slot))),
        );
        expect(tally(answers)).toEqual({ '200': 1, '409 slotFull': 199 });
        await expectSound(office);
      }
    },
    30_000 + rounds * 6_000,
  );

  test('[T01] whoever lost hears of at least three other times', async () => {
    const slot = takeSlot();
    await leaveFree(office, slot, 1);
    const couples = times(8, () => nextCouple++);
    const answers = await together(couples.map((n) => () => book(office, answersFor(n, slot))));
    const losers = couples.filter((_, index) => answers[index]?.status === 409);
    expect(losers).toHaveLength(7);
    for (const loser of losers) {
      const { data } = await consider(office, answersFor(loser, slot));
      expect(data?.refusal?.refused).toBe('slotFull');
      expect(data?.alternatives.length).toBeGreaterThanOrEqual(3);
    }
  });

  test('[T03] a full slot is full although the day has room, and the room of the day is had beside it', async () => {
    const [full, roomy] = [takeSlot(), takeSlot()];
    expect(full.day).toBe(roomy.day);
    await leaveFree(office, full, 0);
    await leaveFree(office, roomy, 2);
    const wants = times(50, (index) => (index < 25 ? full : roomy));
    const answers = await together(wants.map((slot) => () => book(office, answersFor(nextCouple++, slot))));
    expect(tally(answers)).toEqual({ '200': 2, '409 slotFull': 48 });
    expect(await standingAt(office, full)).toHaveLength(0);
    expect(await standingAt(office, roomy)).toHaveLength(2);
    await expectSound(office);
  });

  test('[T05] the second who wants the same last place is refused at once, before a code is sent', async () => {
    const slot = takeSlot();
    await leaveFree(office, slot, 1);
    const both = await together(times(2, () => () => book(office, answersFor(nextCouple++, slot))));
    expect(tally(both)).toEqual({ '200': 1, '409 slotFull': 1 });
    const began = performance.now();
    const late = await consider(office, answersFor(nextCouple++, slot));
    expect(late.data?.refusal?.refused).toBe('slotFull');
    expect(performance.now() - began).toBeLessThan(1_000);
    await expectSound(office);
  });

  test('[T52] what a page counted may be old, a booking never: who comes too late hears of other times', async () => {
    const slot = takeSlot();
    const { month } = office.as({ kind: 'citizen', address: '127.0.0.1' }).office;
    const { slots: times } = await month({ office: slot.office, service: 'marriage', day: slot.day });
    expect(times?.find(({ starts }) => starts === slot.time)?.left).toBeGreaterThan(0);
    await leaveFree(office, slot, 0);
    const n = nextCouple++;
    expect((await book(office, answersFor(n, slot))).refusal?.refused).toBe('slotFull');
    const late = await consider(office, answersFor(n, slot));
    expect(late.data?.refusal?.refused).toBe('slotFull');
    expect(late.data?.alternatives.length).toBeGreaterThanOrEqual(3);
  });

  test('[T04] the last place of the prefecture, wanted through two offices, goes to one couple', async () => {
    const prefecture = await openOffice({ clock });
    await prefecture.runJobs();
    const [last] = (await bookableSlots(prefecture, 'mohe')) as [SlotAt];
    await prefecture.ownerDatabase.pool.query(
      `update place set closed_at = now() where id <> (
         select place.id from place join slot on slot.id = place.slot
          where office = 'mohe' and day = $1 and starts = $2 and channel = 'online' limit 1)`,
      [last.day, last.time],
    );
    const elsewhere = answersFor(1, { ...last, office: 'jiagedaqi' });
    const offered = await consider(prefecture, elsewhere);
    expect(offered.data?.alternatives).toMatchObject([{ office: 'mohe', day: last.day, starts: last.time }]);
    const answers = await together([
      () => book(prefecture, { ...elsewhere, office: offered.data?.alternatives[0]?.office ?? '' }),
      () => book(prefecture, answersFor(2, last)),
      () => book(prefecture, answersFor(3, { ...last, office: 'jiagedaqi' })),
    ]);
    expect(tally(answers)).toEqual({ '200': 1, '409 slotFull': 2 });
    expect(await standingAt(prefecture, last)).toHaveLength(1);
    expect(await freeAt(prefecture, last)).toBe(0);
    expect((await consider(prefecture, answersFor(4, last))).data?.alternatives).toEqual([]);
    await expectSound(prefecture);
    await prefecture.close();
  });

  test('[control] with check-then-update in place of the lock, the same rush oversells', async () => {
    const careless = await openOffice({ clock });
    await careless.runJobs();
    await careless.ownerDatabase.pool.query(checkThenUpdate);
    const [slot] = (await bookableSlots(careless)) as [SlotAt];
    await leaveFree(careless, slot, 1);
    for (const channel of ['phone', 'counter']) await leaveFree(careless, slot, 0, channel);
    const second = await careless.openBeside();
    const doors = [careless, { ...careless, url: second.url }] as const;
    const answers = await together(times(20, (n) => () => book(doors[n % 2 ? 1 : 0], answersFor(n, slot))));
    expect(tally(answers)['200']).toBeGreaterThan(1);
    await second.close();
    expect((await flawsOf(careless)).map(({ flaw }) => flaw)).toContain('a slot promises more than it has');
    await careless.close();
  });
});

const checkThenUpdate = `
  drop function book_together;
  drop trigger place_changes_hands on place;
  drop trigger place_belongs_to_its_booking on place;
  drop trigger booking_owns_its_place on booking;
  create or replace function take_places(p_slot bigint, p_channel text, p_booking uuid, p_places int, p_offered_until timestamptz default null)
    returns void language plpgsql as $$
  declare
    free bigint;
  begin
    select id into free from place where slot = p_slot and channel = p_channel and booking is null and closed_at is null limit 1;
    if free is null then
      raise exception 'full' using errcode = 'AN001';
    end if;
    perform pg_sleep(1.5);
    update place set booking = p_booking, offered_until = p_offered_until where id = free;
  end $$`;

function takeSlot(): SlotAt {
  return slots.shift() as SlotAt;
}

/** For a long proof with more rounds than slots. */
async function vacate({ office: id, day, time }: SlotAt): Promise<void> {
  await office.ownerDatabase.pool.query(
    `with ended as (
       update booking set state = 'cancelled', version = version + 1
         from slot where slot.id = booking.slot and slot.office = $1 and day = $2 and starts = $3 and state = 'booked'
       returning booking.id),
     freed as (update place set booking = null where booking in (select id from ended)),
     released as (delete from claim where booking in (select id from ended))
     insert into journal_entry (actor, action, subject) select 'job', 'booking.cancelled', id from ended`,
    [id, day, time],
  );
}
