import type { Transaction } from '@anmin/db/client';
import { booking, careVisit, party, place, slot } from '@anmin/db/schema/appointments';
import { closure } from '@anmin/db/schema/offices';
import { ticket } from '@anmin/db/schema/queue';
import { channels, type Channel } from '@anmin/domain/appointments/settings';
import { lineStates } from '@anmin/domain/appointments/states';
import { lawOn } from '@anmin/domain/appointments/law';
import { officeDay } from '@anmin/domain/calendar/day';
import { readReference } from '@anmin/domain/people/check-digit';
import { refuse } from '@anmin/domain/refusal';
import { and, asc, eq, exists, inArray, isNotNull, isNull, notInArray, or, gt, lte, sql, type SQL } from 'drizzle-orm';
import { idTailIndexes } from '../bookings/party.ts';
import type { Loaded } from '../bookings/load.ts';
import { citationsOf } from '../office/citations.ts';
import { wallTime } from '../office/free.ts';
import { loadOffice, settingOn, type Office } from '../office/office.ts';
import { quotaOn } from '@anmin/domain/appointments/day-plan';
import { journalRead } from '../privacy/reads.ts';
import { inScope, isUnder } from '../scope.ts';
import { servedOffice, servedOffices } from '../staff/scope.ts';
import { Refused, type StaffContext } from '../trpc.ts';
import { counterRow, type CounterRow } from './row.ts';

/** The day of an office at its counter: every slot with its places and the bookings in them. */
export function sheet(ctx: StaffContext, { office, day }: { office: string; day: string }) {
  return inScope(ctx, ctx.units, (tx) => sheetIn(tx, ctx, office, day));
}

async function sheetIn(db: Transaction, ctx: StaffContext, id: string, day: string) {
  await servedOffice(db, ctx, id);
  const office = await loadOffice(db, id);
  const slots = await db
    .select()
    .from(slot)
    .where(and(eq(slot.office, id), eq(slot.day, day)))
    .orderBy(asc(slot.starts));
  const places = await db
    .select()
    .from(place)
    .where(
      and(
        inArray(
          place.slot,
          slots.map((it) => it.id),
        ),
        isNull(place.closedAt),
      ),
    );
  const ofDay = and(eq(slot.office, id), eq(slot.day, day), notInArray(booking.state, [...lineStates]));
  const rows = await loadRows(db, ctx, office, ofDay);
  await journalRead(db, ctx, id, { of: 'sheet', day, count: rows.length });
  const count = (state: CounterRow['state']) => rows.filter((row) => row.state === state).length;
  const on = Temporal.PlainDate.from(day);
  const law = lawOfDay(ctx, office, on);
  const rules = settingOn(office, on)?.rules;
  // who booked under a rule is asked by it, also on a day when it no longer binds
  const asks = law.gate !== null || rows.some((row) => row.screening !== null);
  return {
    office: { id, name: office.institution.name },
    day,
    today: officeDay(office.now).toString(),
    now: office.now.toString(),
    peak: law.peak !== null || (rules?.peakDays.some((peak) => peak.day === day) ?? false),
    quota: rules === undefined ? null : quotaOn(rules, on),
    gate: asks,
    keyAreas: asks ? (rules?.keyAreas ?? []) : [],
    citations: citationsOf(ctx, law.rules),
    closures: await closuresOn(db, office, day),
    sums: {
      places: places.length,
      booked: rows.filter(({ state }) => state !== 'cancelled' && state !== 'displaced').length,
      ...{
        checkedIn: count('checkedIn'),
        registered: count('registered'),
        refused: count('refused'),
        noShow: count('noShow'),
      },
    },
    slots: slots.map((it) => {
      const own = places.filter((p) => p.slot === it.id);
      const free = (channel: Channel) => own.filter((p) => p.channel === channel && p.booking === null).length;
      return {
        starts: wallTime(it.starts),
        ends: wallTime(it.ends),
        places: own.length,
        left: { online: free('online'), phone: free('phone'), counter: free('counter') } satisfies Record<
          (typeof channels)[number],
          number
        >,
        bookings: rows.filter((row) => row.starts === wallTime(it.starts) && row.state !== 'cancelled'),
      };
    }),
  };
}

/**
 * By the reference, typed or scanned, or by the last four of an ID number; without an office at all those somebody acts
 * for, by the whole reference alone.
 */
