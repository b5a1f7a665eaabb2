import { inTransaction, sqlState, type Transaction } from '@anmin/db/client';
import { place } from '@anmin/db/schema/appointments';
import { bookPlace } from '@anmin/domain/appointments/booking';
import type { Party } from '@anmin/domain/appointments/party';
import { isOfTheLaw } from '@anmin/domain/appointments/service';
import type { Channel } from '@anmin/domain/appointments/settings';
import { refuse } from '@anmin/domain/refusal';
import { and, eq, sql } from 'drizzle-orm';
import { journal } from '../journal.ts';
import { writeMessages } from '../messages/message.ts';
import { findSlot, wallTime } from '../office/free.ts';
import { bookOn, loadOffice, refuseOtherSandbox, type Office } from '../office/office.ts';
import { once } from '../once.ts';
import { setScope } from '../scope.ts';
import { orRefuse, Refused, sandboxOf, type Context } from '../trpc.ts';
import { changeRefusal } from './cancel.ts';
import { claimedByRows, claimKeys, claimsTheDay } from './claims.ts';
import { appointmentFacts, askedMessage, reminders } from './messages.ts';
import { journalLeft } from './leave.ts';
import { changeBooking, ownBooking, type Act } from './own.ts';
import { idNumberOf, nameOf, screeningOf } from './party.ts';
import { freePlaces } from './release.ts';
import { definitionOf } from './service.ts';
import { lockBooking, phoneOf, type Loaded } from './load.ts';
import { askAgain, inTurn } from '../visits/again.ts';
import { viewBooking } from './view.ts';
import { readIdNumber } from '@anmin/domain/people/id-number';
import { officeDay } from '@anmin/domain/calendar/day';

export type Target = { readonly office: string; readonly day: string; readonly time: string };

/** Its own people move it: the old place is free only if the new one is won, in one transaction. */
export async function move(ctx: Context, input: Act & Target) {
  const { office, day, time } = input;
  await inTransaction(ctx.database, (tx) =>
    once(
      tx,
      ctx,
      { scope: `booking:${input.booking}`, key: input.key, body: ['move', input.version, office, day, time] },
      async () => {
        const { loaded } = await ownBooking(tx, ctx, input);
        const refusal = changeRefusal(await loadOffice(tx, loaded.booking.office), loaded);
        if (refusal !== null) throw new Refused(refusal);
        return { version: await moveTo(tx, ctx, loaded, input.version, { office, day, time }, 'online') };
      },
    ),
  );
  return viewBooking(ctx, input.booking);
}

/** The rules are asked as for a new booking; its own claims never stand in the way. */
export async function moveTo(
  tx: Transaction,
  ctx: Context,
  loaded: Loaded,
  version: number,
  target: Target,
  channel: Channel,
): Promise<number> {
  const { booking: row } = loaded;
  await setScope(tx, ctx, [...(await lockBooking(tx, row.id)), target.office]);
  const office = await loadOffice(tx, target.office);
  refuseOtherSandbox(ctx, office);
  const stays = row.service === 'divorceCertificate' || loaded.visit !== null;
  if (stays && target.office !== row.office) throw new Refused(refuse('otherOffice'));
  const day = Temporal.PlainDate.from(target.day);
  orRefuse(
    bookPlace(
      ctx.packs,
      bookOn(ctx, office, day),
      { ...wishOf(ctx, loaded, day, channel, office), time: target.time },
      office.now,
    ),
  );
  const slot = await findSlot(tx, target.office, target.day, target.time);
  if (slot === undefined) throw new Refused(refuse('notOpenYet', [], { day: target.day }));
  if (slot.id === row.slot && row.state === 'booked') throw new Refused(refuse('stale'));
  await freePlaces(tx, row.id, slot.id);
  const held = await keepOffered(tx, row.id, slot.id);
  if (held < row.places) await takePlaces(tx, slot.id, channel, { id: row.id, places: row.places - held }, target);
  await refuseIfClosed(tx, target.office, slot.id, row.service);
  await renewClaims(tx, ctx, loaded, target);
  const next = await changeBooking(tx, loaded, version, {
    state: 'booked',
    slot: slot.id,
    office: target.office,
    closure: null,
  });
  const at = { day: target.day, starts: wallTime(slot.starts) };
  const due = await askAgain(tx, ctx, loaded, office, { day, time: at.starts });
  await tellMoved(tx, ctx, loaded, next, office, { ...at, due });
  await journalLeft(tx, ctx, loaded, target.office);
  await journal(tx, ctx.actor, {
    action: 'booking.moved',
    subject: row.id,
    office: target.office,
    codes: {
      fromDay: loaded.slot.day,
      fromTime: wallTime(loaded.slot.starts),
      fromOffice: row.office,
      day: target.day,
      time: target.time,
    },
  });
  return next;
}

