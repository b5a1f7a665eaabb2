import type { AppRouter } from '@anmin/api/router';
import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demoRules } from '@anmin/api/demo/seed';
import { openOffice, type TestOffice } from '../../../tooling/test/office.ts';
import { answersFor, post } from './citizens.ts';
import { persist, tally, times, together } from './race.ts';
import { appoint } from './isolation/neighbours.ts';
import { expectSound, flawsOf } from './sound.ts';
import { get, signInAs, type Desk } from './staff.ts';

type Inputs = inferRouterInputs<AppRouter>['queue'];
type Outputs = inferRouterOutputs<AppRouter>['queue'];

const today = '2026-03-10';
let office: TestOffice;
let clerk: Desk;
let bureau: Desk;
let couple = 0;
beforeAll(async () => {
  office = await openOffice({ clock: `${today}T08:40:00+08:00` });
  await office.runJobs();
  clerk = await signInAs(office, 'clerk');
  bureau = await signInAs(office, 'bureau');
});
afterAll(() => office.close());

describe('who has come', () => {
  test('[T54] twenty couples who come at once, each before two counters, get twenty numbers without a gap', async () => {
    const booked: string[] = [];
    for (const time of times(20, (n) => (n < 10 ? '09:40' : '09:00'))) booked.push(await bookAt(time));
    const answers = await together(booked.flatMap((id) => [() => checkIn(clerk, id), () => checkIn(bureau, id)]));
    expect(tally(answers)).toEqual({ '200': 20, '409 alreadyCheckedIn': 20 });
    expect(await numbers()).toEqual(times(20, (n) => n + 1));
    await expectSound(office);
  });

  test('[T54] nobody comes a day early, and whoever is refused takes no number with them', async () => {
    const tomorrow = await bookAt('09:00', '2026-03-11');
    expect((await checkIn(clerk, tomorrow)).refusal).toMatchObject({ refused: 'wrongDay' });
    expect((await clerk.checkIn({ booking: await bookAt('09:00'), version: 9 })).refusal?.refused).toBe('stale');
    expect((await checkIn(clerk, await bookAt('15:20'))).data).toMatchObject({ state: 'checkedIn', ticket: '021' });
    expect(await numbers()).toEqual(times(21, (n) => n + 1));
  });

  test('a number is the database’s to give: the office cannot choose, change or drop one', async () => {
    const { pool } = office.databases.staff;
    for (const statement of ['update ticket set number = 900', 'update ticket set day = day', 'delete from ticket'])
      await expect(pool.query(statement)).rejects.toMatchObject({ code: '42501' });
  });
});

describe('the call', () => {
  test('two counters that call at once never call the same number, and those of nine come before those of twenty to ten', async () => {
    const calls = await together(times(10, (n) => () => callNext(n % 2 === 0 ? clerk : bureau, n + 1)));
    const called = calls.map(({ data }) => data?.ticket);
    expect(new Set(called.map((it) => it?.name)).size).toBe(10);
    expect(new Set(called.map((it) => it?.starts))).toEqual(new Set(['09:00']));
    expect((await line()).called.map(({ counter }) => counter)).toEqual(times(10, (n) => n + 1));
  });

  test('a counter has one number before it, and the same press twice is one call', async () => {
    const before = (await line()).called[0];
    expect((await callNext(clerk, 1)).data).toMatchObject({ called: false, ticket: { name: before?.name } });
    const key = randomUUID();
    const twice = await together(times(2, () => () => callNext(clerk, 20, key)));
    expect(new Set(twice.map(({ data }) => data?.ticket?.name)).size).toBe(1);
    expect((await line()).called.find(({ counter }) => counter === 20)).toMatchObject({ calls: 1 });
  });

  test('who does not hear is called again, then passed over, and waits from now on when they come back', async () => {
    const [at] = (await line()).called;
    expect((await change(at?.id, 'recall')).data).toMatchObject({ state: 'called', calls: 2 });
    expect((await change(at?.id, 'skip')).data).toMatchObject({ state: 'skipped', counter: null });
    expect((await change(at?.id, 'skip')).refusal?.refused).toBe('notChangeable');
    expect((await line()).skipped.map(({ name }) => name)).toEqual([at?.name]);
    await passTime('2 hours');
    expect((await change(at?.id, 'putBack')).data).toMatchObject({ state: 'waiting' });
    const { waiting } = await line();
    expect(waiting.map(({ name }) => name).indexOf(at?.name ?? '')).toBe(waiting.length - 2);
    expect(waiting.at(-1)).toMatchObject({ starts: '15:20' });
  });

  test('a call by mistake is taken back without loss of the turn', async () => {
    const [first] = (await line()).waiting;
    expect((await change(first?.id, 'call', 30)).data).toMatchObject({ state: 'called', counter: 30 });
    expect((await change(first?.id, 'putBack')).data).toMatchObject({ state: 'waiting', counter: null });
    expect((await line()).waiting[0]).toMatchObject({ id: first?.id });
  });

  test('the outcome closes the number, in the record of the same booking', async () => {
    const [at] = (await line()).called;
    await change(at?.id, 'serve');
    const { rows } = await office.ownerDatabase.pool.query<{ version: number }>(
      'select version from booking where id = $1',
      [at?.booking],
    );
    const done = { booking: at?.booking ?? '', version: rows[0]?.version ?? 0 };
    expect((await clerk.finish({ ...done, outcome: 'registered' })).status).toBe(200);
    const ended = await office.ownerDatabase.pool.query(
      `select state, called_at is not null and served_at is not null and ended_at is not null as whole
         from ticket where id = $1`,
      [at?.id],
    );
    expect(ended.rows).toEqual([{ state: 'ended', whole: true }]);
    expect((await change(at?.id, 'recall')).refusal?.refused).toBe('notChangeable');
    expect((await line()).called.map(({ id }) => id)).not.toContain(at?.id);
    await expectSound(office);
  });
});

