import type { Transaction } from '@anmin/db/client';
import { booking, waiting } from '@anmin/db/schema/appointments';
import { bookableUntil } from '@anmin/domain/appointments/bookable';
import { offeredUntil } from '@anmin/domain/appointments/offer-hours';
import { officeDay } from '@anmin/domain/calendar/day';
import { eq, sql } from 'drizzle-orm';
import { barredOf } from '../bookings/barred.ts';
import { releaseClaims } from '../bookings/release.ts';
import { loadBooking, phoneOf } from '../bookings/load.ts';
import { partiesAsked } from '../bookings/move.ts';
import { emptyStock, holdPlace, offerable, offerPlace, officeIn, suits, type Stock } from '../closures/offers.ts';
import { journal } from '../journal.ts';
import { wallTime, type FreeSlot } from '../office/free.ts';
import { officeNow } from '../office/now.ts';
import { loadOffice, settingOn, type Office } from '../office/office.ts';
import { setScope } from '../scope.ts';
import type { Context } from '../trpc.ts';
import { tellWaiting } from './tell.ts';

/**
 * Hands on what came free: first to whom the office displaced, then in line, and what nobody of them could have is on
 * offer to everybody. Places that rest stay locked meanwhile, so the public never gets in between.
 */
export async function serveLine(tx: Transaction, ctx: Context): Promise<void> {
  const { rows } = await tx.execute<{ id: string }>(sql`select rested_places(500) as id`);
  await offerToDisplaced(tx, ctx);
  await offerToWaiting(tx, ctx);
  if (rows.length > 0) await tx.execute(sql`select wake_places(${sql.param(rows.map(({ id }) => id))}::bigint[])`);
}

/** A row a job works on, and the office whose scope it needs. */
type Due = { id: string; office: string };

/** Whoever lost a place to a closure is first in line when one comes free. */
async function offerToDisplaced(tx: Transaction, ctx: Context): Promise<void> {
  const { rows } = await tx.execute<Due>(sql`select id, office from displaced_bookings(50)`);
  const stock = emptyStock();
  for (const { id, office } of rows) {
    await setScope(tx, ctx, [office]);
    await offerPlace(tx, ctx, id, stock, false);
  }
}

const atOnce = 100;

/** In line; whom nothing suits is skipped and does not stop the others. */
async function offerToWaiting(tx: Transaction, ctx: Context): Promise<void> {
  const stock = emptyStock();
  for (let after = 0, more = true; more;) {
    const { rows } = await tx.execute<Due & { turn: number }>(
      sql`select id, office, turn::int as turn from line_of_waiting(${after}, ${atOnce})`,
    );
    for (const { id, office } of rows) {
      await setScope(tx, ctx, [office]);
      await offerInLine(tx, ctx, id, { stock, within: [] });
    }
    after = rows.at(-1)?.turn ?? after;
    more = rows.length === atOnce;
  }
}

/**
 * Offers an entry the first time that suits it and that the rules allow its people; false: there is none. `within`: what
 * the transaction goes on to see beside the offices of the entry.
 */
export async function offerInLine(
  tx: Transaction,
  ctx: Context,
  id: string,
  { stock, within }: { stock: Pick<Stock, 'offices'>; within: readonly string[] },
): Promise<boolean> {
  const loaded = await loadBooking(tx, id);
  const [wish] = await tx.select().from(waiting).where(eq(waiting.booking, id));
  if (wish === undefined) return false;
  const { booking: row } = loaded;
  await setScope(tx, ctx, [...within, row.office, ...wish.offices]);
  const home = await officeIn(tx, stock, row.office);
  const parties = partiesAsked(ctx, loaded, home);
  const free = await offerable(
    tx,
    sql`slot.day >= office_today() and exists (
      select from waiting w, slot s where w.booking = ${id} and s.id = slot.id and suits_waiting(w, s))
      and offers_go_out(slot.office)`,
  );
  for (const slot of ownFirst(free, row.office)) {
    const office = await officeIn(tx, stock, slot.office);
    const until = heldUntil(office, slot);
    if (until === null || slot.left < row.places || !suits(ctx, home, office, row, parties, slot)) continue;
    if ((await barredOf(tx, ctx, office, loaded)) !== null) continue;
    if (!(await holdPlace(tx, slot, row, until))) continue;
    await tx
      .update(booking)
      .set({ offeredAt: sql`office_now()` })
      .where(eq(booking.id, id));
    const { day, starts } = slot;
    await tellWaiting(tx, ctx, 'waitOffered', office, row, phoneOf(ctx.keys, row), { day, starts, until });
    const codes = { day, time: starts };
    await journal(tx, ctx.actor, { action: 'offer.made', subject: id, office: slot.office, codes });
    return true;
  }
  return false;
}

function ownFirst(free: readonly FreeSlot[], own: string): FreeSlot[] {
  return free.toSorted((a, b) => Number(b.office === own) - Number(a.office === own));
}

/** As long as the office settled, and never beyond the time until which the day can be booked; null: it cannot be held. */
function heldUntil(office: Office, { day }: Pick<FreeSlot, 'day'>): string | null {
  const on = Temporal.PlainDate.from(day);
  const rules = settingOn(office, on)?.rules;
  const held = rules === undefined ? null : offeredUntil(rules, office.now);
  const closing = rules === undefined ? null : bookableUntil(rules, on, office.now);
  if (held === null || closing === null) return null;
  return (Temporal.Instant.compare(held, closing) < 0 ? held : closing).toString();
}

/** Who waited until the last day that would have suited is told that it was in vain, and may wait anew. */
export async function endPastWaiting(tx: Transaction, ctx: Context): Promise<void> {
  const today = officeDay(await officeNow(tx)).toString();
  const { rows } = await tx.execute<Due>(sql`select id, office from past_waiting(${today}, 200)`);
  for (const { id, office } of rows) {
    await setScope(tx, ctx, [office]);
    const { booking: row, slot } = await loadBooking(tx, id);
    const version = row.version + 1;
    await tx
      .update(booking)
      .set({ state: 'withdrawn', endedBy: 'office', endedAt: sql`office_now()`, version })
      .where(eq(booking.id, id));
    await releaseClaims(tx, id);
    await journal(tx, ctx.actor, { action: 'waiting.over', subject: id, office });
    const at = { day: slot.day, starts: wallTime(slot.starts) };
    const there = await loadOffice(tx, office);
    await tellWaiting(tx, ctx, 'waitOver', there, { ...row, version }, phoneOf(ctx.keys, row), at);
  }
}
