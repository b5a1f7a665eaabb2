import type { Transaction } from '@anmin/db/client';
import { careVisit } from '@anmin/db/schema/appointments';
import { officeDay } from '@anmin/domain/calendar/day';
import { eq, sql } from 'drizzle-orm';
import { loadBooking, phoneOf } from '../bookings/load.ts';
import { appointmentFacts } from '../bookings/messages.ts';
import { changeBooking } from '../bookings/own.ts';
import { freePlaces, releaseClaims } from '../bookings/release.ts';
import { journal } from '../journal.ts';
import { writeMessages } from '../messages/message.ts';
import { wallTime } from '../office/free.ts';
import { officeNow } from '../office/now.ts';
import { loadOffice } from '../office/office.ts';
import { setScope } from '../scope.ts';
import type { Context } from '../trpc.ts';

type Due = { id: string; office: string };

/** Who has no answer when it is due is told whom to phone, once; the place stays theirs. */
export async function tellLate(tx: Transaction, ctx: Context): Promise<void> {
  const { rows } = await tx.execute<Due>(sql`select id, office from late_visits(${atOnce})`);
  for (const { id, office } of rows) {
    await setScope(tx, ctx, [office]);
    await tell(tx, ctx, id, 'visitLate');
  }
}

/** The close of the day: a visit nobody answered is ended by the office, and those that took place no longer count. */
export async function closeVisits(tx: Transaction, ctx: Context): Promise<void> {
  const today = officeDay(await officeNow(tx)).toString();
  const unanswered = await tx.execute<Due>(sql`select id, office from unanswered_visits(${today}, ${atOnce})`);
  for (const { id, office } of unanswered.rows) {
    await setScope(tx, ctx, [office]);
    await lapse(tx, ctx, id);
  }
  const past = await tx.execute<Due>(sql`select id, office from past_turns(${today}, ${atOnce})`);
  for (const { id, office } of past.rows) {
    await setScope(tx, ctx, [office]);
    await tx.update(careVisit).set({ turn: null }).where(eq(careVisit.booking, id));
    await releaseClaims(tx, id);
  }
}

async function lapse(tx: Transaction, ctx: Context, id: string): Promise<void> {
  const loaded = await loadBooking(tx, id);
  const ended = { state: 'cancelled', endedBy: 'office', endedAt: sql`office_now()` } as const;
  await changeBooking(tx, loaded, loaded.booking.version, ended);
  await freePlaces(tx, id);
  await releaseClaims(tx, id);
  await journal(tx, ctx.actor, { action: 'visit.lapsed', subject: id, office: loaded.booking.office });
  await tell(tx, ctx, id, 'visitUnanswered');
}

async function tell(tx: Transaction, ctx: Context, id: string, kind: 'visitLate' | 'visitUnanswered'): Promise<void> {
  const { booking: row, slot } = await loadBooking(tx, id);
  const office = await loadOffice(tx, row.office);
  const facts = appointmentFacts(office, row.reference, { day: slot.day, starts: wallTime(slot.starts) });
  await writeMessages(tx, ctx.keys, row, [{ kind, phone: phoneOf(ctx.keys, row), facts, dueAt: null }]);
}

const atOnce = 500;
