import { inScope } from '@anmin/api/scope';
import { demoRules } from '@anmin/api/demo/seed';
import { loadOffice } from '@anmin/api/office/office';
import { planDays } from '@anmin/api/plans/plan';
import type { OfficeRules } from '@anmin/domain/appointments/settings';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openOffice, type TestOffice } from '../../../../tooling/test/office.ts';
import { answersFor, book, holderOf, phoneOf } from '../citizens.ts';
import { bookableSlots, freeAt, leaveFree, persist, standingAt, tally, times, together, type SlotAt } from '../race.ts';
import { expectSound } from '../sound.ts';
import { get, signInAs, type Desk } from '../staff.ts';

type Month = {
  days: { day: string; state: string; left: number; makeUp: boolean }[];
  slots: { starts: string; left: number }[] | null;
};

/** Before the Labour Day holiday of 2022, which is worked for on Saturday 7 May. */
const clock = '2022-04-25T08:31:00+08:00';
let office: TestOffice;
let bureau: Desk;
let nextCouple = 0;

describe('opening days', () => {
  beforeAll(async () => {
    office = await openOffice({ clock });
    bureau = await signInAs(office, 'bureau');
  });

  test('[T30] an office whose days were never planned is not opened, which is not full', async () => {
    expect((await monthOf('mohe', '2022-05-10')).days[9]).toMatchObject({ day: '2022-05-10', state: 'notOpened' });
    const answer = await book(office, answersFor(nextCouple++, { office: 'mohe', day: '2022-05-10', time: '09:40' }));
    expect(answer).toMatchObject({ status: 409, refusal: { refused: 'notOpenYet' } });
  });

  test('[T30] a planning that breaks off leaves nothing, and the next one is whole', async () => {
    await office.ownerDatabase.pool.query(`
      create function break_off() returns trigger language plpgsql as $$
      begin
        if (select count(*) from place) >= 500 then raise exception 'broken off'; end if;
        return null;
      end $$;
      create trigger break_off after insert on place for each statement execute function break_off()`);
    await expect(office.runJobs()).rejects.toThrow();
    expect(await placesPerDay()).toEqual([]);
    await office.ownerDatabase.pool.query('drop trigger break_off on place');
    await office.runJobs();
    expect(new Set((await placesPerDay()).map(({ places }) => places))).toEqual(new Set([16, 30, 40, 90]));
  });

  test('[T30] planning in several processes at once doubles nothing', async () => {
    const before = await placesPerDay();
    await office.ownerDatabase.pool.query(`
      delete from place where slot in (select id from slot where office = 'tahe');
      delete from slot where office = 'tahe';
      delete from day where office = 'tahe'`);
    const days = times(8, (n) => Temporal.PlainDate.from('2022-05-09').add({ days: n }));
    const planAgain = () =>
      inScope(office.job, ['tahe'], async (tx) => planDays(tx, await loadOffice(tx, 'tahe'), days));
    await together([...times(4, () => office.runJobs), ...times(4, () => planAgain)]);
    await office.runJobs();
    expect(await placesPerDay()).toEqual(before);
    await expectSound(office);
  });

  test('[T29] a holiday stays closed and its make-up Saturday opens by the rule, also after the rule is saved again', async () => {
    const check = async () => {
      const { days } = await monthOf('mohe', '2022-05-03');
      const on = (day: string) => days.find((it) => it.day === day);
      expect(on('2022-05-03')).toMatchObject({ state: 'rest', left: 0 });
      expect(on('2022-05-04')).toMatchObject({ state: 'rest', left: 0 });
      expect(on('2022-05-07')).toMatchObject({ state: 'open', makeUp: true });
      expect(on('2022-05-08')).toMatchObject({ state: 'rest', left: 0 });
      expect(await placesOn('mohe', '2022-05-03')).toBe(0);
    };
    await check();
    await save('mohe', { windowDays: 30 }, '2022-04-25');
    await check();
    const holiday = await book(office, answersFor(nextCouple++, { office: 'mohe', day: '2022-05-03', time: '09:40' }));
    expect(holiday.refusal?.refused).toBe('restDay');
    const worked = await book(office, answersFor(nextCouple++, { office: 'mohe', day: '2022-05-07', time: '09:40' }));
    expect(worked.status).toBe(200);
  });

  test('[T27] [E13] capacity is lowered while twenty confirm: nobody loses, none is free, and it may go lower and up again', async () => {
    const own = (await bookableSlots(office, 'mohe')).filter(({ day }) => day === '2022-05-25');
    const dayBefore = await placesOn('mohe', '2022-05-24');
    const wants = times(20, (n) => own[n % own.length] as SlotAt);
    // more than are left, whoever is faster afterwards
    const early = await together(wants.splice(0, 6).map((slot) => () => book(office, answersFor(nextCouple++, slot))));
    const [saved, ...late] = await together<{ status: number }>([
      () => save('mohe', { quota: 3 }, '2022-05-25'),
      ...wants.map((slot) => () => book(office, answersFor(nextCouple++, slot))),
    ]);
    expect(saved?.status).toBe(200);
    const won = [...early, ...late].filter(({ status }) => status === 200).length;
    const standing = async () => (await Promise.all(own.map((slot) => standingAt(office, slot)))).flat();
    expect(await standing()).toHaveLength(won);
    expect(won).toBeGreaterThan(3);
    const month = await monthOf('mohe', '2022-05-25');
    expect(month.slots?.every(({ left }) => left >= 0)).toBe(true);
    expect(await placesOn('mohe', '2022-05-24')).toBe(dayBefore);
    await expectSound(office);
    expect((await save('mohe', { quota: 0 }, '2022-05-25')).status).toBe(200);
    expect((await monthOf('mohe', '2022-05-25')).days[24]).toMatchObject({ state: 'full', left: 0 });
    expect(await standing()).toHaveLength(won);
    expect((await save('mohe', { quota: 30 }, '2022-05-25')).status).toBe(200);
    expect(await placesOn('mohe', '2022-05-25')).toBe(30);
    expect(await standing()).toHaveLength(won);
    await expectSound(office);
  });

  test('[T27] a time lowered from three to two while all three are had: whichever is given back, nobody gets it', async () => {
    const at = { office: 'mohe', day: '2022-05-23', time: '09:40' };
    const only = {
      slots: [{ starts: '09:40', ends: '10:20', weight: 1 }],
      shares: { online: 1, phone: 0, counter: 0 },
    };
    await save('mohe', { ...only, quota: 3 }, at.day);
    const [first, second] = times(3, () => nextCouple++);
    for (const n of [first, second, nextCouple - 1])
      expect((await book(office, answersFor(n ?? 0, at))).status).toBe(200);
    expect((await save('mohe', { ...only, quota: 2 }, at.day)).status).toBe(200);
    await giveBack(first);
    expect(await freeAt(office, at)).toBe(0);
    expect((await book(office, answersFor(nextCouple++, at))).refusal?.refused).toBe('slotFull');
    expect(await standingAt(office, at)).toHaveLength(2);
    await giveBack(second);
    expect((await book(office, answersFor(nextCouple++, at))).status).toBe(200);
    expect((await book(office, answersFor(nextCouple++, at))).refusal?.refused).toBe('slotFull');
    await expectSound(office);
  });

  test('[T27] what one channel has beyond the plan closes what is free in another, for the time has no more', async () => {
    const at = { office: 'mohe', day: '2022-05-24', time: '09:40' };
    const halves = {
      slots: [{ starts: '09:40', ends: '10:20', weight: 1 }],
      shares: { online: 1, phone: 1, counter: 0 },
    };
    await save('mohe', { ...halves, quota: 4 }, at.day);
    const [first] = times(2, () => nextCouple++);
    for (const n of [first, nextCouple - 1]) expect((await book(office, answersFor(n ?? 0, at))).status).toBe(200);
    expect((await save('mohe', { ...halves, quota: 2 }, at.day)).status).toBe(200);
    const byPhone = () => bureau.bookFor({ office: 'mohe', channel: 'phone', answers: answersFor(nextCouple++, at) });
    expect((await byPhone()).refusal?.refused).toBe('slotFull');
    expect(await placesOn('mohe', at.day)).toBe(2);
    await giveBack(first);
    expect(await freeAt(office, at)).toBe(1);
    await expectSound(office);
  });

  test('[T28] the afternoon is taken out of the rule: its bookings keep their time, and nothing there is free', async () => {
    const last = { office: 'huma', day: '2022-05-25', time: '15:20' };
    const n = nextCouple++;
    expect((await book(office, answersFor(n, last))).status).toBe(200);
    await save('huma', { slots: demoRules.slots.slice(0, 3) }, '2022-05-25');
    expect(await standingAt(office, last)).toHaveLength(1);
    const month = await monthOf('huma', last.day);
    expect(month.slots?.filter(({ starts, left }) => starts >= '11:00' && left > 0)).toEqual([]);
    expect((await book(office, answersFor(nextCouple++, last))).refusal?.refused).toBe('slotFull');
    const holder = await holderOf(office, phoneOf(n));
    const [booking = ''] = await standingAt(office, last);
    const [view] = (await holder.find()).data ?? [];
    expect(view).toMatchObject({ starts: '15:20', ends: '16:00' });
    expect((await holder.cancel({ booking, version: 1 })).status).toBe(200);
    expect(await freeAt(office, last)).toBe(0);
    await expectSound(office);
  });

  test('[T28] [E08] a closed day says closed, a day without any place left in the rule says not opened', async () => {
    const span = { office: 'huma', from: '2022-05-17', until: '2022-05-17', services: null, reason: '停电' };
    expect((await persist(() => bureau.close(span))).status).toBe(200);
    await save('huma', { quota: 0 }, '2022-05-24');
    const { days } = await monthOf('huma', '2022-05-17');
    expect(days[16]).toMatchObject({ day: '2022-05-17', state: 'closed', left: 0 });
    expect(days[23]).toMatchObject({ day: '2022-05-24', state: 'notOpened', left: 0 });
    const there = await book(office, answersFor(nextCouple++, { office: 'huma', day: '2022-05-17', time: '09:40' }));
    expect(there.refusal).toMatchObject({ refused: 'closed', facts: { reason: '停电' } });
    await expectSound(office);
  });

  test('[control] without the trigger a freed surplus place is on offer again', async () => {
    const slot = { office: 'jiagedaqi', day: '2022-05-25', time: '09:40' };
    const n = nextCouple++;
    await leaveFree(office, slot, 1);
    expect((await book(office, answersFor(n, slot))).status).toBe(200);
    await save('jiagedaqi', { quota: 0 }, slot.day);
    await office.ownerDatabase.pool.query('drop trigger place_changes_hands on place');
    const [booking = ''] = await standingAt(office, slot);
    expect(tally([await (await holderOf(office, phoneOf(n))).cancel({ booking, version: 1 })])).toEqual({ '200': 1 });
    expect(await freeAt(office, slot)).toBe(1);
  });

  afterAll(() => office.close());
});

async function giveBack(n = 0): Promise<void> {
  const holder = await holderOf(office, phoneOf(n));
  const [own] = (await holder.find()).data ?? [];
  expect((await holder.cancel({ booking: own?.id ?? '', version: 1 })).status).toBe(200);
}

async function monthOf(id: string, day: string): Promise<Month> {
  return get<Month>(office.url, 'office.month', { office: id, service: 'marriage', day });
}

async function save(id: string, change: Partial<OfficeRules>, validFrom: string) {
  const { version } = await bureau.plan(id);
  const rules = { ...demoRules, ...change };
  return persist(() => bureau.savePlan({ office: id, rules, validFrom, source: '测试', version }));
}

async function placesOn(id: string, day: string): Promise<number> {
  return (await placesPerDay()).find((row) => row.office === id && row.day === day)?.places ?? 0;
}

async function placesPerDay() {
  const { rows } = await office.ownerDatabase.pool.query<{ office: string; day: string; places: number }>(
    `select slot.office, slot.day, count(*) as places from place join slot on slot.id = place.slot
      where closed_at is null group by 1, 2 order by 1, 2`,
  );
  return rows;
}
