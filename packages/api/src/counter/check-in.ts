import { canCheckIn } from '@anmin/domain/appointments/states';
import { officeDay, officeTime } from '@anmin/domain/calendar/day';
import { refuse } from '@anmin/domain/refusal';
import { sql } from 'drizzle-orm';
import { changeBooking } from '../bookings/own.ts';
import { journal } from '../journal.ts';
import { readInstant } from '../office/now.ts';
import { comesByGate, isPending } from '../visits/row.ts';
import { drawTicket } from '../queue/ticket.ts';
import { Refused, type StaffContext } from '../trpc.ts';
import { deskAct, type DeskAct } from './act.ts';

/** Checks a couple in: once, on the day, and gives them a number. A second scan is told when it was done. */
export function checkIn(ctx: StaffContext, input: DeskAct, { walkedIn = false } = {}) {
  return deskAct(ctx, 'checkIn', input, async (tx, loaded, office) => {
    const { booking: row, slot } = loaded;
    if (row.checkedInAt !== null)
      throw new Refused(
        refuse('alreadyCheckedIn', [], { at: officeTime(readInstant(row.checkedInAt)), by: row.checkedInBy }),
      );
    if (isPending(loaded)) throw new Refused(refuse('notAnswered'));
    if (comesByGate(ctx, loaded) || !canCheckIn(row.state))
      throw new Refused(refuse('notChangeable', [], { state: row.state }));
    if (slot.day !== officeDay(office.now).toString()) throw new Refused(refuse('wrongDay', [], { day: slot.day }));
    await changeBooking(tx, loaded, input.version, {
      state: 'checkedIn',
      checkedInAt: sql`office_now()`,
      checkedInBy: ctx.actor.name,
    });
    const ticket = await drawTicket(tx, loaded, office, walkedIn);
    await journal(tx, ctx.actor, {
      action: 'booking.checkedIn',
      subject: row.id,
      office: row.office,
      codes: { ticket },
    });
  });
}
