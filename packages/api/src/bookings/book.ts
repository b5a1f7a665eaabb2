import type { BookingOrder } from '@anmin/db/book-place';
import { sqlState, violatedConstraint } from '@anmin/db/client';
import type { Application } from '@anmin/domain/appointments/application';
import { bookPlace, type OfficeBook } from '@anmin/domain/appointments/booking';
import { standingOf, type Law } from '@anmin/domain/appointments/law';
import type { ServiceDefinition } from '@anmin/domain/appointments/service';
import type { Channel } from '@anmin/domain/appointments/settings';
import { placesFor, visitorPositions } from '@anmin/domain/appointments/visit';
import { memo } from '@anmin/domain/measures/memo';
import { referenceFor } from '@anmin/domain/people/check-digit';
import { isRefusal, refuse, type Refusal } from '@anmin/domain/refusal';
import { randomInt, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { actorName } from '../journal.ts';
import { messageRow } from '../messages/message.ts';
import { bookOn, loadOffice, recentOffice, type Office } from '../office/office.ts';
import { bodyHash, storedAnswerOfMany, type Once } from '../once.ts';
import { seal } from '../privacy/seal.ts';
import { askTogether } from '../gathering.ts';
import { signedScope } from '../scope.ts';
import { Refused, sandboxOf, type ClientContext, type Context, type StaffContext } from '../trpc.ts';
import { barredRefusal } from './barred.ts';
import { claimedBy, claimKeys } from './claims.ts';
import { inCrowd, refuseTooMany } from './crowd.ts';
import { duplicateRefusal } from './duplicate.ts';
import { bookInLine } from './line.ts';
import { namedOf, phoneIndex, sealParty } from './party.ts';
import { definitionOf } from './service.ts';
import { bookedMessages } from './messages.ts';
import { isSoldOut, noteSoldOut } from './sold-out.ts';
import { tokenOf } from './token.ts';
import { visitRowFor } from '../visits/row.ts';
import { ownTaken, visitedRefusal, visitsADay } from '../visits/turns.ts';

export type Order = {
  readonly application: Application;
  readonly channel: Channel;
  readonly once: Once;
  /** A desk's reason to add a place to a full slot. */
  readonly extraReason: string | null;
};

const booked = z.object({ booking: z.string(), reference: z.string(), token: z.string() });
export type Booked = Readonly<z.infer<typeof booked>>;

/** Books one place, or refuses. Rules decide whether, the database decides who gets the last one. */
export function book(ctx: Context, order: Order): Promise<Booked> {
  return inCrowd(ctx, order.application.office, () => bookOne(ctx, order));
}

async function bookOne(ctx: Context, order: Order): Promise<Booked> {
  await refuseTooMany(ctx, order.application.phone);
  const office = await recentOffice(ctx, order.application.office);
  const decision = bookPlace(ctx.packs, bookOf(ctx, office, order), wishOf(order), office.now);
  if (isRefusal(decision)) return answeredBefore(ctx, order, decision);
  if (ctx.actor.kind === 'citizen' && isSoldOut(ctx.board, order))
    return answeredBefore(ctx, order, refuse('slotFull'));
  const barred = await barredRefusal(ctx, office, order.application, order.channel);
  if (barred !== null) return answeredBefore(ctx, order, barred);
  try {
    return await saveInTurn(ctx, order, office, decision.law);
  } catch (error) {
    throw await refusalFor(ctx, order, error);
  }
}

/** As the first of the day's visits to somebody that nobody took yet; who loses one to another takes the next. */
async function saveInTurn(ctx: Context, order: Order, office: Office, law: Law, after = 0): Promise<Booked> {
  const most = visitsADay(ctx, office, order.application);
  const turn = most === null ? null : after + 1;
  try {
    return await saveUnderFreeReference(ctx, order, office, law, turn);
  } catch (error) {
    const taken = turn !== null && sqlState(error) === 'AN002' && !(await ownTaken(ctx, order.application));
    if (most === null || !taken) throw error;
    if (turn === most) throw new Refused(visitedRefusal(order.application, most));
    return saveInTurn(ctx, order, office, law, turn);
  }
}

/** Eight random digits may have been drawn before; then others are drawn. */
async function saveUnderFreeReference(
  ctx: Context,
  order: Order,
  office: Office,
  law: Law,
  turn: number | null,
): Promise<Booked> {
  try {
    return await save(ctx, order, office, law, turn);
  } catch (error) {
    if (violatedConstraint(error) !== 'booking_reference_key') throw error;
    return saveUnderFreeReference(ctx, order, office, law, turn);
  }
}

function bookOf(ctx: Context, office: Office, { application }: Order): OfficeBook {
  return bookOn(ctx, office, application.day);
}

function wishOf({ application, channel }: Order) {
  return { ...application, channel };
}

/** A lost answer is given again, whatever has changed in the rules since; without one the refusal stands. */
async function answeredBefore({ database, keys }: Context, { once }: Order, refusal: Refusal): Promise<Booked> {
  const answer = await storedAnswerOfMany(database, keys, once);
  if (answer === undefined) throw new Refused(refusal);
  return booked.parse(answer);
}

async function save(ctx: Context, order: Order, office: Office, law: Law, turn: number | null): Promise<Booked> {
  const service = definitionOf(ctx, order.application.service);
  const answer = newAnswer(ctx, service);
  const rows = rowsOf(ctx, order, office, law, { answer, definition: service, turn });
  const seen = await bookInLine(ctx.database, rows);
  if (seen === null) return answer;
  if (!seen.same) throw new Refused(refuse('keyReused'));
  return booked.parse(seen.answer);
}

function newAnswer({ keys }: Context, { prefix }: ServiceDefinition): Booked {
  const id = randomUUID();
  const digits = String(randomInt(100_000_000)).padStart(8, '0');
  return { booking: id, reference: referenceFor(prefix, digits), token: tokenOf(keys, id) };
}

function rowsOf(
  ctx: Context,
  order: Order,
  office: Office,
  law: Law,
  { answer, definition, turn }: { answer: Booked; definition: ServiceDefinition; turn: number | null },
): BookingOrder {
  const { keys, actor } = ctx;
  const { application, channel, once } = order;
  const id = answer.booking;
  const clauses = clausesOf(law);
  const { phone, service, visit } = application;
  const named = namedOf(application);
  const day = application.day.toString();
  const madeBy = actorName(actor);
  return {
    within: signedScope(keys, 'units' in ctx ? (ctx as StaffContext | ClientContext).units : [application.office]),
    scope: once.scope,
    key: once.key,
    bodyHash: bodyHash(keys, once.body),
    answer,
    lockTimeout: actor.kind === 'staff' ? '3s' : '1s',
    day,
    starts: application.time,
    extraReason: order.extraReason,
    booking: {
      ...{ id, reference: answer.reference, office: application.office, service, channel, madeBy },
      applicationDay: application.applicationDay?.toString() ?? null,
      military: application.military,
      phoneSealed: phone === null ? null : seal(keys, `booking.phone:${id}`, phone),
      phoneIndex: phone === null ? null : phoneIndex(keys, phone),
      clauses,
      ...(visit === null ? {} : { places: placesFor(definition, visit), told: visit.told }),
    },
    parties: visitorPositions(named.length).flatMap((position, index) => {
      const it = named[index];
      return it === undefined ? [] : sealParty(keys, id, position, it);
    }),
    visit: visitRowFor(keys, id, { office, definition, application, turn }),
    claims: claimKeys(keys, definition, claimedBy(application, turn), sandboxOf(ctx)),
    journal: {
      ...{ actor: madeBy, action: 'booking.made', subject: id, office: application.office },
      fields: [
        ...(named.length > 0 ? ['parties'] : []),
        ...(visit?.resident == null ? [] : ['resident']),
        ...(phone === null ? [] : ['phone']),
      ],
      codes: { service, day, time: application.time, channel, extra: order.extraReason !== null },
      clauses,
    },
    messages: bookedMessages(office, definition, application, answer).map((given) =>
      messageRow(keys, { id, version: 1 }, given),
    ),
  };
}

/** The clauses a booking rests on, kept with it: the standing terms and whatever notice was in force. */
function clausesOf(law: Law): string[] {
  return memo(clausesKept, law, () => [
    ...new Set([...standingOf(law), ...law.rules].flatMap(({ clauses }) => clauses)),
  ]);
}

const clausesKept = new WeakMap<Law, string[]>();

/** The loser of a race hears what the rule would have said. */
async function refusalFor(ctx: Context, order: Order, error: unknown): Promise<unknown> {
  switch (sqlState(error)) {
    case 'AN002':
      return new Refused(await duplicateRefusal(ctx, order.application, provenPhone(ctx, order)));
    case 'AN001':
    case 'AN005': {
      const { office: id } = order.application;
      const office = await askTogether(ctx.board, `refusal ${id}`, id, () => loadOffice(ctx.board.db, id));
      const decision = bookPlace(ctx.packs, bookOf(ctx, office, order), wishOf(order), office.now);
      if ('refused' in decision) return new Refused(decision);
      // who comes alone may still find a place where a group does not
      const alone = (order.application.visit?.people ?? 1) === 1;
      if (sqlState(error) === 'AN001' && order.extraReason === null && alone) noteSoldOut(ctx.board, order);
      return error;
    }
    default:
      return error;
  }
}

/** On the site a phone is proven before its booking; at the desk, or by a client, it is only said. */
function provenPhone({ actor }: Context, { application, channel }: Order): string | null {
  return channel === 'online' && actor.kind !== 'client' ? application.phone : null;
}
