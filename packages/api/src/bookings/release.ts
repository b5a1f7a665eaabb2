import type { Transaction } from '@anmin/db/client';
import { place } from '@anmin/db/schema/appointments';
import { and, eq, ne, sql } from 'drizzle-orm';
import { randomInt } from 'node:crypto';

/**
 * Gives back whatever places a booking owns, an offered one too, but those of a slot it keeps. What citizens could book
 * rests for a time drawn by chance where the office settled that, so that nobody can hand a place to another; what somebody
 * waits for rests until the office has looked who is first in line.
 */
export async function freePlaces(tx: Transaction, booking: string, keptSlot = 0): Promise<void> {
  const minutes = await restOf(tx, booking);
  await tx
    .update(place)
    .set({
      booking: null,
      offeredUntil: null,
      restsUntil: sql`case when channel = 'online' and (${minutes}::int is not null or is_awaited(slot))
        then office_now() + make_interval(mins => coalesce(${minutes}, 0)) end`,
    })
    .where(and(eq(place.booking, booking), ne(place.slot, keptSlot)));
}

type Span = { readonly from: number; readonly to: number };

/** By the settings of the day and office the places are of; null: they are on offer at once. */
async function restOf(tx: Transaction, booking: string): Promise<number | null> {
  const { rows } = await tx.execute<{ span: Span | null }>(
    sql`select (select rules -> 'restMinutes' from office_setting
                 where office_setting.office = slot.office and valid_from <= slot.day
                 order by valid_from desc, id desc limit 1) as span
          from place join slot on slot.id = place.slot where place.booking = ${booking}`,
  );
  const spans = rows.flatMap(({ span }) => span ?? []);
  return spans[0] === undefined ? null : randomInt(spans[0].from, spans[0].to + 1);
}

export async function releaseClaims(tx: Transaction, booking: string): Promise<void> {
  await tx.execute(sql`select release_claims(${booking}::uuid)`);
}
