import { daySchema } from '@anmin/domain/calendar/day';
import { z } from 'zod';
import { router, staffProcedure } from '../trpc.ts';
import { board } from './board.ts';
import { coverageBefore, dutiesBefore } from './before.ts';

/** `unit` null: everything somebody looks after; `day` null: now, none to come; `rules`: of a coverage, all of them. */
const looked = { unit: z.string().max(50).nullable(), day: daySchema.nullable() };

/** How what somebody looks after stands: counts alone, nothing of a person. */
export const dashboardRouter = router({
  board: staffProcedure('measures.see')
    .input(z.strictObject(looked))
    .query(({ ctx, input }) => board(ctx, input)),
  dutiesBefore: staffProcedure('measures.see')
    .input(z.strictObject(looked))
    .query(({ ctx, input }) => dutiesBefore(ctx, input)),
  coverageBefore: staffProcedure('vaccination.see')
    .input(z.strictObject({ ...looked, rules: z.array(z.string().max(80)).min(1).max(20) }))
    .query(({ ctx, input }) => coverageBefore(ctx, input)),
});
