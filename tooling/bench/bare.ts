import type { Database } from '@anmin/db/client';
import type { Bench } from './bench-office.ts';
import { demand } from './bookings.ts';
import type { Ran } from './load.ts';

/** The limit every booking is measured by: one row counted up and one written, in one statement. */
const statement = (slots: readonly number[]) => `
  with taken as (update bare_slot set booked = booked + 1
                  where id = ${slots[0] ?? 1} + $1::int % ${slots.length} and booked < capacity returning id)
  insert into bare_booking (slot, who) select id, $1::int from taken returning id`;

export async function openBare({ pool }: Database, slots: readonly number[]): Promise<void> {
  await pool.query('create table bare_slot (id int primary key, booked int not null, capacity int not null)');
  await pool.query('create table bare_booking (id bigint generated always as identity primary key, slot int, who int)');
  await pool.query('insert into bare_slot select id, 0, 1000000 from unnest($1::int[]) id', [slots]);
}

export async function bare(
  { office, load }: Bench,
  connections: number,
  slots: readonly number[],
  times: number,
): Promise<Ran> {
  const ran = await load({
    ...{ kind: 'sql', url: office.administratorUrl, connections, times, text: statement(slots) },
  });
  demand(ran.statuses['200'] === times, 'the bare statement failed');
  return ran;
}
