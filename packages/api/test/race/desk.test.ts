import { proceduresOf } from '@anmin/api/procedures';
import { appRouter } from '@anmin/api/router';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openOffice, type TestOffice } from '../../../../tooling/test/office.ts';
import { answersFor, book, holderOf, phoneOf } from '../citizens.ts';
import { bookableSlots, leaveFree, standingAt, tally, times, together, type SlotAt } from '../race.ts';
import { expectSound } from '../sound.ts';
import { get, signInAs, type Desk } from '../staff.ts';
import { fingerprint } from '../tables.ts';

let office: TestOffice;
let clerk: Desk;
let bureau: Desk;
let slots: SlotAt[];
let nextCouple = 0;
beforeAll(async () => {
  office = await openOffice({ clock: '2022-05-16T08:31:00+08:00' });
  await office.runJobs();
  clerk = await signInAs(office, 'clerk');
  bureau = await signInAs(office, 'bureau');
  slots = await bookableSlots(office);
});
afterAll(() => office.close());

describe('the desk beside the site', () => {
  test('[T39] two desks at the last step for one place: one is told, and may only add a place with a reason', async () => {
    const slot = await takePhoneSlot();
    await leaveFree(office, slot, 1, 'phone');
    const couples = times(2, () => nextCouple++);
    const calls = await together(couples.map((n, index) => () => bookFor(index === 0 ? clerk : bureau, n, slot)));
    expect(tally(calls)).toEqual({ '200': 1, '409 slotFull': 1 });
    const loser = couples[calls.findIndex(({ status }) => status === 409)] ?? 0;
    expect(tally([await bookFor(clerk, loser, slot)])).toEqual({ '409 slotFull': 1 });
    expect((await bookFor(clerk, loser, slot, ' ')).status).toBe(400);
    const added = await bookFor(clerk, loser, slot, '预约系统外已答应');
    expect(added.status).toBe(200);
    const { rows } = await office.ownerDatabase.pool.query(
      'select extra_reason, closes_when_freed from place where booking = $1',
      [added.data?.booking],
    );
    expect(rows).toEqual([{ extra_reason: '预约系统外已答应', closes_when_freed: true }]);
    const sheet = await clerk.sheet(slot.office, slot.day);
    const rowsOfSlot = sheet.slots.find(({ starts }) => starts === slot.time)?.bookings ?? [];
    expect(rowsOfSlot.map(({ extra }) => extra)).toEqual([false, true]);
    await expectSound(office);
  });

  test('[T39] a citizen and the desk do not take each other’s places, and a citizen adds none', async () => {
    const slot = takeSlot();
    await leaveFree(office, slot, 1);
    await leaveFree(office, slot, 0, 'phone');
    const [citizen, desk] = await together<{ status: number }>([
      () => book(office, answersFor(nextCouple++, slot)),
      () => bookFor(clerk, nextCouple++, slot),
    ]);
    expect([citizen?.status, desk?.status]).toEqual([200, 409]);
    const pushing = { ...answersFor(nextCouple++, slot), overbookReason: '加一个' };
    expect((await book(office, pushing)).status).toBe(400);
    await expectSound(office);
  });
});

describe('locks that wait', () => {
  test('[T50] while one transaction holds a slot, others are told within 3 s that it is busy, and reading goes on', async () => {
    const slot = takeSlot();
    const holding = await office.ownerDatabase.pool.connect();
    await holding.query('begin');
    await holding.query(
      `select from place where slot = (select id from slot where office = $1 and day = $2 and starts = $3) for update`,
      [slot.office, slot.day, slot.time],
    );
    const timed = async () => {
      const began = performance.now();
      return { answer: await book(office, answersFor(nextCouple++, slot)), ms: performance.now() - began };
    };
    // whoever reads and had to wait for a lock would be refused, as the others are
    const [bookings, readings] = await Promise.all([
      together(times(60, () => timed)),
      readWhile(() => get(office.url, 'office.month', { office: slot.office, service: 'marriage' })),
    ]);
    await holding.query('rollback');
    holding.release();
    expect(tally(bookings.map(({ answer }) => answer))).toEqual({ '409 busy': 60 });
    expect(Math.max(...bookings.map(({ ms }) => ms))).toBeLessThan(3_000);
    expect(readings.length).toBeGreaterThan(0);
    expect((await book(office, answersFor(nextCouple++, slot))).status).toBe(200);
    await expectSound(office);
  });
});

describe('what opens links', () => {
  test('[T36] [E06] a GET of every address of the API changes nothing but the journal of who looked, and no act answers to it', async () => {
    const slot = takeSlot();
    const n = nextCouple++;
    await book(office, answersFor(n, slot));
    const [booking = ''] = await standingAt(office, slot);
    const { draft } = await holderOf(office, phoneOf(n));
    const guesses = [
      {},
      { draft },
      { draft, booking, version: 1, key: 'a-key-of-a-mail-scanner' },
      { booking },
      { booking, version: 1, key: 'a-key-of-a-mail-scanner', reason: '链接扫描' },
      { office: slot.office },
      { office: slot.office, day: slot.day },
      { office: slot.office, service: 'marriage' },
    ];
    const { journal_entry: _, ...before } = await fingerprint(office);
    const seen = await lastEntry();
    const answered: Record<string, number[]> = { query: [], mutation: [] };
    for (const [path, { type }] of proceduresOf(appRouter))
      for (const guess of guesses)
        for (const cookie of ['', clerk.cookie]) {
          const input = encodeURIComponent(JSON.stringify(guess));
          const { status } = await fetch(`${office.url}/trpc/${path}?input=${input}`, { headers: { cookie } });
          answered[type]?.push(status);
        }
    expect(await fingerprint(office)).toMatchObject(before);
    expect(await actsAfter(seen)).toEqual(['persons.read']);
    expect(new Set(answered['mutation'])).toEqual(new Set([405]));
    expect(answered['query']).toContain(200);
  });
});

async function takePhoneSlot(): Promise<SlotAt> {
  const { rows } = await office.ownerDatabase.pool.query<SlotAt>(
    `select slot.office, slot.day, to_char(starts, 'HH24:MI') as time from place join slot on slot.id = place.slot
      where slot.office = 'jiagedaqi' and slot.day > '2022-06-10' and channel = 'phone' limit 1`,
  );
  return rows[0] as SlotAt;
}

function takeSlot(): SlotAt {
  return slots.shift() as SlotAt;
}

function bookFor(desk: Desk, n: number, { office: id, ...at }: SlotAt, overbookReason?: string) {
  const answers = answersFor(n, { ...at, office: id });
  const input = { office: id, channel: 'phone' as const, answers };
  return desk.bookFor(overbookReason === undefined ? input : { ...input, overbookReason });
}

/** Reads again and again for a second. */
async function readWhile<Result>(read: () => Promise<Result>): Promise<Result[]> {
  const until = performance.now() + 1_000;
  const results: Result[] = [];
  while (performance.now() < until) results.push(await read());
  return results;
}

async function lastEntry(): Promise<number> {
  const { rows } = await office.ownerDatabase.pool.query<{ id: number }>('select max(id) as id from journal_entry');
  return rows[0]?.id ?? 0;
}

async function actsAfter(entry: number): Promise<string[]> {
  const { rows } = await office.ownerDatabase.pool.query<{ action: string }>(
    'select distinct action from journal_entry where id > $1',
    [entry],
  );
  return rows.map(({ action }) => action);
}
