import { sqlState, type Transaction } from '@anmin/db/client';
import { booking } from '@anmin/db/schema/appointments';
import { bookPlace } from '@anmin/domain/appointments/booking';
import type { Party } from '@anmin/domain/appointments/party';
import { addWorkingDays, UnpublishedYear } from '@anmin/domain/calendar/working-days';
import { daysBetween, officeDay } from '@anmin/domain/calendar/day';
import { isRefusal } from '@anmin/domain/refusal';
import { eq, sql, type SQL } from 'drizzle-orm';
import { mayChoose } from '../bookings/alternatives.ts';
import { partiesAsked, refuseIfClosed } from '../bookings/move.ts';
import { loadBooking, phoneOf, type Loaded } from '../bookings/load.ts';
import { appointmentFacts } from '../bookings/messages.ts';
import { freePlaces } from '../bookings/release.ts';
import { journal } from '../journal.ts';
import { writeMessages } from '../messages/message.ts';
import { wallTime, type FreeSlot } from '../office/free.ts';
import { bookOn, loadOffice, rulesOn, settingOn, type Office } from '../office/office.ts';
import { setScope } from '../scope.ts';
import { Refused, type Context } from '../trpc.ts';

/** What is handed on in one transaction: the offices, read once, and their free places as they run out. */
export type Stock = {
  readonly near: Map<string, string[]>;
  readonly offices: Map<string, Office>;
  readonly free: Map<string, FreeSlot[]>;
};

export function emptyStock(): Stock {
  return { near: new Map(), offices: new Map(), free: new Map() };
}

/**
 * Offers one held place to a displaced booking: the nearest in time at any office the couple could choose, within the
 * office's own horizon; the same rules as for a new booking. None found: first in line, told so once.
 */
export async function offerPlace(
  tx: Transaction,
  ctx: Context,
  id: string,
  stock: Stock,
  tellNone: boolean,
): Promise<boolean> {
  const loaded = await loadBooking(tx, id);
  const { booking: row, slot } = loaded;
  const wantedDay = Temporal.PlainDate.from(slot.day);
  const offices = stock.near.get(row.office) ?? (await officesNear(tx, row.office));
  stock.near.set(row.office, offices);
  await setScope(tx, ctx, offices);
  const home = await officeIn(tx, stock, row.office);
  const fresh: Office[] = [];
  for (const id of offices) fresh.push(await officeIn(tx, stock, id));
  const candidates: FreeSlot[] = [];
  for (const office of fresh) candidates.push(...(await stockOf(tx, stock, office)));
  const hours = rulesOn(home, wantedDay).offerHours;
  const until = home.now.add({ hours }).toString();
  const near = nearestFirst(candidates, row.office, wantedDay, slot.starts);
  const parties = partiesAsked(ctx, loaded, home);
  const suiting = (free: FreeSlot) => {
    const office = stock.offices.get(free.office);
    return office !== undefined && free.left >= row.places && suits(ctx, home, office, row, parties, free);
  };
  const chosen = await holdFirst(tx, row, { near, suiting, stock, until });
  const office = stock.offices.get(chosen?.office ?? '');
  if (chosen === undefined || office === undefined) {
    if (tellNone)
      await tell(tx, ctx, home, loaded, 'displacedNoPlace', { day: slot.day, starts: wallTime(slot.starts) });
    return false;
  }
  await tx
    .update(booking)
    .set({ offeredAt: sql`office_now()` })
    .where(eq(booking.id, id));
  await tell(tx, ctx, office, loaded, 'offered', chosen, until);
  await journal(tx, ctx.actor, {
    action: 'offer.made',
    subject: id,
    office: chosen.office,
    codes: { day: chosen.day, time: chosen.starts },
  });
  return true;
}

type Search = {
  readonly near: readonly FreeSlot[];
  readonly suiting: (free: FreeSlot) => boolean;
  readonly stock: Stock;
  readonly until: string;
};

/** The first suiting place that is still there: citizens book on while a closing hands places on. */
async function holdFirst(
  tx: Transaction,
  booking: Loaded['booking'],
  { near, suiting, stock, until }: Search,
): Promise<FreeSlot | undefined> {
  for (const free of near) {
    if (!suiting(free)) continue;
    const held = await holdPlace(tx, free, booking, until);
    const known = stock.free.get(free.office);
    known?.splice(known.indexOf(free), 1, { ...free, left: held ? free.left - booking.places : 0 });
    if (held) return free;
  }
  return undefined;
}

/** Holds places for a booking, those that rest first; false: they are gone, or the time is closed. */
export async function holdPlace(
  tx: Transaction,
  { office, slot }: Pick<FreeSlot, 'office' | 'slot'>,
  { id, service, places }: Loaded['booking'],
  until: string,
): Promise<boolean> {
  try {
    await tx.transaction(async (attempt) => {
      await attempt.execute(sql`select offer_places(${slot}, ${id}::uuid, ${places}, ${until})`);
      await refuseIfClosed(attempt, office, slot, service);
    });
    return true;
  } catch (error) {
    if (sqlState(error) === 'AN001' || error instanceof Refused) return false;
    throw error;
  }
}

/** The office itself and those of its kind in the prefecture, whoever runs them. */
export async function officesNear(tx: Transaction, office: string): Promise<string[]> {
  const { rows } = await tx.execute<{ id: string }>(sql`select id from offices_near(${office}) as id`);
  return rows.map(({ id }) => id);
}

