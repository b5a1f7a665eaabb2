import type { Database, Transaction } from '@anmin/db/client';
import { booking, party, slot } from '@anmin/db/schema/appointments';
import { lawOn, type Law } from '@anmin/domain/appointments/law';
import { officeDay } from '@anmin/domain/calendar/day';
import { refuse } from '@anmin/domain/refusal';
import { packs } from '@anmin/policies/packs';
import { asc, eq } from 'drizzle-orm';
import { readInstant } from '../office/now.ts';
import type { Office } from '../office/office.ts';
import { unseal } from '../privacy/seal.ts';
import { Refused, type Context } from '../trpc.ts';

export type BookingRow = typeof booking.$inferSelect;
export type SlotRow = typeof slot.$inferSelect;
export type Loaded = {
  readonly booking: BookingRow;
  readonly slot: SlotRow;
  readonly parties: (typeof party.$inferSelect)[];
};

export async function loadBooking(db: Database['db'] | Transaction, id: string): Promise<Loaded> {
  const [found] = await db
    .select({ booking, slot })
    .from(booking)
    .innerJoin(slot, eq(slot.id, booking.slot))
    .where(eq(booking.id, id));
  if (found === undefined) throw new Refused(refuse('notFound'));
  const parties = await db.select().from(party).where(eq(party.booking, id)).orderBy(asc(party.position));
  return { ...found, parties };
}

/** The law a booking was made under, or that holds on its day. */
export function lawFor(office: Office, { booking: row, slot: time }: Pick<Loaded, 'booking' | 'slot'>): Law {
  const { region, kind } = office.institution;
  const madeOn = officeDay(readInstant(row.madeAt));
  return lawOn(packs, { region, kind }, row.service, madeOn, Temporal.PlainDate.from(time.day));
}

export function phoneOf(keys: Context['keys'], row: Pick<BookingRow, 'id' | 'phoneSealed'>): string | null {
  return row.phoneSealed === null ? null : unseal(keys, `booking.phone:${row.id}`, row.phoneSealed);
}
