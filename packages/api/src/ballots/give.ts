import type { Transaction } from '@anmin/db/client';
import { booking, slot as slotTable } from '@anmin/db/schema/appointments';
import { bookableUntil } from '@anmin/domain/appointments/bookable';
import { eq, sql } from 'drizzle-orm';
import { barredOf } from '../bookings/barred.ts';
import { claimedByRows, claimKeys } from '../bookings/claims.ts';
import { loadBooking, phoneOf, type Loaded } from '../bookings/load.ts';
import { partiesAsked } from '../bookings/move.ts';
import { definitionOf } from '../bookings/service.ts';
import { holdPlace, suits } from '../closures/offers.ts';
import { journal } from '../journal.ts';
import type { FreeSlot } from '../office/free.ts';
import { rulesOn, type Office } from '../office/office.ts';
import { Refused, type StaffContext } from '../trpc.ts';
import { becomeBooking } from '../waiting/accept.ts';
import { tellWaiting } from '../waiting/tell.ts';

type Won = { readonly slot: FreeSlot; readonly answerHours: number };

/**
 * A winner is booked by the rules of everybody; whose people hold a booking of this business is offered the place and
 * decides between the two. false: the rules refuse them.
 */
export async function givePlace(
  tx: Transaction,
  ctx: StaffContext,
  office: Office,
  id: string,
  { slot, answerHours }: Won,
): Promise<boolean> {
  const loaded = await loadBooking(tx, id);
  const { booking: row } = loaded;
  const day = Temporal.PlainDate.from(slot.day);
  const closing = bookableUntil(rulesOn(office, day), day, office.now);
  if (closing === null || !suits(ctx, office, office, row, partiesAsked(ctx, loaded, office), slot)) return false;
  if ((await barredOf(tx, ctx, office, loaded)) !== null) return false;
  const held = office.now.add({ hours: answerHours });
  const until = (Temporal.Instant.compare(held, closing) < 0 ? held : closing).toString();
  if (!(await holdPlace(tx, slot, row, until))) return false;
  if (await isBooked(tx, ctx, office, loaded, slot)) return true;
  await tx
    .update(booking)
    .set({ offeredAt: sql`office_now()` })
    .where(eq(booking.id, id));
  const at = { day: slot.day, starts: slot.starts };
  await tellWaiting(tx, ctx, 'waitOffered', office, row, phoneOf(ctx.keys, row), { ...at, until });
  const codes = { day: slot.day, time: slot.starts };
  await journal(tx, ctx.actor, { action: 'offer.made', subject: id, office: slot.office, codes });
  return true;
}

/** false: somebody of them holds a booking of this business already. */
async function isBooked(
  tx: Transaction,
  ctx: StaffContext,
  office: Office,
  loaded: Loaded,
  { slot }: FreeSlot,
): Promise<boolean> {
  const [offered] = await tx.select().from(slotTable).where(eq(slotTable.id, slot));
  if (offered === undefined) return false;
  const { booking: row } = loaded;
  const claims = claimKeys(ctx.keys, definitionOf(ctx, row.service), claimedByRows(ctx.keys, loaded, offered));
  const own = { loaded, phone: phoneOf(ctx.keys, row) };
  try {
    await tx.transaction((attempt) =>
      becomeBooking(attempt, ctx, own, row.version, { office, offered, claims, action: 'ballot.won' }),
    );
    return true;
  } catch (error) {
    if (error instanceof Refused && error.refusal.refused === 'duplicate') return false;
    throw error;
  }
}
