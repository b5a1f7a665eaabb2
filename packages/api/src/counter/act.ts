import type { Transaction } from '@anmin/db/client';
import { and, eq, isNotNull } from 'drizzle-orm';
import { place, booking } from '@anmin/db/schema/appointments';
import { loadBooking, lockBooking, type Loaded } from '../bookings/load.ts';
import { loadOffice, type Office } from '../office/office.ts';
import { once } from '../once.ts';
import { journalRead } from '../privacy/reads.ts';
import { ticketOf } from '../queue/ticket.ts';
import { inScope, setScope } from '../scope.ts';
import { servedOffice } from '../staff/scope.ts';
import type { StaffContext } from '../trpc.ts';
import { counterRow, type CounterRow } from './row.ts';

export type DeskAct = { readonly booking: string; readonly version: number; readonly key: string };

type Work = (tx: Transaction, loaded: Loaded, office: Office) => Promise<unknown>;

/** One act of the desk on a booking of an office it serves: locked, once per key, then shown as it stands now. */
export async function deskAct(
  ctx: StaffContext,
  name: string,
  { booking: id, key, ...rest }: DeskAct,
  work: Work,
): Promise<CounterRow> {
  await inScope(ctx, ctx.units, (tx) =>
    once(tx, ctx, { scope: `staff:${ctx.actor.id}`, key, body: [name, id, rest] }, async () => {
      const { loaded, office } = await servedBooking(tx, ctx, id, true);
      await work(tx, loaded, office);
      return { booking: id };
    }),
  );
  return currentRow(ctx, id);
}

export function currentRow(ctx: StaffContext, id: string): Promise<CounterRow> {
  return inScope(ctx, ctx.units, async (tx) => {
    const row = await rowIn(tx, ctx, id);
    await journalRead(tx, ctx, row.office, { of: 'booking', booking: id });
    return row;
  });
}

export async function rowIn(tx: Transaction, ctx: StaffContext, id: string): Promise<CounterRow> {
  const { loaded, office } = await servedBooking(tx, ctx, id, false);
  const extra = await tx
    .select({ id: place.id })
    .from(place)
    .where(and(eq(place.booking, id), isNotNull(place.extraReason)));
  return counterRow(ctx, office, loaded, { extra: extra.length > 0, ticket: await ticketOf(tx, id) });
}

/** A booking of a foreign office answers like one that does not exist. */
export async function servedBooking(tx: Transaction, ctx: StaffContext, id: string, locked: boolean) {
  if (locked) await tx.select({ id: booking.id }).from(booking).where(eq(booking.id, id)).for('update');
  const loaded = await loadBooking(tx, id);
  await servedOffice(tx, ctx, loaded.booking.office);
  // what is done to a booking reaches the place that another office holds for it
  if (locked) await setScope(tx, ctx, [...ctx.units, ...(await lockBooking(tx, id))]);
  const office = await loadOffice(tx, loaded.booking.office);
  return { loaded, office };
}