test('who is late by the rule of the office waits behind the others, under the letter of the business', async () => {
  const queue = { letters: [{ service: 'marriage', letter: 'A' }], lateAfterMinutes: 10, late: 'behindAll' };
  await office.ownerDatabase.pool.query(`update office_setting set rules = $1 where office = 'jiagedaqi'`, [
    { ...demoRules, queue },
  ]);
  // it is twenty to eleven by now
  expect((await checkIn(clerk, await bookExtra('10:20'))).data).toMatchObject({ ticket: 'A022' });
  expect((await checkIn(clerk, await bookExtra('14:00'))).data).toMatchObject({ ticket: 'A023' });
  expect((await line()).waiting.at(-1)).toMatchObject({ name: 'A022', behind: true });
});

describe('a screen in the hall', () => {
  test('shows numbers and counters to who has its link, until it is withdrawn, and nothing of a person', async () => {
    const manager = office.as(await appoint(office, 'institutionManager')).queue;
    const { display } = await manager.makeDisplay({ key: randomUUID(), office: 'jiagedaqi', name: '一楼' });
    const [{ token } = { token: '' }] = await manager.displays({ office: 'jiagedaqi' });
    const shown = await get<Outputs['hall']>(office.url, 'queue.hall', { token });
    const { called, waiting } = await line();
    expect(shown.called.map(({ name, counter }) => ({ name, counter })).sort(byName)).toEqual(
      called.map(({ name, counter }) => ({ name, counter })).sort(byName),
    );
    expect(shown.next).toEqual(waiting.slice(0, 10).map(({ name }) => name));
    expect(Object.keys(shown)).toEqual(['office', 'at', 'waiting', 'called', 'next']);
    await manager.endDisplay({ key: randomUUID(), display });
    await expect.poll(() => hallStatus(token)).toBe(404);
    expect(await hallStatus(token.replace(/^./, (it) => (it === '0' ? '1' : '0')))).toBe(404);
  });

  test('is made by who leads the office, and by no clerk', async () => {
    const { queue } = office.as(await appoint(office, 'institutionStaff'));
    const given = { key: randomUUID(), office: 'jiagedaqi', name: '一楼' };
    await expect(queue.makeDisplay(given)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(queue.displays({ office: 'jiagedaqi' })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });
});

describe('the statistics', () => {
  test('tell by day, time, channel and office what the records hold: booked, came, did not come, and how long they waited', async () => {
    const missed = await bookAt('15:20');
    await clerk.finish({ booking: missed, version: 1, outcome: 'noShow' });
    await clerk.cancel({ booking: await bookAt('15:20'), version: 1, reason: '试验' });
    const { rows } = await office.ownerDatabase.pool.query<{ came: boolean; waited: number | null }>(
      `select checked_in_at is not null as came, extract(epoch from called_at - drawn_at)::float / 60 as waited
         from booking join slot on slot.id = booking.slot left join ticket on ticket.booking = booking.id
        where slot.day = $1 and booking.office = 'jiagedaqi' and booking.state <> 'cancelled'`,
      [today],
    );
    const waits = rows.flatMap(({ waited }) => waited ?? []).sort((one, other) => one - other);
    const all = {
      ...{ booked: rows.length, came: rows.filter(({ came }) => came).length, noShow: 1 },
      ...{ waitMedian: Math.round(percentile(waits, 0.5)), waitNine: Math.round(percentile(waits, 0.9)) },
    };
    const byDay = await statistics('day');
    expect(byDay).toMatchObject({ all, rows: [{ ...all, group: { by: 'day', name: today } }] });
    expect((await statistics('office')).rows).toMatchObject([{ ...all, name: '加格达奇区婚姻登记处' }]);
    expect((await statistics('channel')).rows).toMatchObject([{ ...all, group: { by: 'channel', name: 'phone' } }]);
    const times = (await statistics('time')).rows;
    expect(times.reduce((sum, { came }) => sum + came, 0)).toBe(all.came);
    expect(times.map(({ group }) => group.name)).toEqual(['09:00', '09:40', '10:20', '14:00', '15:20']);
  });
});

function statistics(by: 'day' | 'time' | 'channel' | 'office') {
  const asked = { office: 'jiagedaqi', from: today, until: today, by };
  return get<inferRouterOutputs<AppRouter>['counter']['statistics']>(
    ...([office.url, 'counter.statistics', asked, clerk.cookie] as const),
  );
}

/** The value that a share of the sorted values stays below, between two of them in proportion. */
function percentile(sorted: readonly number[], share: number): number {
  const at = (sorted.length - 1) * share;
  const [low = 0, high = low] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]];
  return low + (high - low) * (at - Math.floor(at));
}

