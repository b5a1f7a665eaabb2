import { inTransaction, type Transaction } from '@anmin/db/client';
import { refuse } from '@anmin/domain/refusal';
import { and, eq, isNotNull } from 'drizzle-orm';
import { place, booking } from '@anmin/db/schema/appointments';
import { loadBooking, type Loaded } from '../bookings/load.ts';
import { loadOffice, type Office } from '../office/office.ts';
import { once } from '../once.ts';
import { serves } from '../staff/scope.ts';
import { Refused, type StaffContext } from '../trpc.ts';
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
  await inTransaction(ctx.database, (tx) =>
    once(tx, ctx, { scope: `staff:${ctx.actor.id}`, key, body: [name, id, rest] }, async () => {
      const { loaded, office } = await servedBooking(tx, ctx, id, true);
      await work(tx, loaded, office);
      return { booking: id };
    }),
  );
  return currentRow(ctx, id);
}

export async function currentRow(ctx: StaffContext, id: string): Promise<CounterRow> {
  const { db } = ctx.database;
  const { loaded, office } = await servedBooking(db, ctx, id, false);
  const extra = await db
    .select({ id: place.id })
    .from(place)
    .where(and(eq(place.booking, id), isNotNull(place.extraReason)));
  return counterRow(ctx, office, loaded, extra.length > 0);
}

/** A booking of a foreign office answers like one that does not exist. */
export async function servedBooking(
  db: StaffContext['database']['db'] | Transaction,
  ctx: StaffContext,
  id: string,
  locked: boolean,
) {
  if (locked) await db.select({ id: booking.id }).from(booking).where(eq(booking.id, id)).for('update');
  const loaded = await loadBooking(db, id);
  const office = await loadOffice(db, loaded.booking.office);
  if (!serves(ctx.actor, office.institution)) throw new Refused(refuse('notFound'));
  return { loaded, office };
}
