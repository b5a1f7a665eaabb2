import { z } from 'zod';
import { keySchema } from '../once.ts';
import { procedure, router, staffProcedure } from '../trpc.ts';
import { join, joinInput } from './join.ts';
import { listWaiting } from './list.ts';
import { promote } from './promote.ts';

const reason = z.string().trim().min(2).max(200);

export const waitingRouter = router({
  join: procedure.input(joinInput).mutation(({ ctx, input }) => join(ctx, input)),
  list: staffProcedure('counter.see')
    .input(z.strictObject({ office: z.string().max(50) }))
    .query(({ ctx, input }) => listWaiting(ctx, input.office)),
  promote: staffProcedure('counter.serve')
    .input(z.strictObject({ booking: z.uuid(), version: z.int(), key: keySchema, reason }))
    .mutation(({ ctx, input }) => promote(ctx, input)),
});
