import { waiting } from '@anmin/db/schema/appointments';
import { refuse } from '@anmin/domain/refusal';
import { eq, sql } from 'drizzle-orm';
import { changeBooking } from '../bookings/own.ts';
import { emptyStock } from '../closures/offers.ts';
import { deskAct, type DeskAct } from '../counter/act.ts';
import { journal } from '../journal.ts';
import { seal } from '../privacy/seal.ts';
import { Refused, type StaffContext } from '../trpc.ts';
import { offerInLine } from './line.ts';

/** A clerk puts an entry before all others, for a reason that is kept, and has it offered a place where there is one. */
export function promote(ctx: StaffContext, input: DeskAct & { readonly reason: string }) {
  return deskAct(ctx, 'promote', input, async (tx, loaded) => {
    const { id, state, office } = loaded.booking;
    if (state !== 'waiting') throw new Refused(refuse('notChangeable', [], { state }));
    const noteSealed = seal(ctx.keys, `booking.note:${id}`, input.reason);
    await changeBooking(tx, loaded, input.version, { noteSealed });
    await journal(tx, ctx.actor, { action: 'waiting.promoted', subject: id, office, fields: ['reason'] });
    await tx
      .update(waiting)
      .set({ turn: sql`least((select min(turn) from waiting), 0) - 1` })
      .where(eq(waiting.booking, id));
    const { rows } = await tx.execute<{ held: boolean }>(
      sql`select exists (select from place where booking = ${id}) as held`,
    );
    if (rows[0]?.held === true) return;
    await offerInLine(tx, ctx, id, { stock: emptyStock(), within: ctx.units });
  });
}
