import type { Transaction } from '@anmin/db/client';
import { booking, careVisit, party, slot } from '@anmin/db/schema/appointments';
import { askedBy } from '@anmin/domain/appointments/service';
import { officeDay } from '@anmin/domain/calendar/day';
import { refuse } from '@anmin/domain/refusal';
import { and, asc, eq, gte, inArray, isNotNull, isNull } from 'drizzle-orm';
import type { Loaded } from '../bookings/load.ts';
import { definitionOf } from '../bookings/service.ts';
import { cardOf, optionOf, toldBy } from '../bookings/view.ts';
import { servedBooking } from '../counter/act.ts';
import { placesLeft, type FreeSlot } from '../office/free.ts';
import { readInstant } from '../office/now.ts';
import { loadOffice, settingOn, type Office } from '../office/office.ts';
import { journalRead } from '../privacy/reads.ts';
import { inScope } from '../scope.ts';
import { servedOffice } from '../staff/scope.ts';
import { Refused, type StaffContext } from '../trpc.ts';
import { livesThere } from './match.ts';
import { isPending, residentOf } from './row.ts';

/** The visits of an institution that are to come or under way: first those it has still to answer. */
export function list(ctx: StaffContext, id: string) {
  return inScope(ctx, ctx.units, async (tx) => {
    await servedOffice(tx, ctx, id);
    const office = await loadOffice(tx, id);
    const today = officeDay(office.now);
    const found = await visitsFrom(tx, id, today.toString());
    const free = await freeFor(tx, office, found);
    const rows = [];
    for (const it of found) rows.push(await rowOf(tx, ctx, office, it, free));
    await journalRead(tx, ctx, id, { of: 'visits', count: rows.length });
    return {
      today: today.toString(),
      /** Whether it takes visits at all. */
      taken: settingOn(office, today)?.rules.visits !== undefined,
      pending: rows.filter(({ pending }) => pending).sort((one, other) => one.due.localeCompare(other.due)),
      coming: rows.filter(({ pending }) => !pending),
    };
  });
}

/** One of them. */
export function show(ctx: StaffContext, id: string) {
  return inScope(ctx, ctx.units, async (tx) => {
    const { loaded, office } = await servedBooking(tx, ctx, id, false);
    const { visit } = loaded;
    const { state } = loaded.booking;
    if (visit === null || !shownStates.some((it) => it === state))
      throw new Refused(refuse('notChangeable', [], { state }));
    const visited = { ...loaded, visit };
    const row = await rowOf(tx, ctx, office, visited, await freeFor(tx, office, [visited]));
    await journalRead(tx, ctx, visit.office, { of: 'booking', booking: id });
    return { office: visit.office, today: officeDay(office.now).toString(), visit: row };
  });
}

/** Told while the institution has to answer: whether somebody of that name lives there; null: it keeps no register. */
async function matchOf(tx: Transaction, ctx: StaffContext, visited: Visited, day: string): Promise<boolean | null> {
  const { visit } = visited;
  const resident = residentOf(ctx.keys, visit);
  if (resident === null || !isPending(visited)) return null;
  return livesThere(tx, ctx.keys, { unit: visit.office, day, resident });
}

async function visitsFrom(tx: Transaction, office: string, day: string): Promise<Visited[]> {
  const rows = await tx
    .select({ booking, slot, visit: careVisit })
    .from(careVisit)
    .innerJoin(booking, eq(booking.id, careVisit.booking))
    .innerJoin(slot, eq(slot.id, booking.slot))
    .where(and(eq(careVisit.office, office), gte(slot.day, day), inArray(booking.state, [...shownStates])))
    .orderBy(asc(slot.day), asc(slot.starts), asc(booking.madeAt));
  const ids = rows.map((it) => it.booking.id);
  const parties = await tx.select().from(party).where(inArray(party.booking, ids)).orderBy(asc(party.position));
  return rows.map((it) => ({ ...it, parties: parties.filter(({ booking: of }) => of === it.booking.id) }));
}

const shownStates = ['booked', 'checkedIn', 'registered'] as const;
type Visited = Loaded & { readonly visit: NonNullable<Loaded['visit']> };

/** Free places on the days that would do as well. */
async function freeFor(tx: Transaction, office: Office, visits: readonly Visited[]): Promise<FreeSlot[]> {
  const days = visits.flatMap(({ visit }) => (visit.answer === null ? visit.wishes.map(({ day }) => day) : [])).sort();
  const [from, until] = [days[0], days.at(-1)];
  if (from === undefined || until === undefined) return [];
  return placesLeft(tx, { offices: [office.institution.id], from, until, channel: 'online' });
}

async function rowOf(tx: Transaction, ctx: StaffContext, office: Office, loaded: Visited, free: readonly FreeSlot[]) {
  const { booking: row, visit } = loaded;
  const service = definitionOf(ctx, row.service);
  const due = visit.answerBy === null ? '' : readInstant(visit.answerBy).toString();
  const moment = (it: string | null) => (it === null ? null : readInstant(it).toString());
  return {
    ...cardOf(ctx, loaded),
    ...{
      due,
      answer: visit.answer,
      temperature: visit.temperature,
      inAt: moment(visit.inAt),
      outAt: moment(visit.outAt),
    },
    overdue: due !== '' && Temporal.Instant.compare(office.now, due) > 0,
    remote: service.remote === true,
    matches: await matchOf(tx, ctx, loaded, officeDay(office.now).toString()),
    resident: residentOf(ctx.keys, visit),
    relation: optionOf(askedBy(service, 'resident')?.relations, row.told['relation']),
    method: optionOf(askedBy(service, 'method')?.options, row.told['method']),
    children: Number(row.told['children'] ?? '0'),
    told: toldBy(service, row.told),
    wishes: visit.wishes.map((it) => ({
      ...it,
      free: free.some(({ day, starts, left }) => day === it.day && starts === it.time && left > 0),
    })),
  };
}

export const unanswered = () =>
  and(isNull(careVisit.answer), isNotNull(careVisit.answerBy), eq(booking.state, 'booked'));
