import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openOffice, type TestOffice } from '../../../../tooling/test/office.ts';
import { answersFor, book, holderOf, phoneOf, type Answered } from '../citizens.ts';
import { bookableSlots, standingAt, tally, times, together, type SlotAt } from '../race.ts';
import { expectSound } from '../sound.ts';
import { signInAs, type Desk } from '../staff.ts';

const clock = '2022-05-16T08:31:00+08:00';
let office: TestOffice;
let clerk: Desk;
let bureau: Desk;
let slots: SlotAt[];
let nextCouple = 0;
beforeAll(async () => {
  office = await openOffice({ clock });
  await office.runJobs();
  clerk = await signInAs(office, 'clerk');
  bureau = await signInAs(office, 'bureau');
  slots = await bookableSlots(office);
});
afterAll(() => office.close());

describe('a day closed while people book it', () => {
  test('[T31] whoever wants the day is refused or displaced and told, nobody falls between', async () => {
    const seen: Record<string, number> = {};
    for (const round of times(8, (index) => index)) {
      const day = takeDay();
      const services = round % 2 === 0 ? null : (['marriage'] as const);
      const answers = times(12, (n) => answersFor(nextCouple++, day[n % day.length] as SlotAt));
      const [closed, ...asked] = await together<Answered<unknown>>([
        async () => {
          await pause(round * 12);
          return clerk.close({ ...spanOf(day), services: services === null ? null : [...services] });
        },
        ...answers.slice(2).map((one) => () => book(office, one)),
        ...answers.slice(0, 2).map((one) => () => overbook(one)),
      ]);
      expect(closed?.status).toBe(200);
      expect((closed?.data as { displaced: number }).displaced).toBe(
        asked.filter(({ status }) => status === 200).length,
      );
      expect((await Promise.all(day.map((slot) => standingAt(office, slot)))).flat()).toEqual([]);
      await expectSound(office);
      for (const [name, times] of Object.entries(tally(asked))) seen[name] = (seen[name] ?? 0) + times;
    }
    expect(seen['200']).toBeGreaterThan(0);
    expect((seen['409 closed'] ?? 0) + (seen['409 suspended'] ?? 0) + (seen['409 slotFull'] ?? 0)).toBeGreaterThan(0);
    expect(Object.keys(seen).filter((name) => name.startsWith('5'))).toEqual([]);
  });

  test('[T31] an offer on a day that is closed as well is taken back, and another one is made', async () => {
    const [first, second] = [takeDay(), takeDay()];
    const n = nextCouple++;
    await book(office, answersFor(n, first[0] as SlotAt));
    await leaveOnly(second);
    expect((await clerk.close(spanOf(first))).data).toMatchObject({ displaced: 1, offered: 1 });
    const holder = await holderOf(office, phoneOf(n));
    expect((await holder.find()).data?.[0]?.offer).toMatchObject({ day: second[0]?.day });
    await openAllOther();
    expect((await clerk.close(spanOf(second))).status).toBe(200);
    const [view] = (await holder.find()).data ?? [];
    expect(view?.offer?.day).not.toBe(second[0]?.day);
    expect((await holder.accept({ booking: view?.id ?? '', version: view?.version ?? 0 })).status).toBe(200);
    await expectSound(office);
  });

  test('[T31] a closing goes on while citizens take the very places it wants to offer', async () => {
    const [closing, near] = [takeDay(), takeDay()];
    await together(times(6, (n) => () => book(office, answersFor(nextCouple++, closing[n % 6] as SlotAt))));
    const [closed, ...asked] = await together<{ status: number }>([
      () => clerk.close(spanOf(closing)),
      ...times(30, (n) => () => book(office, answersFor(nextCouple++, near[n % near.length] as SlotAt))),
    ]);
    expect(closed?.status).toBe(200);
    expect(asked.every(({ status }) => status === 200 || status === 409)).toBe(true);
    await expectSound(office);
  });
});

describe('two who close', () => {
  test('[T32] two clerks close the same day at once: closed once, the second is told', async () => {
    const unplanned = { office: 'jiagedaqi', from: '2022-07-04', until: '2022-07-04', services: null, reason: '搬迁' };
    for (const span of [spanOf(takeDay()), unplanned]) {
      const answers = await together([clerk, bureau].map((desk) => () => desk.close(span)));
      expect(tally(answers)).toEqual({ '200': 1, '409 stale': 1 });
    }
    await expectSound(office);
  });

  test('[T32] lifted twice from two desks: once; and closing meanwhile is never undone', async () => {
    for (const _ of times(3, (round) => round)) {
      const span = spanOf(takeDay());
      const made = await clerk.close(span);
      const lift = { closure: made.data?.closure ?? '', version: 1, reason: '恢复办理' };
      const [again, ...lifts] = await together<Answered<unknown>>([
        () => bureau.close(span),
        () => clerk.lift(lift),
        () => bureau.lift(lift),
      ]);
      expect(tally(lifts)).toEqual({ '200': 1, '409 stale': 1 });
      const closedAgain = again?.status === 200;
      if (!closedAgain) expect(again?.refusal?.refused).toBe('stale');
      const { rows } = await office.ownerDatabase.pool.query<{ standing: number; free: number }>(
        `select (select count(*) from closure where from_day = $1 and lifted_at is null) as standing,
                (select count(*) from place join slot on slot.id = place.slot
                  where slot.office = 'jiagedaqi' and slot.day = $1 and booking is null and closed_at is null) as free`,
        [span.from],
      );
      expect(rows[0]?.standing).toBe(closedAgain ? 1 : 0);
      expect((rows[0]?.free ?? 0) === 0).toBe(closedAgain);
    }
    await expectSound(office);
  });

  test('[control] without the question after the lock a suspended service is booked and nobody is told', async () => {
    const day = takeDay();
    await book(office, answersFor(nextCouple++, takeDay()[0] as SlotAt));
    await office.ownerDatabase.pool.query(
      `create or replace function closed_for(p_office text, p_slot bigint, p_service text) returns boolean
         stable language sql as 'select false'`,
    );
    const closed = await clerk.close({ ...spanOf(day), services: ['marriage'] });
    const late = await together(times(6, (n) => () => book(office, answersFor(nextCouple++, day[n % 6] as SlotAt))));
    expect(closed.data?.displaced).toBe(0);
    expect(tally(late)['200']).toBeGreaterThan(0);
    expect((await Promise.all(day.map((slot) => standingAt(office, slot)))).flat().length).toBeGreaterThan(0);
  });
});

function takeDay(): SlotAt[] {
  const day = slots[0]?.day;
  const own = slots.filter((slot) => slot.day === day);
  slots = slots.filter((slot) => slot.day !== day);
  if (own.length === 0) throw new Error('no day is left');
  return own;
}

function spanOf([first]: SlotAt[]) {
  const day = first?.day ?? '';
  return { office: 'jiagedaqi', from: day, until: day, services: null, reason: '停电检修' };
}

function overbook({ office: id = '', ...answers }: ReturnType<typeof answersFor>) {
  return bureau.bookFor({ office: id, channel: 'phone', answers, overbookReason: '领导批准' });
}

/** Closes every free online place but those of a day. */
async function leaveOnly(day: SlotAt[]): Promise<void> {
  await office.ownerDatabase.pool.query(
    `update place set closed_at = '2000-01-01' where booking is null and closed_at is null and slot not in (
       select id from slot where office = 'jiagedaqi' and slot.day = $1)`,
    [day[0]?.day],
  );
}

async function openAllOther(): Promise<void> {
  await office.ownerDatabase.pool.query(`update place set closed_at = null where closed_at = '2000-01-01'`);
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
