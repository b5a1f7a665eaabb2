import { inTransaction, type Transaction } from '@anmin/db/client';
import { place, slot, waiting } from '@anmin/db/schema/appointments';
import { closure, institution } from '@anmin/db/schema/offices';
import { changeableUntil } from '@anmin/domain/appointments/bookable';
import { askedBy, type Named, type ServiceDefinition } from '@anmin/domain/appointments/service';
import { canChange } from '@anmin/domain/appointments/states';
import { formatReference } from '@anmin/domain/people/check-digit';
import { maskIdNumber, maskName, maskPhone } from '@anmin/domain/people/mask';
import { and, eq, isNotNull } from 'drizzle-orm';
import { citationsOfLaw } from '../office/citations.ts';
import { wallTime } from '../office/free.ts';
import { loadOffice, rulesOn, type Office } from '../office/office.ts';
import { readInstant } from '../office/now.ts';
import { setScope } from '../scope.ts';
import type { Context } from '../trpc.ts';
import { isPending, residentOf } from '../visits/row.ts';
import { placeInLine } from '../waiting/place-in-line.ts';
import { daysInstead, otherChoices } from './alternatives.ts';
import { lawFor, loadBooking, officeOf, phoneOf, type BookingRow, type Loaded } from './load.ts';
import { idNumberOf, nameOf } from './party.ts';
import { definitionOf } from './service.ts';
import { papersOf } from './papers.ts';
import { tokenOf } from './token.ts';

/** A booking after its own people changed it, wherever it stands now. */
export async function viewBooking(ctx: Context, id: string): Promise<BookingView> {
  const read = await inTransaction(ctx.database, async (tx) => {
    await setScope(tx, ctx, [await officeOf(tx, id)]);
    return readForView(tx, id);
  });
  return viewOf(ctx, read);
}

/** What a view needs from the booking's own office. */
export async function readForView(tx: Transaction, id: string) {
  const loaded = await loadBooking(tx, id);
  const office = await loadOffice(tx, loaded.booking.office);
  const line = loaded.booking.state === 'waiting' ? await placeInLine(tx, loaded.booking) : null;
  const drawnAs = loaded.booking.state === 'booked' ? await applicationOf(tx, id) : null;
  return { loaded, office, line, drawnAs, closureReason: await closureReason(tx, loaded.booking.closure) };
}

async function applicationOf(tx: Transaction, id: string): Promise<string | null> {
  const [applied] = await tx.select({ application: waiting.application }).from(waiting).where(eq(waiting.booking, id));
  return applied?.application ?? null;
}

export type BookingView = Awaited<ReturnType<typeof viewOf>>;

/**
 * A booking as its own people see it: masked, with what to bring, what may still be changed, and what is offered, be it
 * at another office. Asks the board, so no transaction may be open around it.
 */
export async function viewOf(
  ctx: Context,
  { loaded, office, line, drawnAs, closureReason }: Awaited<ReturnType<typeof readForView>>,
) {
  const law = lawFor(ctx, office, loaded);
  const { booking: row, slot: time } = loaded;
  const service = definitionOf(ctx, row.service);
  const day = Temporal.PlainDate.from(time.day);
  const until = changeableUntil(rulesOn(office, day), day);
  const offer = await loadOffer(ctx, row.id);
  return {
    ...cardOf(ctx, loaded),
    uid: row.id,
    token: tokenOf(ctx.keys, row.id),
    office: contactsOf(office),
    military: row.military,
    /** What its service asked in words of its own, as its people answered. */
    told: toldBy(service, row.told),
    /** A visit to somebody who lives there: whom, and what the institution answered; null: it is none. */
    visit: visitView(ctx, office, loaded),
    afterwards: isPending(loaded) ? [] : service.afterwards,
    reminder: service.reminder,
    materials: papersOf(ctx, office, loaded, law),
    citations: citationsOfLaw(ctx, law),
    changeableUntil: until.toString(),
    canChange: canChange(row.state) && (row.state === 'displaced' || Temporal.Instant.compare(office.now, until) < 0),
    offer,
    /** One is offered once; after that the people choose, or the desk calls. */
    offerMade: row.offeredAt !== null,
    otherChoices: row.state === 'displaced' ? await otherChoices(ctx, office, loaded, offer) : [],
    /** Where who was not drawn could be booked on other days. */
    daysInstead: line?.ballot?.drawn === true && offer === null ? await daysInstead(ctx, office, loaded) : [],
    /** The anonymous number under which a booking was drawn. */
    drawnAs,
    /** What else would do, and how many are before; null: not in line. */
    line,
    endedBy: row.endedBy,
    closureReason,
    /** SEQUENCE of the calendar file: 0 for the first version. */
    sequence: row.version - 1,
  };
}

