import { randomUUID } from 'node:crypto';
import { provePhone } from '@anmin/api/bookings/phone-proof';
import type { Database } from '@anmin/db/client';
import { answersFor, type Wanted } from '../../packages/api/test/citizens.ts';
import type { BenchOffice } from './office.ts';

/** What the n-th couple posts who wants a place. */
export function bodyOf({ keys }: BenchOffice, n: number, wanted: Wanted): string {
  const answers = answersFor(n, wanted);
  const proof = provePhone(keys, answers.phone ?? '', Temporal.Now.instant());
  return JSON.stringify({ key: randomUUID(), answers, proof });
}

export type Planned = { readonly starts: string; readonly ends: string; readonly places: number };

/** A day of the office with these online places and no others. */
export async function planDay(
  { pool }: Database,
  office: string,
  day: string,
  plan: readonly Planned[],
): Promise<void> {
  const online = JSON.stringify(plan.map((it) => ({ ...it, channel: 'online' })));
  await pool.query('select make_day($1, $2, (select max(id) from office_setting where office = $1), $3)', [
    ...[office, day, online],
  ]);
  await pool.query('vacuum analyze place');
}

/** So many slots of a quarter of an hour, from eight o'clock on. */
export function quarters(count: number, places: number): Planned[] {
  const time = (n: number) =>
    Temporal.PlainTime.from('08:00')
      .add({ minutes: 15 * n })
      .toString()
      .slice(0, 5);
  return Array.from({ length: count }, (_, n) => ({ starts: time(n), ends: time(n + 1), places }));
}

/** Places owned are promised once, by a booking with its claims, its entry and its message: else the figures are worth nothing. */
export async function expectSound({ pool }: Database, booked: number): Promise<void> {
  const { rows } = await pool.query<{ booked: number; owned: number; claims: number; told: number; entries: number }>(`
    select (select count(*) from booking)::int as booked, (select count(*) from place where booking is not null)::int as owned,
           (select count(*) from claim)::int as claims, (select count(*) from message where kind = 'booked')::int as told,
           (select count(*) from journal_entry where action = 'booking.made')::int as entries`);
  const sums = rows[0];
  demand(
    sums?.booked === booked && sums.owned === booked && sums.claims === 2 * booked,
    `unsound: ${JSON.stringify(sums)}`,
  );
  demand(sums?.told === booked && sums.entries === booked, `unsound: ${JSON.stringify(sums)}`);
}

export function demand(holds: boolean, otherwise: string): void {
  if (!holds) throw new Error(otherwise);
}
