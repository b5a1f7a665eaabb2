import { overReasons } from '@anmin/domain/appointments/inside';
import { z } from 'zod';
import { keySchema } from '../once.ts';
import { router, staffProcedure } from '../trpc.ts';
import { inside, press } from './inside.ts';

const office = z.string().max(50);

export const insideRouter = router({
  show: staffProcedure('counter.see')
    .input(z.strictObject({ office }))
    .query(({ ctx, input }) => inside(ctx, input.office)),
  press: staffProcedure('counter.serve')
    .input(
      z.strictObject({
        key: keySchema,
        office,
        /** On which day somebody came or left: what arrives after it counts for no other. */
        day: z.iso.date(),
        change: z.union([z.literal(1), z.literal(-1)]),
        reason: z.enum(overReasons).optional(),
      }),
    )
    .mutation(({ ctx, input }) => press(ctx, input)),
});
