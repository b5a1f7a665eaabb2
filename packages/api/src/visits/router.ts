import { declineReasons, insteads } from '@anmin/domain/appointments/visit-rules';
import { z } from 'zod';
import { answersInput } from '../gate/inputs.ts';
import { keySchema } from '../once.ts';
import { router, staffProcedure } from '../trpc.ts';
import { confirm, decline } from './answer.ts';
import { list, show } from './list.ts';
import { signIn, signOut } from './sign.ts';

const act = z.strictObject({ booking: z.uuid(), version: z.int(), key: keySchema });

/** Visits to those who live in an institution: what was asked, what it answers, who came and left. */
export const visitsRouter = router({
  list: staffProcedure('counter.see')
    .input(z.strictObject({ office: z.string().max(50) }))
    .query(({ ctx, input }) => list(ctx, input.office)),
  show: staffProcedure('counter.see')
    .input(z.strictObject({ booking: z.uuid() }))
    .query(({ ctx, input }) => show(ctx, input.booking)),
  confirm: staffProcedure('counter.serve')
    /** Which of the other times, the first being 1; null: the time asked for. */
    .input(act.extend({ wish: z.int().min(1).max(2).nullable() }))
    .mutation(({ ctx, input }) => confirm(ctx, input)),
  decline: staffProcedure('counter.serve')
    .input(act.extend({ reason: z.enum(declineReasons), instead: z.enum(insteads) }))
    .mutation(({ ctx, input }) => decline(ctx, input)),
  signIn: staffProcedure('gate.check')
    /** Tenths of a degree Celsius. */
    .input(act.extend({ temperature: z.int().min(300).max(450), answers: answersInput }))
    .mutation(({ ctx, input }) => signIn(ctx, input)),
  signOut: staffProcedure('gate.check')
    .input(act)
    .mutation(({ ctx, input }) => signOut(ctx, input)),
});
