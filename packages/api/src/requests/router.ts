import { z } from 'zod';
import { procedure, router, staffProcedure } from '../trpc.ts';
import { answer, answerInput, list, one } from './answer.ts';
import { ask, askInput, copy, copyInput, ownInput, ownRequests } from './ask.ts';

export const requestsRouter = router({
  ask: procedure.input(askInput).mutation(({ ctx, input }) => ask(ctx, input)),
  own: procedure.input(ownInput).mutation(({ ctx, input }) => ownRequests(ctx, input)),
  copy: procedure.input(copyInput).mutation(({ ctx, input }) => copy(ctx, input)),
  list: staffProcedure('requests.see')
    .input(z.strictObject({ office: z.string().max(50) }))
    .query(({ ctx, input }) => list(ctx, input.office)),
  one: staffProcedure('requests.see')
    .input(z.strictObject({ request: z.uuid() }))
    .query(({ ctx, input }) => one(ctx, input.request)),
  answer: staffProcedure('requests.answer')
    .input(answerInput)
    .mutation(({ ctx, input }) => answer(ctx, input)),
});
