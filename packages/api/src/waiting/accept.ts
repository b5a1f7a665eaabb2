import { sqlState, type Transaction } from '@anmin/db/client';
import { place, slot as slotTable } from '@anmin/db/schema/appointments';
import { bookPlace } from '@anmin/domain/appointments/booking';
import { refuse } from '@anmin/domain/refusal';
import { and, eq, gt, sql } from 'drizzle-orm';
import { barredOf } from '../bookings/barred.ts';
import { changeRefusal } from '../bookings/cancel.ts';
import { claimedByRows, claimKeys } from '../bookings/claims.ts';
import { journalLeft } from '../bookings/leave.ts';
import { loadBooking, lockBooking, type Loaded, type SlotRow } from '../bookings/load.ts';
import { appointmentFacts, bookedKind, reminders } from '../bookings/messages.ts';
import { renewClaims, wishOf } from '../bookings/move.ts';
import { changeBooking } from '../bookings/own.ts';
import { idNumberOf, isIndexOfPhone } from '../bookings/party.ts';
import { definitionOf } from '../bookings/service.ts';
import { freePlaces, releaseClaims } from '../bookings/release.ts';
import { passOver } from '../closures/offers.ts';
import { journal } from '../journal.ts';
import { writeMessages } from '../messages/message.ts';
import { wallTime } from '../office/free.ts';
import { bookOn, loadOffice, type Office } from '../office/office.ts';
import { setScope } from '../scope.ts';
import { orRefuse, Refused, type Context } from '../trpc.ts';

type Own = { readonly loaded: Loaded; readonly phone: string };

/**
 * Who waited takes the offered time: the entry becomes the booking, or the booking of this business that the same people
 * hold moves there. The database's clock decides whether the offer still stands.
 */
export async function acceptInLine(tx: Transaction, ctx: Context, own: Own, version: number): Promise<number> {
  const { booking: row } = own.loaded;
  const offered = await lockOffer(tx, row.id);
  if (offered === undefined) throw new Refused(refuse('offerExpired'));
  const office = await loadOffice(tx, offered.office);
  await refuseByRules(tx, ctx, office, own.loaded, offered);
  const service = definitionOf(ctx, row.service);
  const claims = claimKeys(ctx.keys, service, claimedByRows(ctx.keys, own.loaded, offered));
  const held = await bookingUnder(tx, claims);
  return held === null
    ? becomeBooking(tx, ctx, own, version, { office, offered, claims, action: 'offer.accepted' })
    : moveHeld(tx, ctx, own, version, { office, offered, held });
}

async function lockOffer(tx: Transaction, id: string): Promise<SlotRow | undefined> {
  const [held] = await tx
    .select({ slot: place.slot })
    .from(place)
    .where(and(eq(place.booking, id), gt(place.offeredUntil, sql`office_now()`)))
    .for('update');
  if (held === undefined) return undefined;
  const [found] = await tx.select().from(slotTable).where(eq(slotTable.id, held.slot));
  return found;
}

/** Asked as of everybody who books now: notices, terms and the ladder may have changed since the place was offered. */
async function refuseByRules(tx: Transaction, ctx: Context, office: Office, loaded: Loaded, { day, starts }: SlotRow) {
  const on = Temporal.PlainDate.from(day);
  const wish = { ...wishOf(ctx, loaded, on, 'online', office), time: wallTime(starts) };
  orRefuse(bookPlace(ctx.packs, bookOn(ctx, office, on), wish, office.now));
  const barred = await barredOf(tx, ctx, office, loaded);
  if (barred !== null) throw new Refused(barred);
}

async function bookingUnder(tx: Transaction, claims: readonly Buffer[]): Promise<string | null> {
  for (const claim of claims) {
    const { rows } = await tx.execute<{ id: string | null }>(sql`select booking_of_claim(${claim}) as id`);
    if (rows[0]?.id != null) return rows[0].id;
  }
  return null;
}

type Place = { readonly office: Office; readonly offered: SlotRow };