/** What a claim by the day says goes along; taken by another booking of the phone, the move is refused. */
export async function renewClaims(
  tx: Transaction,
  ctx: Context,
  loaded: Loaded,
  at: { readonly office: string; readonly day: string },
): Promise<void> {
  const service = definitionOf(ctx, loaded.booking.service);
  if (!claimsTheDay(service)) return;
  const turned = await inTurn(tx, ctx, loaded, at);
  const claims = claimKeys(ctx.keys, service, claimedByRows(ctx.keys, turned, at), sandboxOf(ctx));
  await tx.execute(sql`select renew_claims(${sql.param(claims)}::bytea[], ${loaded.booking.id}::uuid)`);
}

/** Who chooses the very time that is offered to them has it already. */
async function keepOffered(tx: Transaction, booking: string, slot: number): Promise<number> {
  const held = await tx
    .update(place)
    .set({ offeredUntil: null })
    .where(and(eq(place.booking, booking), eq(place.slot, slot)))
    .returning({ id: place.id });
  return held.length;
}

/** Tells that it stands at another time now, or that the institution is asked about that time. */
export async function tellMoved(
  tx: Transaction,
  ctx: Context,
  { booking: row }: Loaded,
  version: number,
  office: Office,
  { due, ...at }: { day: string; starts: string; due: Temporal.Instant | null },
) {
  const phone = phoneOf(ctx.keys, row);
  const asked = due === null ? [] : [askedMessage(phone, appointmentFacts(office, row.reference, at), due)];
  if (asked.length > 0) return writeMessages(tx, ctx.keys, { id: row.id, version }, asked);
  await writeMessages(tx, ctx.keys, { id: row.id, version }, [
    { kind: 'moved', phone, facts: appointmentFacts(office, row.reference, at), dueAt: null },
    ...reminders(office, phone, row.reference, at),
  ]);
}

/** A booking's wish to stand at another day, with the parties as stored. */
export function wishOf(ctx: Context, loaded: Loaded, day: Temporal.PlainDate, channel: Channel, office: Office) {
  const { booking: row } = loaded;
  return {
    service: row.service,
    day,
    channel,
    applicationDay: row.applicationDay === null ? null : Temporal.PlainDate.from(row.applicationDay),
    parties: partiesAsked(ctx, loaded, office),
  };
}

/** Those a law asks about; whoever comes without one is asked nothing again. */
export function partiesAsked(ctx: Context, { booking: { service }, parties }: Loaded, office: Office): Party[] {
  return isOfTheLaw(service) ? parties.map((it) => partyOf(ctx, it, office)) : [];
}

function partyOf({ keys, demo }: Context, row: Loaded['parties'][number], office: Office) {
  const idNumber = idNumberOf(keys, row) ?? '';
  const read = readIdNumber(idNumber, { today: officeDay(office.now), regions: demo ? 'demo' : 'real' });
  if (!('ok' in read)) throw new Error('a stored ID number no longer reads');
  return {
    name: nameOf(keys, row),
    idNumber,
    sex: read.ok.sex,
    birth: read.ok.birth,
    screening: screeningOf(keys, row),
  };
}

export async function takePlaces(
  tx: Transaction,
  slot: number,
  channel: Channel,
  booking: Pick<Loaded['booking'], 'id' | 'places'>,
  facts: Target,
): Promise<void> {
  try {
    await tx.execute(sql`select take_places(${slot}, ${channel}, ${booking.id}::uuid, ${booking.places})`);
  } catch (error) {
    if (sqlState(error) === 'AN001') throw new Refused(refuse('slotFull', [], { day: facts.day, time: facts.time }));
    throw error;
  }
}

/** Asked after the place is locked, see `closed_for`. */
export async function refuseIfClosed(tx: Transaction, office: string, slot: number, service: string): Promise<void> {
  const { rows } = await tx.execute<{ closed: boolean }>(
    sql`select closed_for(${office}, ${slot}, ${service}) as closed`,
  );
  if (rows[0]?.closed === true) throw new Refused(refuse('closed'));
}