export async function officeIn(tx: Transaction, { offices }: Pick<Stock, 'offices'>, id: string): Promise<Office> {
  const office = offices.get(id) ?? (await loadOffice(tx, id));
  offices.set(id, office);
  return office;
}

async function stockOf(tx: Transaction, stock: Stock, office: Office): Promise<FreeSlot[]> {
  const { id } = office.institution;
  const known = stock.free.get(id);
  if (known !== undefined) return known;
  const today = officeDay(office.now);
  const setting = settingOn(office, today);
  const until = setting === undefined ? today : horizonOf(today, setting.rules.offerWithinWorkingDays);
  const open = await offerable(
    tx,
    sql`slot.office = ${id} and slot.day between ${today.toString()} and ${until.toString()}`,
  );
  stock.free.set(id, open);
  return open;
}

/** Slots citizens could book, with the places that are free or rest: the office may hand on both. */
export async function offerable(tx: Transaction, where: SQL): Promise<FreeSlot[]> {
  const { rows } = await tx.execute<FreeSlot>(
    sql`select slot.id::int as slot, slot.office, slot.day::text as day, to_char(starts, 'HH24:MI') as starts,
               to_char(ends, 'HH24:MI') as ends, count(*)::int as left
          from slot join place on place.slot = slot.id
         where channel = 'online' and place.booking is null and closed_at is null and ${where}
         group by slot.id order by slot.day, starts, slot.office`,
  );
  return rows;
}

/** Working days ahead, as far as they are published. */
function horizonOf(today: Temporal.PlainDate, workingDays: number): Temporal.PlainDate {
  try {
    return addWorkingDays(today, workingDays);
  } catch (error) {
    if (error instanceof UnpublishedYear) return new Temporal.PlainDate(error.year - 1, 12, 31);
    throw error;
  }
}

/** Whether the rules let these people have a time now. */
export function suits(
  ctx: Context,
  home: Office,
  office: Office,
  row: Loaded['booking'],
  parties: readonly Party[],
  free: Pick<FreeSlot, 'office' | 'day' | 'starts'>,
): boolean {
  const day = Temporal.PlainDate.from(free.day);
  if (settingOn(office, day) === undefined || !mayChoose(ctx, home, free.office, row.service, day)) return false;
  const wish = {
    service: row.service,
    day,
    time: free.starts,
    channel: 'online' as const,
    applicationDay: row.applicationDay === null ? null : Temporal.PlainDate.from(row.applicationDay),
    parties,
  };
  return !isRefusal(bookPlace(ctx.packs, bookOn(ctx, office, day), wish, office.now));
}

/** Nearest in days, then the own office, then nearest in time; told of each once, as a closing sorts for hundreds. */
function nearestFirst(free: readonly FreeSlot[], office: string, day: Temporal.PlainDate, time: string): FreeSlot[] {
  const clock = (it: string) => Number(wallTime(it).replace(':', ''));
  const days = new Map<string, number>();
  const farness = (it: FreeSlot) => {
    const away = days.get(it.day) ?? Math.abs(daysBetween(day, Temporal.PlainDate.from(it.day)));
    days.set(it.day, away);
    return away * 10_000 + (it.office === office ? 0 : 5_000) + Math.abs(clock(it.starts) - clock(time));
  };
  return free
    .map((it) => ({ it, far: farness(it) }))
    .sort((a, b) => a.far - b.far)
    .map(({ it }) => it);
}

async function tell(
  tx: Transaction,
  ctx: Context,
  office: Office,
  { booking: row, slot }: Loaded,
  kind: 'offered' | 'displacedNoPlace' | 'offerExpired' | 'waitOfferExpired',
  at: { day: string; starts: string },
  until?: string,
): Promise<void> {
  const facts = {
    ...appointmentFacts(office, row.reference, at),
    oldDay: slot.day,
    oldTime: wallTime(slot.starts),
    ...(until === undefined ? {} : { until }),
  };
  await writeMessages(tx, ctx.keys, { id: row.id, version: row.version }, [
    { kind, phone: phoneOf(ctx.keys, row), facts, dueAt: null },
  ]);
}

/** Offers nobody took in time go back, and their people are told; the booking stays displaced or in line, without blame. */
export async function expireOffers(tx: Transaction, ctx: Context): Promise<void> {
  const { rows } = await tx.execute<{ booking: string; home: string; office: string }>(
    sql`select booking, home, office from expired_offers(100)`,
  );
  const stock = emptyStock();
  for (const { booking, home, office } of rows) {
    await setScope(tx, ctx, [home, office]);
    await passOver(tx, booking);
    await freePlaces(tx, booking);
    await tellExpired(tx, ctx, stock, booking);
  }
}

/** Who waits in line is not offered the same time again; nobody else has anything to pass over. */
export async function passOver(tx: Transaction, booking: string): Promise<void> {
  await tx.execute(
    sql`update waiting set passed = passed || array(select slot from place where booking = ${booking}) where booking = ${booking}`,
  );
}

/** Carries the booking's version: whoever meanwhile took another time, or cancelled, does not hear of the old offer. */
async function tellExpired(tx: Transaction, ctx: Context, stock: Stock, id: string): Promise<void> {
  const loaded = await loadBooking(tx, id);
  const office = await officeIn(tx, stock, loaded.booking.office);
  const kind = loaded.booking.state === 'waiting' ? 'waitOfferExpired' : 'offerExpired';
  await tell(tx, ctx, office, loaded, kind, { day: loaded.slot.day, starts: wallTime(loaded.slot.starts) });
  await journal(tx, ctx.actor, { action: 'offer.expired', subject: id, office: loaded.booking.office });
}
