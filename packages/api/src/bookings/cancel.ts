import { inTransaction } from '@anmin/db/client';
import { changeableUntil } from '@anmin/domain/appointments/bookable';
import { canChange } from '@anmin/domain/appointments/states';
import { refuse, type Refusal } from '@anmin/domain/refusal';
import { journal } from '../journal.ts';
import { writeMessages } from '../messages/message.ts';
import { loadOffice, rulesOn, type Office } from '../office/office.ts';
import { wallTime } from '../office/free.ts';
import { once } from '../once.ts';
import { Refused, type Context } from '../trpc.ts';
import { appointmentFacts } from './messages.ts';
import { changeBooking, ownBooking, type Act } from './own.ts';
import { freePlaces, releaseClaims } from './release.ts';
import type { Loaded } from './load.ts';
import { viewBooking } from './view.ts';

/** Its own people cancel: the place and the claims are free at once. */
export async function cancel(ctx: Context, input: Act & { reason?: string | undefined }) {
  await inTransaction(ctx.database, (tx) =>
    once(tx, ctx, { scope: `booking:${input.booking}`, key: input.key, body: ['cancel', input.version] }, async () => {
      const { loaded, phone } = await ownBooking(tx, ctx, input);
      const office = await loadOffice(tx, loaded.booking.office);
      const refusal = changeRefusal(office, loaded);
      if (refusal !== null) throw new Refused(refusal);
      const version = await changeBooking(tx, loaded, input.version, { state: 'cancelled', endedBy: 'citizen' });
      await freePlaces(tx, loaded.booking.id);
      await releaseClaims(tx, loaded.booking.id);
      await journal(tx, ctx.actor, {
        action: 'booking.cancelled',
        subject: loaded.booking.id,
        office: loaded.booking.office,
      });
      const facts = appointmentFacts(office, loaded.booking.reference, {
        day: loaded.slot.day,
        starts: wallTime(loaded.slot.starts),
      });
      await writeMessages(tx, ctx.keys, { id: loaded.booking.id, version }, [
        { kind: 'cancelled', phone, facts, dueAt: null },
      ]);
      return { version };
    }),
  );
  return viewBooking(ctx, input.booking);
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
