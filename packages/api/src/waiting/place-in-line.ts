import type { Transaction } from '@anmin/db/client';
import { ballot, booking, waiting } from '@anmin/db/schema/appointments';
import { and, count, eq, lt } from 'drizzle-orm';
import type { BookingRow } from '../bookings/load.ts';
import { wallTime } from '../office/free.ts';
import { readInstant } from '../office/now.ts';

export type InLine = Awaited<ReturnType<typeof placeInLine>>;

/** What an entry waits for, and its place among those who wait for the same business at its office, the first being 1. */
export async function placeInLine(tx: Transaction, { id, office, service }: BookingRow) {
  const [own] = await tx.select().from(waiting).where(eq(waiting.booking, id));
  if (own === undefined) return null;
  const [before] = await tx
    .select({ count: count() })
    .from(waiting)
    .innerJoin(booking, eq(booking.id, waiting.booking))
    .where(
      and(
        eq(booking.state, 'waiting'),
        eq(booking.office, office),
        eq(booking.service, service),
        lt(waiting.turn, own.turn),
      ),
    );
  const { fromDay, untilDay, fromTime, untilTime, offices } = own;
  const draw = own.ballot === null ? null : await drawOf(tx, own.ballot);
  return {
    ...{ fromDay, untilDay, fromTime: wallTime(fromTime), untilTime: wallTime(untilTime) },
    position: (before?.count ?? 0) + 1,
    /** Whether another office does as well. */
    anywhere: offices.length > 1,
    /** Of an application: its anonymous number, and whether it is still to be drawn; then it has no place in line yet. */
    ballot: draw === null ? null : { application: own.application ?? '', ...draw },
  };
}

async function drawOf(tx: Transaction, id: string) {
  const [draw] = await tx
    .select({ drawnAt: ballot.drawnAt, applyUntil: ballot.applyUntil })
    .from(ballot)
    .where(eq(ballot.id, id));
  if (draw === undefined) return null;
  return { drawn: draw.drawnAt !== null, applyUntil: readInstant(draw.applyUntil).toString() };
}
