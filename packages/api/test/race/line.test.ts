import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openOffice, type TestOffice } from '../../../../tooling/test/office.ts';
import { answersFor, book, phoneOf, waitFor } from '../citizens.ts';
import { fill, joinLine, leftAt, offeredAt, passMinutes, settle } from '../line.ts';
import { bookableSlots, leaveFree, standingAt, tally, times, together, type SlotAt } from '../race.ts';
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

describe('a place that is given back', () => {
  let slots: SlotAt[];
  beforeAll(async () => {
    await settle(bureau, today, 'mohe', { restMinutes: { from: 10, to: 120 } });
    slots = await bookableSlots(office, 'mohe');
  });

  test('[T23] [E04] is not on offer until a time nobody knows, and then goes to one', async () => {
    const slot = takeSlot();
    const { own, holder } = await booked(slot);
    expect((await holder.cancel(own)).status).toBe(200);
    const poll = () => together(times(100, () => () => book(office, answersFor(nextCouple++, slot))));
    await passMinutes(office, 9);
    await office.runJobs();
    expect(tally(await poll())).toEqual({ '409 slotFull': 100 });
    expect(await leftAt(office, slot)).toBe(0);
    await passMinutes(office, 112);
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

  function booked(slot: SlotAt) {
    return fill(office, slot, nextCouple++);
  }

  function takeSlot(): SlotAt {
    return slots.shift() as SlotAt;
  }
});

describe('the line for a time that is taken', () => {
  let slots: SlotAt[];
  beforeAll(async () => {
    slots = await bookableSlots(office);
  });

  test('[T40] a place that came free goes to the first in line, whatever else is tried at once', async () => {
    const { slot, holder, own } = await full();
    const line = [await inLine(slot), await inLine(slot), await inLine(slot)];
    expect((await holder.cancel(own)).status).toBe(200);
    const third = line[2] as InLine;
    const answers = await together<unknown>([
      ...times(10, () => office.runJobs),
      ...times(50, () => () => book(office, answersFor(nextCouple++, slot))),
      () => bureau.promote({ booking: third.booking, version: 1, reason: '孕晚期，来电说明' }),
    ]);
    const done = answers.filter((it) => (it as { status?: number } | undefined)?.status === 200);
    expect(done.length).toBe(1);
    await office.runJobs();
    const owners = await offeredAt(office, slot);
    expect([[line[0]?.booking], [third.booking]]).toContainEqual(owners);
    expect(await standingAt(office, slot)).toEqual([]);
    await expectSound(office);
  });

  test('[T40] whom the rules do not let have it is skipped and does not stop the line', async () => {
    const { slot, holder, own } = await full();
    const [first, second] = [await inLine(slot), await inLine(slot)];
    await office.ownerDatabase.pool.query(
      `update booking set service = 'divorceCertificate', application_day = $2 where id = $1`,
      [first.booking, slot.day],
    );
    await holder.cancel(own);
    await office.runJobs();
    expect(await offeredAt(office, slot)).toEqual([second.booking]);
    await expectSound(office);
  });

  test('[T42] of five more places the waiting have theirs before fifty who come at once', async () => {
    const { slot } = await full('huma');
    const line = [];
    for (const _ of times(7, (n) => n)) line.push((await inLine(slot)).booking);
    const doors = times(50, () => async () => book(office, answersFor(nextCouple++, slot)));
    const [, ...asked] = await together<unknown>([() => settle(bureau, today, 'huma', { quota: 90 }), ...doors]);
    await office.runJobs();
    const offered = await offeredAt(office, slot);
    expect(offered.sort()).toEqual(line.slice(0, offered.length).sort());
    expect(offered.length).toBeGreaterThanOrEqual(5);
    expect(asked.filter((it) => (it as { status: number }).status === 200)).toEqual([]);
    await expectSound(office);
  });

  test('[T05] the last place is held for one; a second one is told at once that there is none', async () => {
    const { slot, holder, own } = await full();
    const [first, second] = [await inLine(slot), await inLine(slot)];
    await holder.cancel(own);
    await office.runJobs();
    expect((await bureau.promote({ booking: second.booking, version: 1, reason: '来电说明' })).status).toBe(200);
    expect(await offeredAt(office, slot)).toEqual([first.booking]);
    const [head] = await bureau.line(slot.office);
    expect(head).toMatchObject({ position: 1, row: { id: second.booking }, offer: null });
  });

  test('[T06] who is too late hears so with other times to choose; the next in line has it', async () => {
    const { slot, holder, own } = await full();
    const [first, second] = [await inLine(slot), await inLine(slot)];
    await holder.cancel(own);
    await office.runJobs();
    await passMinutes(office, 121);
    expect((await first.holder.accept({ booking: first.booking, version: 1 })).refusal?.refused).toBe('offerExpired');
    await office.runJobs();
    expect(await offeredAt(office, slot)).toEqual([second.booking]);
    expect((await first.holder.accept({ booking: first.booking, version: 1 })).refusal?.refused).toBe('offerExpired');
    const accepted = await second.holder.accept({ booking: second.booking, version: 1 });
    expect(accepted.data).toMatchObject({ state: 'booked', day: slot.day, starts: slot.time });
    const kinds = office.sent.filter(({ to }) => to === phoneOf(first.n)).map(({ kind }) => kind);
    expect(kinds.sort()).toEqual(['waitJoined', 'waitOfferExpired', 'waitOffered']);
    await expectSound(office);
  });

  test('[T08] taken while two jobs tidy up what has expired: one has it, and it is given back once', async () => {
    for (const late of [0, 119, 120, 121]) {
      const { slot, holder, own } = await full();
      const waiting = await inLine(slot);
      await holder.cancel(own);
      await office.runJobs();
      await passMinutes(office, late);
      const [accepted] = await together<unknown>([
        () => waiting.holder.accept({ booking: waiting.booking, version: 1 }),
        ...times(2, () => office.runJobs),
      ]);
      const won = (accepted as { status: number }).status === 200;
      expect(won).toBe(late < 120);
      expect(await standingAt(office, slot)).toEqual(won ? [waiting.booking] : []);
      await expectSound(office);
    }
  });

  test('[control] without its rest for who waits the public has the place before the line', async () => {
    const { rows } = await office.ownerDatabase.pool.query<{ sound: string }>(
      `select pg_get_functiondef('is_awaited(bigint)'::regprocedure) as sound`,
    );
    await office.ownerDatabase.pool.query(
      `create or replace function is_awaited(p_slot bigint) returns boolean stable language sql
       security definer set search_path = public, pg_temp as 'select false'`,
    );
    const { slot, holder, own } = await full();
    await inLine(slot);
    await holder.cancel(own);
    expect((await book(office, answersFor(nextCouple++, slot))).status).toBe(200);
    await office.ownerDatabase.pool.query(rows[0]?.sound ?? '');
  });

  test('taking it while holding a booking of that business is a move of it', async () => {
    const { slot, holder, own } = await full();
    const waiting = await inLine(slot);
    const elsewhere = takeSlot();
    expect((await book(office, answersFor(waiting.n, elsewhere))).status).toBe(200);
    const [held = ''] = await standingAt(office, elsewhere);
    await holder.cancel(own);
    await office.runJobs();
    expect((await waiting.holder.accept({ booking: waiting.booking, version: 1 })).status).toBe(200);
    expect(await standingAt(office, slot)).toEqual([held]);
    expect(await standingAt(office, elsewhere)).toEqual([]);
    await expectSound(office);
  });

  test('a stranger who waits with a couple’s numbers does not move their booking', async () => {
    const { slot, holder, own } = await full();
    const waiting = await inLine(slot);
    const elsewhere = takeSlot();
    const theirs = { ...answersFor(waiting.n, elsewhere), phone: phoneOf(nextCouple++) };
    expect((await book(office, theirs)).status).toBe(200);
    await holder.cancel(own);
    await office.runJobs();
    const taken = await waiting.holder.accept({ booking: waiting.booking, version: 1 });
    expect(taken.refusal).toMatchObject({ refused: 'duplicate', facts: { own: false } });
    expect(await standingAt(office, elsewhere)).toHaveLength(1);
    await expectSound(office);
  });

  test('[E03] each person waits once for a business, and for nothing that is free', async () => {
    const { slot } = await full();
    const { n } = await inLine(slot);
    expect((await waitFor(office, answersFor(n, slot))).refusal?.refused).toBe('alreadyWaiting');
    expect((await waitFor(office, answersFor(nextCouple++, takeSlot()))).refusal?.refused).toBe('notFull');
  });

  test('who leaves the line, or gives the time back, is passed over; nobody is blamed', async () => {
    const { slot, holder, own } = await full();
    const [first, second, third] = [await inLine(slot), await inLine(slot), await inLine(slot)];
    const left = await first.holder.cancel({ booking: first.booking, version: 1 });
    expect(left.data).toMatchObject({ state: 'withdrawn', line: null });
    await holder.cancel(own);
    await office.runJobs();
    const declined = await second.holder.decline({ booking: second.booking, version: 1 });
    expect(declined.data).toMatchObject({
      state: 'waiting',
      offer: null,
      line: { position: expect.any(Number) as number },
    });
    await office.runJobs();
    expect(await offeredAt(office, slot)).toEqual([third.booking]);
    expect((await book(office, answersFor(first.n, takeSlot()))).status).toBe(200);
    await expectSound(office);
  });

  test('a clerk sees who waits and whom it reached, and takes somebody off the list for a reason', async () => {
    const { slot } = await full();
    const { booking } = await inLine(slot);
    await office.runJobs();
    const row = (await bureau.line(slot.office)).find(({ row }) => row.id === booking);
    expect(row).toMatchObject({
      fromDay: slot.day,
      untilDay: slot.day,
      fromTime: slot.time,
      told: 'sent',
      offer: null,
    });
    expect((await bureau.cancel({ booking, version: 1, reason: '本人来电' })).data?.state).toBe('withdrawn');
    expect((await bureau.line(slot.office)).some(({ row }) => row.id === booking)).toBe(false);
    const sheet = await bureau.sheet(slot.office, slot.day);
    expect(sheet.slots.flatMap(({ bookings }) => bookings).some(({ id }) => id === booking)).toBe(false);
    await expectSound(office);
  });

  test('a day closed takes back what was offered there; the line stays as it is', async () => {
    const { slot, holder, own } = await full('tahe');
    const waiting = await inLine(slot);
    await holder.cancel(own);
    await office.runJobs();
    const span = { office: slot.office, from: slot.day, until: slot.day, services: null, reason: '停电检修' };
    expect((await bureau.close(span)).status).toBe(200);
    await office.runJobs();
    const [view] = (await waiting.holder.find()).data ?? [];
    expect(view).toMatchObject({ state: 'waiting', offer: null, closureReason: null });
    expect(office.sent.at(-1)).toMatchObject({ to: phoneOf(waiting.n), kind: 'waitOfferWithdrawn' });
    await expectSound(office);
    const [closure] = await bureau.closures(slot.office);
    await bureau.lift({ closure: closure?.id ?? '', version: closure?.version ?? 0, reason: '恢复供电' });
    await office.runJobs();
    expect(await offeredAt(office, slot)).toEqual([waiting.booking]);
  });

  type InLine = Awaited<ReturnType<typeof inLine>>;

  function inLine(slot: SlotAt) {
    return joinLine(office, slot, nextCouple++);
  }

  async function full(id?: string) {
    const slot = id === undefined ? takeSlot() : ((await bookableSlots(office, id)).at(-1) as SlotAt);
    return { slot, ...(await fill(office, slot, nextCouple++)) };
  }

  function takeSlot(): SlotAt {
    return slots.pop() as SlotAt;
  }
});
