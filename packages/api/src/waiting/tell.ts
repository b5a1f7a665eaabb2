import type { Transaction } from '@anmin/db/client';
import { loadBooking, phoneOf } from '../bookings/load.ts';
import { appointmentFacts, type Appointment } from '../bookings/messages.ts';
import { writeMessages, type MessageKind } from '../messages/message.ts';
import { wallTime } from '../office/free.ts';
import { loadOffice, type Office } from '../office/office.ts';
import type { Context } from '../trpc.ts';

type Entry = { readonly id: string; readonly reference: string; readonly version: number };

/** Tells the phone of an entry about a time: the wanted one, or the one offered `until` an instant. */
export async function tellWaiting(
  tx: Transaction,
  { keys }: Pick<Context, 'keys'>,
  kind: MessageKind,
  office: Office,
  { id, reference, version }: Entry,
  phone: string | null,
  { until, ...at }: Appointment & { readonly until?: string },
): Promise<void> {
  const facts = { ...appointmentFacts(office, reference, at), ...(until === undefined ? {} : { until }) };
  await writeMessages(tx, keys, { id, version }, [{ kind, phone, facts, dueAt: null }]);
}

/** The offered time is closed after all. */
export async function tellWithdrawn(tx: Transaction, ctx: Pick<Context, 'keys'>, id: string): Promise<void> {
  const { booking: row, slot } = await loadBooking(tx, id);
  const office = await loadOffice(tx, row.office);
  const at = { day: slot.day, starts: wallTime(slot.starts) };
  await tellWaiting(tx, ctx, 'waitOfferWithdrawn', office, row, phoneOf(ctx.keys, row), at);
}