describe('the nightly check of the records', () => {
  test('finds nothing in sound ones, and a flaw that was sown by its name and row', async () => {
    await passTime('1 day');
    await office.runJobs();
    const { checks } = office.as(await appoint(office, 'systemAdministrator'));
    expect(await checks.list()).toMatchObject([{ found: {} }]);
    await office.runJobs();
    expect(await checks.list()).toHaveLength(1);
    const { rows } = await office.ownerDatabase.pool.query<{ id: string }>(
      `delete from claim where key = (select min(key) from claim) returning booking as id`,
    );
    await office.ownerDatabase.pool.query('update ticket set number = 900 where number = 3');
    const flaws = [
      { flaw: 'a live booking stands without the claims of its people', subject: rows[0]?.id },
      { flaw: 'the numbers of a day have a gap', subject: `jiagedaqi ${today}` },
    ];
    expect(await flawsOf(office)).toEqual(flaws);
    await passTime('1 day');
    await office.runJobs();
    expect((await checks.list())[0]?.found).toMatchObject({ [flaws[1]?.flaw ?? '']: 1 });
  });
});

function byName(one: { name: string }, other: { name: string }): number {
  return one.name.localeCompare(other.name);
}

async function hallStatus(token: string): Promise<number> {
  return (await fetch(`${office.url}/trpc/queue.hall?input=${encodeURIComponent(JSON.stringify({ token }))}`)).status;
}

async function bookAt(time: string, day = today): Promise<string> {
  const answers = answersFor((couple += 1), { day, time });
  const booked = await clerk.bookFor({ office: 'jiagedaqi', channel: 'phone', answers, overbookReason: '试验' });
  return booked.data?.booking ?? '';
}

/** A time that is over is booked beforehand. */
async function bookExtra(time: string): Promise<string> {
  const { pool } = office.ownerDatabase;
  await pool.query(`update office_clock set offset_ = offset_ - interval '2 hours'`);
  const booked = await bookAt(time);
  await pool.query(`update office_clock set offset_ = offset_ + interval '2 hours'`);
  return booked;
}

function checkIn(desk: Desk, booking: string) {
  return persist(() => desk.checkIn({ booking, version: 1 }));
}

function callNext(desk: Desk, counter: number, key = randomUUID()) {
  const input: Inputs['callNext'] = { key, office: 'jiagedaqi', counter };
  return persist(() => post<Outputs['callNext']>(office.url, 'queue.callNext', input, { cookie: desk.cookie }));
}

function change(ticket: string | undefined, act: Inputs['change']['act'], counter = 1) {
  const input: Inputs['change'] = { key: randomUUID(), ticket: ticket ?? '', act, counter };
  return post<Outputs['change']>(office.url, 'queue.change', input, { cookie: clerk.cookie });
}

function line() {
  return get<Outputs['line']>(office.url, 'queue.line', { office: 'jiagedaqi' }, clerk.cookie);
}

async function numbers(): Promise<number[]> {
  const { rows } = await office.ownerDatabase.pool.query<{ number: number }>(
    'select number from ticket order by number',
  );
  return rows.map(({ number }) => number);
}

async function passTime(span: string): Promise<void> {
  await office.ownerDatabase.pool.query('update office_clock set offset_ = offset_ + $1::interval', [span]);
}
