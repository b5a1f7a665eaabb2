import { inTransaction } from '@anmin/db/client';
import { place, slot } from '@anmin/db/schema/appointments';
import { refuse } from '@anmin/domain/refusal';
import { and, eq, gt, sql } from 'drizzle-orm';
import { journal } from '../journal.ts';
import { wallTime } from '../office/free.ts';
import { loadOffice } from '../office/office.ts';
import { once } from '../once.ts';
import { Refused, type Context } from '../trpc.ts';
import { askAgain } from '../visits/again.ts';
import { acceptInLine, declineInLine } from '../waiting/accept.ts';
import { journalLeft } from './leave.ts';
import { renewClaims, tellMoved } from './move.ts';
import { changeBooking, ownBooking, type Act } from './own.ts';
import { freePlaces } from './release.ts';
import { viewBooking } from './view.ts';

/** Accepts the offered place: a move of the same booking. The database's clock decides whether the offer still stands. */
export async function accept(ctx: Context, input: Act) {
  await inTransaction(ctx.database, (tx) =>
    once(tx, ctx, { scope: `booking:${input.booking}`, key: input.key, body: ['accept', input.version] }, async () => {
      const own = await ownBooking(tx, ctx, input);
      const { loaded } = own;
      const { booking: row } = loaded;
      if (row.state === 'waiting') return { version: await acceptInLine(tx, ctx, own, input.version) };
      if (row.state !== 'displaced') throw new Refused(refuse('notChangeable', [], { state: row.state }));
      const [taken] = await tx
        .update(place)
        .set({ offeredUntil: null })
        .where(and(eq(place.booking, row.id), gt(place.offeredUntil, sql`office_now()`)))
        .returning({ slot: place.slot });
      if (taken === undefined) throw new Refused(refuse('offerExpired'));
      const [at] = await tx.select().from(slot).where(eq(slot.id, taken.slot));
      if (at === undefined) throw new Refused(refuse('notFound'));
      await renewClaims(tx, ctx, loaded, at);
      const office = await loadOffice(tx, at.office);
      const version = await changeBooking(tx, loaded, input.version, {
        state: 'booked',
        slot: at.id,
        office: at.office,
        closure: null,
      });
      const appointment = { day: at.day, starts: wallTime(at.starts) };
      const asked = { day: Temporal.PlainDate.from(at.day), time: appointment.starts };
      const due = await askAgain(tx, ctx, loaded, office, asked);
      await tellMoved(tx, ctx, loaded, version, office, { ...appointment, due });
      await journalLeft(tx, ctx, loaded, at.office);
      const codes = { day: at.day, time: appointment.starts };
      await journal(tx, ctx.actor, { action: 'offer.accepted', subject: row.id, office: at.office, codes });
      return { version };
    }),
  );
  return viewBooking(ctx, input.booking);
}

/** Gives the offered place back; the booking stays displaced and first in line. */
export async function decline(ctx: Context, input: Act) {
  await inTransaction(ctx.database, (tx) =>
    once(tx, ctx, { scope: `booking:${input.booking}`, key: input.key, body: ['decline', input.version] }, async () => {
      const own = await ownBooking(tx, ctx, input);
      const { loaded } = own;
      if (loaded.booking.state === 'waiting') return { version: await declineInLine(tx, ctx, own, input.version) };
      if (loaded.booking.state !== 'displaced')
        throw new Refused(refuse('notChangeable', [], { state: loaded.booking.state }));
      await freePlaces(tx, loaded.booking.id);
      const version = await changeBooking(tx, loaded, input.version, {});
      await journal(tx, ctx.actor, {
        action: 'offer.declined',
        subject: loaded.booking.id,
        office: loaded.booking.office,
      });
      return { version };
    }),
  );
  return viewBooking(ctx, input.booking);
}
