import type { Transaction } from '@anmin/db/client';
import { booking, message, slot } from '@anmin/db/schema/appointments';
import type { Answers } from '@anmin/domain/appointments/answers';
import { mostVisitors, serviceId } from '@anmin/domain/appointments/service';
import { changeableUntil } from '@anmin/domain/appointments/bookable';
import { visitorPositions, type VisitorPosition } from '@anmin/domain/appointments/visit';
import { wallTime as wallTimeSchema } from '@anmin/domain/calendar/day';
import { formatReference } from '@anmin/domain/people/check-digit';
import { refuse } from '@anmin/domain/refusal';
import { and, desc, eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { book } from '../../bookings/book.ts';
import { changeRefusal, endByItsPeople } from '../../bookings/cancel.ts';
import { loadBooking, lockBooking, type Loaded } from '../../bookings/load.ts';
import { moveTo } from '../../bookings/move.ts';
import { completeApplication, readAnswers } from '../../drafts/reading.ts';
import { actorName } from '../../journal.ts';
import { wallTime } from '../../office/free.ts';
import { loadOffice, rulesOn, type Office } from '../../office/office.ts';
import { keySchema, once } from '../../once.ts';
import { inScope, isUnder, setScope } from '../../scope.ts';
import { servedOffice } from '../../staff/scope.ts';
import { Refused, type ClientContext } from '../../trpc.ts';
import { byMagic } from './magic.ts';

const text = z.string().max(200);
const ownId = z.string().regex(/^[a-z][A-Za-z0-9]{0,30}$/);

export const bookInput = z.strictObject({
  key: keySchema,
  office: z.string().max(50),
  service: serviceId,
  day: z.iso.date(),
  time: wallTimeSchema,
  applicationDay: z.iso.date().optional(),
  parties: z
    .array(
      z.strictObject({
        name: text,
        /** All of it, its last four or nothing, as the service asks. */
        idNumber: z.string().max(40).optional(),
        keyAreaStay: z.boolean().optional(),
        quarantineEnd: z.iso.date().optional(),
      }),
    )
    .max(mostVisitors)
    .default([]),
  /** How many come, where a service asks for no names. */
  people: z.int().min(1).max(mostVisitors).optional(),
  /** What to call whoever comes. */
  callName: text.optional(),
  /** What a service asks in words of its own: the option of each choice, `yes` for each box. */
  told: z.record(ownId, text).optional(),
  phone: z.string().max(40).optional(),
  military: z.boolean().optional(),
  /** The client's word that these people agreed to be booked for; it keeps the proof. */
  consent: z.literal(true),
});

export const ownInput = z.strictObject({ booking: z.uuid() });
const change = ownInput.extend({ version: z.int(), key: keySchema });
export const moveInput = change.extend({ office: z.string().max(50), day: z.iso.date(), time: wallTimeSchema });
export const cancelInput = change;

/** Books as anybody does, from the places of the client's channel. The answer says how it stood when it was made. */
export async function createBooking(ctx: ClientContext, { key, ...input }: z.infer<typeof bookInput>) {
  const { office, service, day, time } = input;
  await inScope(ctx, ctx.units, (tx) => servedOffice(tx, ctx, office));
  if (ctx.actor.sandbox !== null) await byMagic(input.parties.flatMap(({ idNumber }) => idNumber ?? []));
  const application = completeApplication(await readAnswers(ctx, answersOf(input), { phoneOptional: true }));
  const { booking: id, reference } = await book(ctx, {
    application,
    channel: ctx.actor.channel,
    once: { scope: actorName(ctx.actor), key, body: ['book', input] },
    extraReason: null,
  });
  return {
    ...{ id, reference: formatReference(reference), version: 1, state: 'booked' as const },
    ...{ service, office, day, time },
  };
}

export function showBooking(ctx: ClientContext, { booking: id }: z.infer<typeof ownInput>) {
  return inScope(ctx, ctx.units, async (tx) => viewOf(tx, ctx, await loadServed(tx, ctx, id)));
}

export function moveBooking(ctx: ClientContext, { office, day, time, ...input }: z.infer<typeof moveInput>) {
  return changeOwn(ctx, input, ['move', office, day, time], async (tx, loaded) => {
    await servedOffice(tx, ctx, office);
    await moveTo(tx, ctx, loaded, input.version, { office, day, time }, ctx.actor.channel);
  });
}

export function cancelBooking(ctx: ClientContext, input: z.infer<typeof cancelInput>) {
  return changeOwn(ctx, input, ['cancel'], (tx, loaded, office) =>
    endByItsPeople(tx, ctx, loaded, office, input.version),
  );
}

/** As its reader sees it. */
export async function viewOf(tx: Transaction, ctx: ClientContext, loaded: Loaded) {
  const { booking: row, slot: at } = loaded;
  const { id } = row;
  const office = await loadOffice(tx, row.office);
  const until = changeableUntil(rulesOn(office, Temporal.PlainDate.from(at.day)), Temporal.PlainDate.from(at.day));
  const [last] = await tx
    .select({ state: message.state })
    .from(message)
    .where(and(eq(message.booking, id), eq(message.bookingVersion, row.version)))
    .orderBy(desc(sql`${message.dueAt} <= office_now()`), desc(message.dueAt))
    .limit(1);
  return {
    ...{ id, reference: formatReference(row.reference), version: row.version, state: row.state },
    ...{ service: row.service, office: row.office, day: at.day, time: wallTime(at.starts), channel: row.channel },
    own: isOwn(ctx, loaded),
    changeableUntil: until.toString(),
    message: last?.state ?? null,
  };
}

/** Only what a client booked is its own to change, by the same rules as for the people themselves. */
function changeOwn(
  ctx: ClientContext,
  { booking: id, version, key }: z.infer<typeof change>,
  body: readonly string[],
  work: (tx: Transaction, loaded: Loaded, office: Office) => Promise<unknown>,
) {
  return inScope(ctx, ctx.units, (tx) =>
    once(tx, ctx, { scope: actorName(ctx.actor), key, body: [...body, id, version] }, async () => {
      await loadServed(tx, ctx, id);
      await setScope(tx, ctx, [...ctx.units, ...(await lockBooking(tx, id))]);
      const loaded = await loadServed(tx, ctx, id);
      if (!isOwn(ctx, loaded)) throw new Refused(refuse('notFound'));
      if (loaded.booking.version !== version) throw new Refused(refuse('stale'));
      const office = await loadOffice(tx, loaded.booking.office);
      const refusal = changeRefusal(office, loaded);
      if (refusal !== null) throw new Refused(refusal);
      await work(tx, loaded, office);
      return viewOf(tx, ctx, await loadServed(tx, ctx, id));
    }),
  );
}

function isOwn({ actor }: ClientContext, { booking: row }: Loaded): boolean {
  return row.madeBy === actorName(actor);
}

/** A booking elsewhere answers like one that does not exist. */
async function loadServed(tx: Transaction, ctx: ClientContext, id: string): Promise<Loaded> {
  const found = await findServed(tx, ctx, id);
  if (found === null) throw new Refused(refuse('notFound'));
  return found;
}

export async function findServed(tx: Transaction, ctx: ClientContext, id: string): Promise<Loaded | null> {
  const [found] = await tx
    .select({ id: booking.id })
    .from(booking)
    .innerJoin(slot, eq(slot.id, booking.slot))
    .where(and(eq(booking.id, id), isUnder(booking.office, ctx.units)));
  return found === undefined ? null : loadBooking(tx, id);
}

/** The answers of the site's form, which one reader reads for everybody. */
function answersOf(input: Omit<z.infer<typeof bookInput>, 'key'>): Answers {
  const { office, service, day, time, phone, military, applicationDay } = input;
  return {
    ...{ office, service, day, time },
    ...(phone === undefined ? {} : { phone }),
    ...(military === true ? { military: 'yes' } : {}),
    ...dateParts('application', applicationDay),
    ...(input.people === undefined ? {} : { people: String(input.people) }),
    ...(input.callName === undefined ? {} : { callName: input.callName }),
    ...Object.fromEntries(Object.entries(input.told ?? {}).map(([id, answer]) => [`ask.${id}`, answer])),
    ...Object.fromEntries(
      visitorPositions(mostVisitors).flatMap((n) => Object.entries(partyAnswers(n, input.parties[n - 1]))),
    ),
  };
}

type Party = z.infer<typeof bookInput>['parties'][number];

function partyAnswers(position: VisitorPosition, party: Party | undefined): Answers {
  if (party === undefined) return {};
  return {
    [`name${position}`]: party.name,
    ...(party.idNumber === undefined ? {} : { [`id${position}`]: party.idNumber }),
    ...(position > 2 || party.keyAreaStay === undefined
      ? {}
      : { [`stay${position}`]: party.keyAreaStay ? 'yes' : 'no' }),
    ...(position > 2 ? {} : dateParts(position === 1 ? 'quarantine1' : 'quarantine2', party.quarantineEnd)),
  };
}

function dateParts(prefix: 'application' | 'quarantine1' | 'quarantine2', date: string | undefined): Answers {
  if (date === undefined) return {};
  const [year = '', month = '', day = ''] = date.split('-');
  return { [`${prefix}Year`]: year, [`${prefix}Month`]: month, [`${prefix}Day`]: day };
}
