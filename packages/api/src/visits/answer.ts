import { careVisit } from '@anmin/db/schema/appointments';
import type { Transaction } from '@anmin/db/client';
import { visitsStopped } from '@anmin/domain/appointments/entering';
import type { DeclineReason, Instead } from '@anmin/domain/appointments/visit-rules';
import { refuse } from '@anmin/domain/refusal';
import { eq, sql } from 'drizzle-orm';
import { loadBooking, phoneOf, type Loaded } from '../bookings/load.ts';
import { appointmentFacts, reminders } from '../bookings/messages.ts';
import { moveTo } from '../bookings/move.ts';
import { changeBooking } from '../bookings/own.ts';
import { freePlaces, releaseClaims } from '../bookings/release.ts';
import { deskAct, type DeskAct } from '../counter/act.ts';
import { actorName, journal } from '../journal.ts';
import { writeMessages, type MessageFacts } from '../messages/message.ts';
import { wallTime } from '../office/free.ts';
import { bookOn, type Office } from '../office/office.ts';
import { Refused, type StaffContext } from '../trpc.ts';
import { isPending } from './row.ts';

/** Agrees to the time asked for, or to another that would do: then the visit moves there, if a place is left. */
export function confirm(ctx: StaffContext, input: DeskAct & { readonly wish: number | null }) {
  return deskAct(ctx, 'visit.confirm', input, async (tx, loaded, office) => {
    const visit = pendingOf(loaded);
    const wished = input.wish === null ? null : visit.wishes[input.wish - 1];
    if (wished === undefined) throw new Refused(refuse('wrongInput', [], { fields: ['wish:unknown'] }));
    const version =
      wished === null
        ? input.version
        : await moveTo(tx, ctx, loaded, input.version, { office: loaded.booking.office, ...wished }, 'online');
    const moved = await loadBooking(tx, loaded.booking.id);
    refuseWhereStopped(ctx, office, moved);
    await agree(tx, ctx, moved, office, version);
  });
}

function pendingOf(loaded: Loaded) {
  const { visit } = loaded;
  const { state } = loaded.booking;
  if (visit === null || state !== 'booked') throw new Refused(refuse('notChangeable', [], { state }));
  if (!isPending(loaded)) throw new Refused(refuse('stale'));
  return visit;
}

function refuseWhereStopped(ctx: StaffContext, office: Office, { booking: { service }, slot }: Loaded): void {
  const day = Temporal.PlainDate.from(slot.day);
  const stopped = visitsStopped(ctx.packs, bookOn(ctx, office, day), { service, day }, office.now);
  if (stopped !== null) throw new Refused(stopped);
}

async function agree(tx: Transaction, ctx: StaffContext, loaded: Loaded, office: Office, seen: number) {
  const { booking: row } = loaded;
  const version = await changeBooking(tx, loaded, seen, { state: 'booked' });
  await tx
    .update(careVisit)
    .set({ answer: 'confirmed', ...answered(ctx) })
    .where(eq(careVisit.booking, row.id));
  await journal(tx, ctx.actor, { action: 'visit.confirmed', subject: row.id, office: row.office });
  const phone = phoneOf(ctx.keys, row);
  const at = { day: loaded.slot.day, starts: wallTime(loaded.slot.starts) };
  await writeMessages(tx, ctx.keys, { id: row.id, version }, [
    { kind: 'visitConfirmed', phone, facts: factsOf(office, loaded), dueAt: null },
    ...reminders(office, phone, row.reference, at),
  ]);
}

/** Declines for a reason of the list, with another way; the place and the claims are free at once. */
export function decline(
  ctx: StaffContext,
  input: DeskAct & { readonly reason: DeclineReason; readonly instead: Instead },
) {
  return deskAct(ctx, 'visit.decline', input, async (tx, loaded, office) => {
    pendingOf(loaded);
    const { booking: row } = loaded;
    const { reason, instead } = input;
    const version = await changeBooking(tx, loaded, input.version, {
      ...{ state: 'cancelled', endedBy: 'desk', endedAt: sql`office_now()` },
    });
    await tx
      .update(careVisit)
      .set({ answer: 'declined', reason, instead, ...answered(ctx) })
      .where(eq(careVisit.booking, row.id));
    await freePlaces(tx, row.id);
    await releaseClaims(tx, row.id);
    await journal(tx, ctx.actor, { action: 'visit.declined', subject: row.id, office: row.office, fields: ['reason'] });
    const facts = { ...factsOf(office, loaded), reason, instead };
    await writeMessages(tx, ctx.keys, { id: row.id, version }, [
      { kind: 'visitDeclined', phone: phoneOf(ctx.keys, row), facts, dueAt: null },
    ]);
  });
}

const answered = ({ actor }: StaffContext) => ({ answeredAt: sql`office_now()`, answeredBy: actorName(actor) });

function factsOf(office: Office, { booking: row, slot }: Loaded): MessageFacts {
  return appointmentFacts(office, row.reference, { day: slot.day, starts: wallTime(slot.starts) });
}
