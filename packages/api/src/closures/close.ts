import type { Transaction } from '@anmin/db/client';
import { booking, place, slot } from '@anmin/db/schema/appointments';
import { closure, day } from '@anmin/db/schema/offices';
import { officeDay } from '@anmin/domain/calendar/day';
import { refuse } from '@anmin/domain/refusal';
import { and, asc, eq, gte, inArray, isNull, lte, or, sql } from 'drizzle-orm';
import { randomUUID } from 'node:crypto';
import { journal, journalAll } from '../journal.ts';
import { officeNow } from '../office/now.ts';
import { lockOffices, readAfresh, type Institution } from '../office/office.ts';
import { once } from '../once.ts';
import { inScope, setScope } from '../scope.ts';
import { Refused, type StaffContext } from '../trpc.ts';
import { basisOf, bookingsIn, offersIn, officesOf, type Span } from './affected.ts';
import { tellWithdrawn } from '../waiting/tell.ts';
import { emptyStock, officesNear, offerPlace, type Stock } from './offers.ts';

export type Closed = {
  readonly closure: string;
  readonly displaced: number;
  readonly offered: number;
  readonly withoutPlace: number;
};

/** Closes a span in a transaction of its own, once per key. */
export async function close(ctx: StaffContext, { key, ...span }: Span & { key: string }): Promise<Closed> {
  const closed = await inScope(ctx, ctx.units, (tx) =>
    once(tx, ctx, { scope: `staff:${ctx.actor.id}`, key, body: ['close', span] }, () => closeIn(tx, ctx, span)),
  );
  readAfresh(ctx);
  return closed;
}

/**
 * Closes a span: no new booking gets in, each one hit is displaced and told, and is offered a held place where there is
 * one. The places are locked before anything is read, so no booking falls between; the bookings already there are locked
 * before their places, as in every other act. Widens the scope of the transaction to the offices around.
 */
export async function closeIn(tx: Transaction, ctx: StaffContext, span: Span): Promise<Closed> {
  await tx.execute(sql`set local lock_timeout = '3s'`);
  const offices = await officesOf(tx, ctx, span);
  // a held place may belong to a booking of another office, and what is displaced may be offered one there
  const near = new Set<string>();
  for (const { id } of offices) for (const other of await officesNear(tx, id)) near.add(other);
  await setScope(tx, ctx, [...ctx.units, ...near]);
  const now = await officeNow(tx);
  if (span.until < officeDay(now).toString()) throw new Refused(refuse('wrongDay', [], { day: span.until }));
  await lockOffices(tx, offices);
  await lockDays(tx, offices, span);
  await refuseSecondClosing(tx, offices, span);
  await lockBookings(tx, offices, span);
  await lockOffers(tx, offices, span);
  const places = await lockPlaces(tx, offices, span);
  const clauses = [...new Set(basisOf(ctx, offices, span, now).flatMap((rule) => rule.clauses))];
  const id = await writeClosure(tx, ctx, offices, span, clauses);
  const displaced = await displace(tx, id, offices, span);
  const withdrawn = await withdrawOffers(tx, id, offices, span);
  if (span.services === null) await closeFree(tx, places);
  const stock = emptyStock();
  await offerAll(tx, ctx, stock, withdrawn, 'offer.withdrawn');
  const offered = await offerAll(tx, ctx, stock, displaced, 'booking.displaced');
  const codes = {
    from: span.from,
    until: span.until,
    services: span.services?.join(',') ?? 'all',
    displaced: displaced.length,
  };
  await journal(tx, ctx.actor, {
    action: 'closure.made',
    subject: id,
    // closing a whole prefecture stands in the journal of the prefecture
    office: span.office ?? offices[0]?.prefecture ?? null,
    fields: ['reason'],
    codes,
    clauses,
  });
  return { closure: id, displaced: displaced.length, offered, withoutPlace: displaced.length - offered };
}

function lockDays(tx: Transaction, offices: readonly Institution[], span: Span) {
  return tx
    .select({ day: day.day })
    .from(day)
    .where(
      and(
        inArray(
          day.office,
          offices.map(({ id }) => id),
        ),
        gte(day.day, span.from),
        lte(day.day, span.until),
      ),
    )
    .orderBy(asc(day.office), asc(day.day))
    .for('update');
}

