import { ballot } from '@anmin/db/schema/appointments';
import { and, desc, eq, gte } from 'drizzle-orm';
import { z } from 'zod';
import { officeDay } from '@anmin/domain/calendar/day';
import { officeNow, readInstant } from '../office/now.ts';
import { procedure, router, staffProcedure, type Context } from '../trpc.ts';
import { draw, drawInput, toBeDrawn } from './draw.ts';

export const ballotsRouter = router({
  list: procedure
    .input(z.strictObject({ office: z.string().max(50) }))
    .query(({ ctx, input }) => published(ctx, input.office)),
  draw: staffProcedure('plans.change')
    .input(drawInput)
    .mutation(({ ctx, input }) => draw(ctx, input)),
});

/** What the door shows: neither the secret nor who drew. */
const open = {
  ...{ id: ballot.id, office: ballot.office, day: ballot.day, commitment: ballot.commitment },
  ...{ publicValueName: ballot.publicValueName, answerHours: ballot.answerHours },
  ...{ applyFrom: ballot.applyFrom, applyUntil: ballot.applyUntil, drawAt: ballot.drawAt },
  ...{ publishedAt: ballot.publishedAt, closedAt: ballot.closedAt, drawnAt: ballot.drawnAt },
  ...{ applications: ballot.applications, listHash: ballot.listHash, result: ballot.result },
};

/** The ballots of an office, the latest day first: what was published of each, and after the draw all to draw it again. */
async function published({ board }: Context, office: string) {
  const now = await officeNow(board.db);
  const today = officeDay(now);
  const from = today.subtract({ days: shownDays }).toString();
  const rows = await board.db
    .select({ ...open, drawable: toBeDrawn })
    .from(ballot)
    .where(and(eq(ballot.office, office), gte(ballot.day, from)))
    .orderBy(desc(ballot.day));
  return rows.map(({ applyFrom, applyUntil, drawAt, publishedAt, closedAt, drawnAt, ...row }) => ({
    ...row,
    ...{ applyFrom: instant(applyFrom), applyUntil: instant(applyUntil), publishedAt: instant(publishedAt) },
    drawAt: drawAt === null ? null : instant(drawAt),
    closedAt: closedAt === null ? null : instant(closedAt),
    drawnAt: drawnAt === null ? null : instant(drawnAt),
    state: stateOf({ applyFrom, applyUntil, closedAt, drawnAt }, now),
  }));
}

type Times = Pick<typeof ballot.$inferSelect, 'applyFrom' | 'applyUntil' | 'closedAt' | 'drawnAt'>;

function stateOf({ applyFrom, applyUntil, closedAt, drawnAt }: Times, now: Temporal.Instant) {
  if (drawnAt !== null) return 'drawn' as const;
  if (closedAt !== null || isPast(applyUntil, now)) return 'closed' as const;
  return isPast(applyFrom, now) ? ('open' as const) : ('planned' as const);
}

const isPast = (moment: string, now: Temporal.Instant) => Temporal.Instant.compare(readInstant(moment), now) <= 0;

const instant = (text: string) => readInstant(text).toString();

/** How long a draw stays on the page. */
const shownDays = 400;