function visitView(ctx: Context, office: Office, loaded: Loaded) {
  const { visit } = loaded;
  if (visit === null) return null;
  const { service, told } = loaded.booking;
  const definition = definitionOf(ctx, service);
  const { answerBy, answer, reason, instead, wishes } = visit;
  const resident = residentOf(ctx.keys, visit);
  return {
    ...{ service, answer, reason, instead, wishes, pending: isPending(loaded) },
    /** The institution did not answer in time. */
    late: answerBy !== null && Temporal.Instant.compare(office.now, readInstant(answerBy)) > 0,
    /** A service for which nobody comes. */
    video: definition.instead ?? null,
    answerBy: answerBy === null ? null : readInstant(answerBy).toString(),
    resident: resident === null ? null : maskName(resident.name),
    relation: optionOf(askedBy(definition, 'resident')?.relations, told['relation']),
    method: optionOf(askedBy(definition, 'method')?.options, told['method']),
    children: Number(told['children'] ?? '0'),
  };
}

/** What an option is called, by its name in the record. */
export function optionOf(options: readonly (Named & { id: string })[] = [], chosen: string | undefined): Named | null {
  const found = options.find(({ id }) => id === chosen);
  return found === undefined ? null : { zh: found.zh, en: found.en };
}

/** The answers to what a service asked in words of its own, in those words. */
export function toldBy(
  { asks }: ServiceDefinition,
  told: BookingRow['told'],
): { title: Named | null; answer: Named }[] {
  return asks.flatMap((it) => {
    if (it.ask === 'declaration' && told[it.id] === 'yes') return { title: null, answer: it.text };
    if (it.ask === 'extras')
      return it.options.flatMap(({ id, zh, en }) =>
        told[id] === 'yes' ? { title: it.title, answer: { zh, en } } : [],
      );
    const chosen = it.ask === 'choice' ? it.options.find(({ id }) => id === told[it.id]) : undefined;
    return it.ask === 'choice' && chosen !== undefined
      ? { title: it.title, answer: { zh: chosen.zh, en: chosen.en } }
      : [];
  });
}

/** What any masked list shows of a booking. */
export function cardOf({ keys }: Pick<Context, 'keys'>, loaded: Loaded) {
  const { booking: row, slot: time, parties } = loaded;
  return {
    id: row.id,
    reference: formatReference(row.reference),
    version: row.version,
    state: row.state,
    service: row.service,
    channel: row.channel,
    day: time.day,
    starts: wallTime(time.starts),
    ends: wallTime(time.ends),
    places: row.places,
    /** Of a visit that its institution has still to answer. */
    pending: isPending(loaded),
    parties: parties.map((it) => {
      const idNumber = idNumberOf(keys, it);
      return { name: maskName(nameOf(keys, it)), idNumber: idNumber === null ? null : maskIdNumber(idNumber) };
    }),
    phone: row.phoneSealed === null ? null : maskPhone(phoneOf(keys, row) ?? ''),
  };
}

async function loadOffer(ctx: Context, id: string) {
  const [found] = await ctx.board.db
    .select({
      day: slot.day,
      starts: slot.starts,
      ends: slot.ends,
      office: slot.office,
      officeName: institution.name,
      until: place.offeredUntil,
    })
    .from(place)
    .innerJoin(slot, eq(slot.id, place.slot))
    .innerJoin(institution, eq(institution.id, slot.office))
    .where(and(eq(place.booking, id), isNotNull(place.offeredUntil)));
  if (found === undefined) return null;
  return {
    ...found,
    starts: wallTime(found.starts),
    ends: wallTime(found.ends),
    until: readInstant(found.until ?? '').toString(),
  };
}

async function closureReason(tx: Transaction, id: string | null): Promise<string | null> {
  if (id === null) return null;
  const [found] = await tx.select({ reason: closure.reason }).from(closure).where(eq(closure.id, id));
  return found?.reason ?? null;
}

export function contactsOf({ institution: { id, kind, name, address, phone, bus, access, hours } }: Office) {
  return { id, kind, name, address, phone, bus, access, hours };
}