/** Of two who close the same span the second is told; nothing is closed twice. */
async function refuseSecondClosing(tx: Transaction, offices: readonly Institution[], span: Span): Promise<void> {
  const [prefecture = ''] = offices.map((office) => office.prefecture);
  const rows = await tx
    .select()
    .from(closure)
    .where(
      and(
        isNull(closure.liftedAt),
        lte(closure.fromDay, span.from),
        sql`${closure.untilDay} > ${span.until}`,
        or(isNull(closure.office), span.office === null ? sql`false` : eq(closure.office, span.office)),
        eq(closure.prefecture, prefecture),
      ),
    );
  const covered = rows.some(
    (row) => row.services === null || (span.services?.every((it) => row.services?.includes(it)) ?? false),
  );
  if (covered) throw new Refused(refuse('stale'));
}

/** An offer on a time that is closed as well is taken back, and another one looked for. */
async function withdrawOffers(
  tx: Transaction,
  id: string,
  offices: readonly Institution[],
  span: Span,
): Promise<Hit[]> {
  const hit = await lockOffers(tx, offices, span);
  if (hit.length === 0) return [];
  const ids = hit.map((it) => it.id);
  await tx.update(place).set({ booking: null, offeredUntil: null }).where(inArray(place.booking, ids));
  await tx
    .update(booking)
    .set({
      closure: sql`case when ${booking.state} = 'displaced' then ${id}::uuid end`,
      offeredAt: null,
      version: sql`${booking.version} + 1`,
    })
    .where(inArray(booking.id, ids));
  return hit;
}

/** A booking that a closing hits, and the office it is of. */
type Hit = Pick<typeof booking.$inferSelect, 'id' | 'office' | 'state'>;

async function lockOffers(tx: Transaction, offices: readonly Institution[], span: Span): Promise<Hit[]> {
  return offersIn(tx, offices, span).for('update', { of: booking });
}

async function lockBookings(tx: Transaction, offices: readonly Institution[], span: Span): Promise<Hit[]> {
  const rows = await bookingsIn(tx, offices, span).for('update', { of: booking });
  return rows.map((it) => it.booking);
}

async function lockPlaces(tx: Transaction, offices: readonly Institution[], span: Span): Promise<number[]> {
  const rows = await tx
    .select({ id: place.id })
    .from(place)
    .where(
      inArray(
        place.slot,
        tx
          .select({ id: slot.id })
          .from(slot)
          .where(
            and(
              inArray(
                slot.office,
                offices.map(({ id }) => id),
              ),
              gte(slot.day, span.from),
              lte(slot.day, span.until),
            ),
          ),
      ),
    )
    .orderBy(asc(place.id))
    .for('update');
  return rows.map(({ id }) => id);
}

async function writeClosure(
  tx: Transaction,
  { actor }: StaffContext,
  offices: readonly Institution[],
  span: Span,
  clauses: string[],
): Promise<string> {
  const id = randomUUID();
  await tx.insert(closure).values({
    id,
    prefecture: offices[0]?.prefecture ?? '',
    office: span.office,
    services: span.services,
    fromDay: span.from,
    untilDay: Temporal.PlainDate.from(span.until).add({ days: 1 }).toString(),
    reason: span.reason,
    clauses,
    madeBy: actor.name,
  });
  return id;
}

async function displace(tx: Transaction, id: string, offices: readonly Institution[], span: Span): Promise<Hit[]> {
  const hit = await lockBookings(tx, offices, span);
  if (hit.length === 0) return [];
  const ids = hit.map((it) => it.id);
  await tx.update(place).set({ booking: null }).where(inArray(place.booking, ids));
  await tx
    .update(booking)
    .set({ state: 'displaced', closure: id, offeredAt: null, version: sql`${booking.version} + 1` })
    .where(inArray(booking.id, ids));
  return hit;
}

function closeFree(tx: Transaction, places: readonly number[]) {
  return tx
    .update(place)
    .set({ closedAt: sql`now()` })
    .where(and(inArray(place.id, [...places]), isNull(place.booking), isNull(place.closedAt)));
}

/** First booked, first offered. Who waits in line is told, and keeps the place in line. */
async function offerAll(
  tx: Transaction,
  ctx: StaffContext,
  stock: Stock,
  displaced: readonly Hit[],
  action: 'booking.displaced' | 'offer.withdrawn',
): Promise<number> {
  let offered = 0;
  for (const { id, state } of displaced) {
    if (state === 'waiting') await tellWithdrawn(tx, ctx, id);
    else if (await offerPlace(tx, ctx, id, stock, true)) offered += 1;
  }
  const entries = displaced.map(({ id, office }) => ({ action, subject: id, office }));
  await journalAll(tx, ctx.actor, entries);
  return offered;
}
