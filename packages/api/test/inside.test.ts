import { outletRules } from '@anmin/api/demo/outlets';
import type { AppRouter } from '@anmin/api/router';
import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openOffice, type TestOffice } from '../../../tooling/test/office.ts';
import { book, phoneOf, post } from './citizens.ts';
import { appoint } from './isolation/neighbours.ts';
import { tally, times, together } from './race.ts';
import { get, signInAs, type Desk } from './staff.ts';

type Press = inferRouterInputs<AppRouter>['inside']['press'];
type Inside = inferRouterOutputs<AppRouter>['inside']['show'];
type Listed = inferRouterOutputs<AppRouter>['office']['list'];

const today = '2026-03-10';
const outlet = 'fucai-0101';
let office: TestOffice;
let bureau: Desk;
beforeAll(async () => {
  office = await openOffice({ clock: `${today}T10:05:00+08:00` });
  await office.runJobs();
  bureau = await signInAs(office, 'bureau');
});
afterAll(() => office.close());

describe('who is inside an outlet', () => {
  test('is not known before the first press, and nobody leaves who did not come', async () => {
    expect(await inside()).toMatchObject({ day: today, people: null, most: 8, mayExceed: false });
    expect((await press({ change: -1 })).refusal?.refused).toBe('nobodyInside');
    expect((await inside()).people).toBeNull();
    expect(await onTheDoor()).toMatchObject({ inside: 8, insideNow: null });
  });

  test('is counted exactly by many tablets at once: never beyond the limit, never below nobody', async () => {
    const came = await together(times(24, () => () => press({ change: 1 })));
    expect(tally(came)).toEqual({ '200': 8, '409 insideFull': 16 });
    expect((await inside()).people).toBe(8);
    expect(await onTheDoor()).toMatchObject({ inside: 8, insideNow: 8 });
    const left = await together(times(12, () => () => press({ change: -1 })));
    expect(tally(left)).toEqual({ '200': 8, '409 nobodyInside': 4 });
    expect((await inside()).people).toBe(0);
  });

  test('is changed once by a press that is sent again, also by who signed in at the door meanwhile', async () => {
    const clerk = office.as(await appoint(office, 'institutionStaff', outlet)).inside;
    const given = { key: randomUUID(), office: outlet, day: today, change: 1 } as const;
    expect(tally(await together(times(5, () => () => press(given))))).toEqual({ '200': 5 });
    expect(await clerk.press(given)).toMatchObject({ people: 1 });
    expect((await press({ ...given, change: -1 })).refusal?.refused).toBe('keyReused');
    expect((await inside()).people).toBe(1);
  });

  test('is changed neither by a press of another day nor by who only looks', async () => {
    expect((await press({ change: 1, day: '2026-03-09' })).refusal?.refused).toBe('wrongDay');
    const looking = office.as(await appoint(office, 'dutyOfficer', outlet)).inside;
    const given = { key: randomUUID(), office: outlet, day: today, change: 1 } as const;
    await expect(looking.press(given)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(await looking.show({ office: outlet })).toMatchObject({ people: 1 });
  });

  test('may be one more than the limit where the outlet says so, with a reason that the journal keeps', async () => {
    await settle({ ...outletRules, inside: 1 });
    expect((await press({ change: 1, reason: 'helping' })).refusal).toMatchObject({
      ...{ refused: 'insideFull', facts: { most: 1 } },
    });
    await settle({ ...outletRules, inside: 1, insideOver: 'withReason' });
    expect((await press({ change: 1 })).refusal?.refused).toBe('insideFull');
    expect((await press({ change: 1, reason: 'helping' })).data).toMatchObject({ people: 2, mayExceed: true });
    const { rows } = await office.ownerDatabase.pool.query(
      `select codes from journal_entry where action = 'inside.exceeded'`,
    );
    expect(rows).toEqual([{ codes: { people: 2, most: 1, why: 'helping' } }]);
  });

  test('stands beside who is booked for the time that runs', async () => {
    const visit = {
      ...{ service: 'lotteryVisit', office: outlet, day: today, time: '10:00', phone: phoneOf(1), people: '3' },
      ...{ 'ask.purpose': 'buy', 'ask.adults': 'yes' },
    };
    expect((await book(office, visit)).status).toBe(200);
    expect((await inside()).running).toEqual({ starts: '10:00', ends: '10:30', booked: 3, came: 0 });
  });

  test('is nobody again on the next day', async () => {
    await office.ownerDatabase.pool.query(`update office_clock set offset_ = offset_ + interval '1 day'`);
    expect((await inside()).people).toBeNull();
    expect((await press({ change: -1, day: '2026-03-11' })).refusal?.refused).toBe('nobodyInside');
    expect((await press({ change: 1, day: '2026-03-11' })).data?.people).toBe(1);
  });
});

function press(given: Partial<Press> & Pick<Press, 'change'>) {
  const whole = { key: randomUUID(), office: outlet, day: today, ...given };
  return post<Inside>(office.url, 'inside.press', whole, { cookie: bureau.cookie });
}

function inside(): Promise<Inside> {
  return get(office.url, 'inside.show', { office: outlet }, bureau.cookie);
}

async function onTheDoor() {
  const offices = await get<Listed>(office.url, 'office.list', { kind: 'lotteryOutlet' });
  return offices.find(({ id }) => id === outlet);
}

async function settle(rules: typeof outletRules): Promise<void> {
  await office.ownerDatabase.pool.query(`update office_setting set rules = $1 where office = $2`, [rules, outlet]);
}
