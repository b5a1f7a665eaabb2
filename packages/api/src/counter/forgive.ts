import { countsAgainst } from '@anmin/domain/appointments/states';
import { refuse } from '@anmin/domain/refusal';
import { sql } from 'drizzle-orm';
import { changeBooking } from '../bookings/own.ts';
import { journal } from '../journal.ts';
import { Refused, type StaffContext } from '../trpc.ts';
import { deskAct, type DeskAct } from './act.ts';
import { noteWith } from './note.ts';
import type { CounterRow } from './row.ts';

/** A booking that was missed or called off no longer counts against its people; the reason is kept with its note. */
export function forgive(ctx: StaffContext, given: DeskAct & { readonly reason: string }): Promise<CounterRow> {
  return deskAct(ctx, 'forgive', given, async (tx, loaded) => {
    const { id, state, endedBy, forgivenAt, office } = loaded.booking;
    if (!countsAgainst(state, endedBy) || forgivenAt !== null)
      throw new Refused(refuse('notChangeable', [], { state }));
    await changeBooking(tx, loaded, given.version, {
      forgivenAt: sql`office_now()`,
      noteSealed: noteWith(ctx.keys, loaded.booking, given.reason),
    });
    await journal(tx, ctx.actor, { action: 'booking.forgiven', subject: id, office, fields: ['reason'] });
  });
}
