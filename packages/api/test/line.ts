import { demoRules } from '@anmin/api/demo/seed';
import type { OfficeRules } from '@anmin/domain/appointments/settings';
import { expect } from 'vitest';
import type { TestOffice } from '../../../tooling/test/office.ts';
import type { SlotAt } from './race.ts';
import { get, type Desk } from './staff.ts';

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
  await ownerDatabase.pool.query('update office_clock set offset_ = offset_ + make_interval(mins => $1)', [
    minutes,
  ]);
}

type Month = { slots: { starts: string; left: number }[] };

/** What the month shows as left of a slot. */
export async function leftAt({ url }: TestOffice, { office: id, day, time }: SlotAt): Promise<number | undefined> {
  const month = await get<Month>(url, 'office.month', { office: id, service: 'marriage', from: day, day });
  return month.slots.find(({ starts }) => starts === time)?.left;
}
