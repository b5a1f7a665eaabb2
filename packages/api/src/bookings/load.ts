import type { Transaction } from '@anmin/db/client';
import { booking, careVisit, party, slot } from '@anmin/db/schema/appointments';
import { lawOn, type Law } from '@anmin/domain/appointments/law';
import { officeDay } from '@anmin/domain/calendar/day';
import { refuse } from '@anmin/domain/refusal';
import { asc, eq, sql } from 'drizzle-orm';
import { readInstant } from '../office/now.ts';
import type { Office } from '../office/office.ts';
import type { Keys } from '../privacy/keys.ts';
import { unseal } from '../privacy/seal.ts';
import { Refused, type Context } from '../trpc.ts';
import { phoneIndexes } from './party.ts';

export type BookingRow = typeof booking.$inferSelect;
export type SlotRow = typeof slot.$inferSelect;
export type Loaded = {
  readonly booking: BookingRow;
  readonly slot: SlotRow;
  readonly parties: (typeof party.$inferSelect)[];
  /** null: nobody is visited. */
  readonly visit: typeof careVisit.$inferSelect | null;
};

export async function loadBooking(db: Transaction, id: string): Promise<Loaded> {
  const [found] = await db
    .select({ booking, slot, visit: careVisit })
    .from(booking)
    .innerJoin(slot, eq(slot.id, booking.slot))
    .leftJoin(careVisit, eq(careVisit.booking, booking.id))
    .where(eq(booking.id, id));
  if (found === undefined) throw new Refused(refuse('notFound'));
  const parties = await db.select().from(party).where(eq(party.booking, id)).orderBy(asc(party.position));
  return { ...found, parties };
}

/** The law a booking was made under, or that holds on its day. */
export function lawFor(
  { packs }: Pick<Context, 'packs'>,
  office: Office,
  { booking: row, slot: time }: Pick<Loaded, 'booking' | 'slot'>,
): Law {
  const { region, kind } = office.institution;
  const madeOn = officeDay(readInstant(row.madeAt));
  return lawOn(packs, { region, kind }, row.service, madeOn, Temporal.PlainDate.from(time.day));
}

/** The office a booking belongs to; asked before its scope is known, so it tells nothing else. */
export async function officeOf(tx: Transaction, id: string): Promise<string> {
  const { rows } = await tx.execute<{ office: string | null }>(sql`select office_of_booking(${id}) as office`);
  const office = rows[0]?.office ?? null;
  if (office === null) throw new Refused(refuse('notFound'));
  return office;
}

/** The bookings under these phones with their offices, the newest first; asked before a scope is known. */
export async function bookingsOfPhones(
  tx: Transaction,
  keys: Keys,
  phones: readonly string[],
): Promise<{ id: string; office: string }[]> {
  const indexes = sql.param(phoneIndexes(keys, phones));
  const { rows } = await tx.execute<{ id: string; office: string }>(
    sql`select id, office from bookings_of_phones(${indexes}::bytea[])`,
  );
  return rows;
}

/** Locks a booking, then tells its offices: its own, and one that holds a place for it. */
export async function lockBooking(tx: Transaction, id: string): Promise<string[]> {
  const { rows } = await tx.execute<{ office: string }>(sql`select lock_booking(${id}) as office`);
  if (rows.length === 0) throw new Refused(refuse('notFound'));
  return rows.map(({ office }) => office);
}

export function phoneOf(keys: Keys, row: Pick<BookingRow, 'id' | 'phoneSealed'>): string | null {
  return row.phoneSealed === null ? null : unseal(keys, `booking.phone:${row.id}`, row.phoneSealed);
}