/** An entry that is offered a time becomes the booking. */
export async function becomeBooking(
  tx: Transaction,
  ctx: Context,
  { loaded, phone }: { readonly loaded: Loaded; readonly phone: string | null },
  seen: number,
  { office, offered, claims, action }: Place & { claims: readonly Buffer[]; action: 'offer.accepted' | 'ballot.won' },
): Promise<number> {
  const { booking: row } = loaded;
  const [taken] = await tx
    .update(place)
    .set({ offeredUntil: null })
    .where(and(eq(place.booking, row.id), gt(place.offeredUntil, sql`office_now()`)))
    .returning({ id: place.id });
  if (taken === undefined) throw new Refused(refuse('offerExpired'));
  await claimOffered(tx, claims, row.id);
  const { id: slot } = offered;
  const version = await changeBooking(tx, loaded, seen, { state: 'booked', slot, office: offered.office });
  const at = { day: offered.day, starts: wallTime(offered.starts) };
  await writeMessages(tx, ctx.keys, { id: row.id, version }, [
    {
      kind: bookedKind(row.service, null),
      phone,
      facts: appointmentFacts(office, row.reference, at),
      dueAt: null,
    },
    ...reminders(office, phone, row.reference, at),
  ]);
  await journalLeft(tx, ctx, loaded, offered.office);
  const codes = { day: offered.day, time: at.starts };
  await journal(tx, ctx.actor, { action, subject: row.id, office: offered.office, codes });
  return version;
}

async function claimOffered(tx: Transaction, claims: readonly Buffer[], id: string): Promise<void> {
  try {
    await tx.execute(sql`select claim_offered(${sql.param(claims)}::bytea[], ${id}::uuid)`);
  } catch (error) {
    if (sqlState(error) === 'AN002') throw new Refused(refuse('duplicate', [], { own: false }));
    throw error;
  }
}

/** Only who holds the phone of that booking moves it, and only the people that made it, as many as they were. */
async function moveHeld(
  tx: Transaction,
  ctx: Context,
  { loaded: entry, phone }: Own,
  seen: number,
  { office, offered, held: id }: Place & { held: string },
): Promise<number> {
  await setScope(tx, ctx, [entry.booking.office, offered.office, ...(await lockBooking(tx, id))]);
  const held = await loadBooking(tx, id);
  const { booking: row } = held;
  if (!isIndexOfPhone(ctx.keys, row.phoneIndex, phone) || !samePeople(ctx, entry, held))
    throw new Refused(refuse('duplicate', [], { own: false }));
  const refusal = changeRefusal(await loadOffice(tx, row.office), held);
  if (refusal !== null) throw new Refused(refusal);
  await freePlaces(tx, id);
  await renewClaims(tx, ctx, held, offered);
  await tx.execute(sql`select hand_over_places(${entry.booking.id}::uuid, ${id}::uuid)`);
  const { id: slot } = offered;
  const moved = await changeBooking(tx, held, row.version, {
    ...{ state: 'booked', slot, office: offered.office, closure: null },
  });
  const at = { day: offered.day, starts: wallTime(offered.starts) };
  await writeMessages(tx, ctx.keys, { id, version: moved }, [
    { kind: 'moved', phone, facts: appointmentFacts(office, row.reference, at), dueAt: null },
    ...reminders(office, phone, row.reference, at),
  ]);
  await journalLeft(tx, ctx, held, offered.office);
  const from = { fromDay: held.slot.day, fromTime: wallTime(held.slot.starts), fromOffice: row.office };
  const codes = { ...from, day: offered.day, time: at.starts };
  await journal(tx, ctx.actor, { action: 'booking.moved', subject: id, office: offered.office, codes });
  const version = await changeBooking(tx, entry, seen, {
    ...{ state: 'withdrawn', endedBy: 'citizen', endedAt: sql`office_now()` },
  });
  await releaseClaims(tx, entry.booking.id);
  await journal(tx, ctx.actor, {
    action: 'waiting.served',
    subject: entry.booking.id,
    office: entry.booking.office,
  });
  return version;
}

function samePeople({ keys }: Context, one: Loaded, other: Loaded): boolean {
  const numbers = ({ parties }: Loaded) => parties.map((it) => idNumberOf(keys, it)).sort();
  return one.booking.places === other.booking.places && numbers(one).join() === numbers(other).join();
}

/** Gives the offered time back to whoever is next, and goes on waiting for others. */
export async function declineInLine(tx: Transaction, ctx: Context, { loaded }: Own, seen: number): Promise<number> {
  const { id, office } = loaded.booking;
  await passOver(tx, id);
  await freePlaces(tx, id);
  const version = await changeBooking(tx, loaded, seen, {});
  await journal(tx, ctx.actor, { action: 'offer.declined', subject: id, office });
  return version;
}