export async function findAtCounter(
  ctx: StaffContext,
  { office, text }: { office?: string | undefined; text: string },
): Promise<CounterRow[]> {
  const rows = await inScope(ctx, ctx.units, (tx) => findIn(tx, ctx, office, text));
  // refused after the commit: a search in vain is in the journal as well
  if (rows.length === 0) throw new Refused(refuse('notFound'));
  return rows;
}

async function findIn(db: Transaction, ctx: StaffContext, at: string | undefined, text: string): Promise<CounterRow[]> {
  const reference = readReference(text);
  const id = at ?? (await officeWith(db, ctx, reference));
  await servedOffice(db, ctx, id);
  const office = await loadOffice(db, id);
  const tail = text.normalize('NFKC').replaceAll(/\s/g, '').toUpperCase();
  if (reference === undefined && !/^\d{3}[\dX]$/.test(tail)) throw new Refused(refuse('notFound'));
  const byTail = exists(
    db
      .select({ one: party.position })
      .from(party)
      .where(and(eq(party.booking, booking.id), inArray(party.idTailIndex, idTailIndexes(ctx.keys, tail)))),
  );
  const rows = await loadRows(
    db,
    ctx,
    office,
    and(eq(booking.office, id), reference === undefined ? byTail : eq(booking.reference, reference)),
  );
  await journalRead(db, ctx, id, {
    of: 'search',
    by: reference === undefined ? 'tail' : 'reference',
    count: rows.length,
  });
  return rows;
}

/** Where a booking stands, among the offices somebody acts for; the first of them where it stands at none. */
async function officeWith(db: Transaction, ctx: StaffContext, reference: string | undefined): Promise<string> {
  if (reference === undefined) throw new Refused(refuse('notFound'));
  const [found] = await db
    .select({ id: booking.office })
    .from(booking)
    .where(and(eq(booking.reference, reference), isUnder(booking.office, ctx.units)));
  const id = found?.id ?? (await servedOffices(db, ctx))[0]?.id;
  if (id === undefined) throw new Refused(refuse('notFound'));
  return id;
}

export async function loadRows(
  db: Transaction,
  ctx: StaffContext,
  office: Office,
  where: SQL | undefined,
): Promise<CounterRow[]> {
  const found = await db
    .select({ booking, slot, visit: careVisit })
    .from(booking)
    .innerJoin(slot, eq(slot.id, booking.slot))
    .leftJoin(careVisit, eq(careVisit.booking, booking.id))
    .where(where)
    .orderBy(asc(slot.day), asc(slot.starts), asc(booking.madeAt));
  // one array, not a parameter for each: a year's list holds more than a statement takes
  const ids = sql`any (${sql.param(found.map((it) => it.booking.id))}::uuid[])`;
  const parties = await db
    .select()
    .from(party)
    .where(sql`${party.booking} = ${ids}`)
    .orderBy(asc(party.position));
  const partiesOf = Map.groupBy(parties, (it) => it.booking);
  const extra = await db
    .select({ booking: place.booking })
    .from(place)
    .where(and(sql`${place.booking} = ${ids}`, isNotNull(place.extraReason)));
  const extras = new Set(extra.map((it) => it.booking));
  const drawn = await db
    .select()
    .from(ticket)
    .where(sql`${ticket.booking} = ${ids}`);
  const tickets = new Map(drawn.map((it) => [it.booking, it]));
  return found.map((it) => {
    const { id } = it.booking;
    const loaded: Loaded = { ...it, parties: partiesOf.get(id) ?? [] };
    return counterRow(ctx, office, loaded, { extra: extras.has(id), ticket: tickets.get(id) });
  });
}

/** What is in force at the counter that day, whatever the service. */
function lawOfDay({ packs }: Pick<StaffContext, 'packs'>, office: Office, day: Temporal.PlainDate) {
  const { region, kind } = office.institution;
  return lawOn(packs, { region, kind }, '', day, day);
}

async function closuresOn(db: Transaction, { institution }: Office, day: string) {
  return db
    .select({ reason: closure.reason, clauses: closure.clauses, services: closure.services })
    .from(closure)
    .where(
      and(
        isNull(closure.liftedAt),
        lte(closure.fromDay, day),
        gt(closure.untilDay, day),
        or(
          eq(closure.office, institution.id),
          and(isNull(closure.office), eq(closure.prefecture, institution.prefecture)),
        ),
      ),
    );
}
