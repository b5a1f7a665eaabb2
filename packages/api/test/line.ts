import { demoRules } from '@anmin/api/demo/seed';
import type { OfficeRules } from '@anmin/domain/appointments/settings';
import { expect } from 'vitest';
import type { TestOffice } from '../../../tooling/test/office.ts';
import { answersFor, book, holderOf, phoneOf, waitFor } from './citizens.ts';
import { leaveFree, standingAt, type SlotAt } from './race.ts';
import { get, type Desk } from './staff.ts';

/** The n-th couple books the only place of a slot. */
export async function fill(office: TestOffice, slot: SlotAt, n: number) {
  await leaveFree(office, slot, 1);
  expect((await book(office, answersFor(n, slot))).status).toBe(200);
  const [booking = ''] = await standingAt(office, slot);
  return { own: { booking, version: 1 }, holder: await holderOf(office, phoneOf(n)) };
}

/** The n-th couple waits for a slot. */
export async function joinLine(office: TestOffice, slot: SlotAt, n: number) {
  const joined = await waitFor(office, answersFor(n, slot));
  expect(joined).toMatchObject({ status: 200 });
  return { n, booking: joined.data?.booking ?? '', holder: await holderOf(office, phoneOf(n)) };
}

/** Who is offered a place of a slot now. */
export async function offeredAt({ ownerDatabase }: TestOffice, { office: id, day, time }: SlotAt): Promise<string[]> {
  const { rows } = await ownerDatabase.pool.query<{ booking: string }>(
    `select booking from place join slot on slot.id = slot
      where office = $1 and day = $2 and starts = $3 and offered_until > office_now() order by booking`,
    [id, day, time],
  );
  return rows.map(({ booking }) => booking);
}

/** The plan of the demo with a change, from a day on. */
export async function settle(bureau: Desk, validFrom: string, id: string, change: Partial<OfficeRules>): Promise<void> {
  const { version } = await bureau.plan(id);
  const plan = { office: id, rules: { ...demoRules, ...change }, validFrom, source: '试验', version };
  expect((await bureau.savePlan(plan)).status).toBe(200);
}

export async function passMinutes({ ownerDatabase }: TestOffice, minutes: number): Promise<void> {
  await ownerDatabase.pool.query('update office_clock set offset_ = offset_ + make_interval(mins => $1)', [minutes]);
}

type Month = { slots: { starts: string; left: number }[] };

/** What the month shows as left of a slot. */
export async function leftAt({ url }: TestOffice, { office: id, day, time }: SlotAt): Promise<number | undefined> {
  const month = await get<Month>(url, 'office.month', { office: id, service: 'marriage', from: day, day });
  return month.slots.find(({ starts }) => starts === time)?.left;
}
