import { inTransaction, type Transaction } from '@anmin/db/client';
import { changeableUntil } from '@anmin/domain/appointments/bookable';
import { canChange } from '@anmin/domain/appointments/states';
import { refuse, type Refusal } from '@anmin/domain/refusal';
import { sql } from 'drizzle-orm';
import { journal } from '../journal.ts';
import { writeMessages } from '../messages/message.ts';
import { loadOffice, rulesOn, type Office } from '../office/office.ts';
import { wallTime } from '../office/free.ts';
import { once } from '../once.ts';
import { Refused, type Context } from '../trpc.ts';
import { appointmentFacts } from './messages.ts';
import { changeBooking, ownBooking, type Act } from './own.ts';
import { freePlaces, releaseClaims } from './release.ts';
import { phoneOf, type Loaded } from './load.ts';
import { viewBooking } from './view.ts';

/** Its own people cancel, or leave the line: the place and the claims are free at once. */
export async function cancel(ctx: Context, input: Act & { reason?: string | undefined }) {
  await inTransaction(ctx.database, (tx) =>
    once(tx, ctx, { scope: `booking:${input.booking}`, key: input.key, body: ['cancel', input.version] }, async () => {
      const { loaded } = await ownBooking(tx, ctx, input);
      const office = await loadOffice(tx, loaded.booking.office);
      const refusal = loaded.booking.state === 'waiting' ? null : changeRefusal(office, loaded);
      if (refusal !== null) throw new Refused(refusal);
      return { version: await endByItsPeople(tx, ctx, loaded, office, input.version) };
    }),
  );
  return viewBooking(ctx, input.booking);
}

/** The place and the claims are free, and the phone of the booking is told. */
export async function endByItsPeople(
  tx: Transaction,
  ctx: Context,
  loaded: Loaded,
  office: Office,
  seen: number,
): Promise<number> {
  const { booking: row, slot } = loaded;
  const waits = row.state === 'waiting';
  const version = await changeBooking(tx, loaded, seen, {
    ...{ state: waits ? 'withdrawn' : 'cancelled', endedBy: 'citizen', endedAt: sql`office_now()` },
  });
  await freePlaces(tx, row.id);
  await releaseClaims(tx, row.id);
  const action = waits ? 'waiting.left' : 'booking.cancelled';
  await journal(tx, ctx.actor, { action, subject: row.id, office: row.office });
  const facts = appointmentFacts(office, row.reference, { day: slot.day, starts: wallTime(slot.starts) });
  const phone = phoneOf(ctx.keys, row);
  await writeMessages(tx, ctx.keys, { id: row.id, version }, [
    { kind: waits ? 'waitLeft' : 'cancelled', phone, facts, dueAt: null },
  ]);
  return version;
}

/** Until when its own people may still move or cancel; a displaced one always may. */
export function changeRefusal(office: Office, { booking, slot }: Loaded): Refusal | null {
  if (!canChange(booking.state)) return refuse('notChangeable', [], { state: booking.state });
  if (booking.state === 'displaced') return null;
  const day = Temporal.PlainDate.from(slot.day);
  const until = changeableUntil(rulesOn(office, day), day);
  if (Temporal.Instant.compare(office.now, until) < 0) return null;
  return refuse('cancelTooLate', [], { until: until.toString(), tel: office.institution.phone });
}
