import type { Database, Transaction } from '@anmin/db/client';
import { place, slot } from '@anmin/db/schema/appointments';
import type { Channel } from '@anmin/domain/appointments/settings';
import { recent } from '../recent.ts';
import { and, asc, count, eq, gt, gte, inArray, lte, sql } from 'drizzle-orm';

export type FreeSlot = {
  readonly slot: number;
  readonly office: string;
  readonly day: string;
  readonly starts: string;
  readonly ends: string;
  readonly left: number;
};

type Asked = { offices: readonly string[]; from: string; until: string; channel: Channel };

/** The same for those who look: while many do, at most a second old. */
export function recentPlacesLeft(board: Database, asked: Asked): Promise<FreeSlot[]> {
  return recent(board, `places ${JSON.stringify(asked)}`, () => placesLeft(board.db, asked));
}

/** Places of a channel by slot, also the slots that have none left. */
export async function placesLeft(
  db: Database['db'] | Transaction,
  { offices, from, until, channel }: Asked,
): Promise<FreeSlot[]> {
  const free = count(
    sql`case when ${place.booking} is null and ${place.closedAt} is null and ${place.restsUntil} is null then 1 end`,
  );
  const rows = await db
    .select({ slot: slot.id, office: slot.office, day: slot.day, starts: slot.starts, ends: slot.ends, left: free })
    .from(slot)
    .innerJoin(place, and(eq(place.slot, slot.id), eq(place.channel, channel)))
    .where(and(inArray(slot.office, [...offices]), gte(slot.day, from), lte(slot.day, until)))
    .groupBy(slot.id)
    .having(gt(count(sql`case when ${place.closedAt} is null then 1 end`), 0))
    .orderBy(asc(slot.day), asc(slot.starts), asc(slot.office));
  return rows.map((row) => ({ ...row, starts: wallTime(row.starts), ends: wallTime(row.ends) }));
}

/** PostgreSQL writes seconds; the office speaks HH:MM. */
export function wallTime(text: string): string {
  return text.slice(0, 5);
}

export async function findSlot(db: Database['db'] | Transaction, office: string, day: string, starts: string) {
  const [found] = await db
    .select()
    .from(slot)
    .where(and(eq(slot.office, office), eq(slot.day, day), eq(slot.starts, starts)));
  return found;
}

/** Whether the day was ever planned: an unplanned day is not opened yet, which is not the same as full. */
export async function isPlanned(db: Database['db'] | Transaction, office: string, day: string): Promise<boolean> {
  const rows = await db
    .select({ id: slot.id })
    .from(slot)
    .where(and(eq(slot.office, office), eq(slot.day, day)))
    .limit(1);
  return rows.length > 0;
}
