import { booking, message, place, slot, waiting } from '@anmin/db/schema/appointments';
import { and, asc, desc, eq, inArray, isNotNull } from 'drizzle-orm';
import { loadRows } from '../counter/sheet.ts';
import { wallTime } from '../office/free.ts';
import { readInstant } from '../office/now.ts';
import { loadOffice } from '../office/office.ts';
import { journalRead } from '../privacy/reads.ts';
import { inScope } from '../scope.ts';
import { servedOffice } from '../staff/scope.ts';
import type { StaffContext } from '../trpc.ts';

/** Who waits at an office, the first in line first; with what is offered, and whether a message reached them. */
export async function listWaiting(ctx: StaffContext, id: string) {
  const { rows, wishes, told } = await inScope(ctx, ctx.units, async (tx) => {
    await servedOffice(tx, ctx, id);
    const office = await loadOffice(tx, id);
    const rows = await loadRows(tx, ctx, office, and(eq(booking.office, id), eq(booking.state, 'waiting')));
    await journalRead(tx, ctx, id, { of: 'waiting', count: rows.length });
    const ids = rows.map((row) => row.id);
    const wishes = await tx.select().from(waiting).where(inArray(waiting.booking, ids)).orderBy(asc(waiting.turn));
    const told = await tx
      .select({ booking: message.booking, state: message.state })
      .from(message)
      .where(and(inArray(message.booking, ids), inArray(message.kind, ['waitOffered', 'waitJoined'])))
      .orderBy(desc(message.madeAt));
    return { rows, wishes, told };
  });
  // an offered place may be at another office, whose door everybody may read
  const offers = await ctx.board.db
    .select({ booking: place.booking, until: place.offeredUntil, day: slot.day, starts: slot.starts })
    .from(place)
    .innerJoin(slot, eq(slot.id, place.slot))
    .where(
      and(
        inArray(
          place.booking,
          rows.map((row) => row.id),
        ),
        isNotNull(place.offeredUntil),
      ),
    );
  return wishes.flatMap(({ booking, fromDay, untilDay, fromTime, untilTime, offices }, before) => {
    const row = rows.find((it) => it.id === booking);
    const offer = offers.find((it) => it.booking === booking);
    if (row === undefined) return [];
    return {
      ...{ row, position: before + 1, anywhere: offices.length > 1 },
      ...{ fromDay, untilDay, fromTime: wallTime(fromTime), untilTime: wallTime(untilTime) },
      told: told.find((it) => it.booking === booking)?.state ?? ('waiting' as const),
      offer:
        offer === undefined
          ? null
          : { day: offer.day, starts: wallTime(offer.starts), until: readInstant(offer.until ?? '').toString() },
    };
  });
}
