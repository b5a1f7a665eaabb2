import { z } from 'zod';
import { keySchema } from '../once.ts';
import { router, staffProcedure } from '../trpc.ts';
import { counterInput } from './closing.ts';
import { decidable, listPending } from './decisions.ts';
import { choices, listFacts, listInput } from './list.ts';
import { lift, liftedInput, liftInput, preview, previewLift, record } from './record.ts';
import { checkDecision, checkFact, decisionInput, factInput } from './written.ts';

const counters = counterInput.nullable();
const looked = z.strictObject({ fact: factInput, counters });
const lookedAt = z.strictObject({ decision: decisionInput, counters });

export const factsRouter = router({
  list: staffProcedure('measures.see')
    .input(listInput)
    .query(({ ctx, input }) => listFacts(ctx, input)),
  choices: staffProcedure('facts.record').query(({ ctx }) => choices(ctx)),
  preview: staffProcedure('facts.record')
    .input(looked)
    .mutation(({ ctx, input: { fact, counters } }) => preview(ctx, (tx) => checkFact(tx, ctx, fact), counters)),
  record: staffProcedure('facts.record')
    .input(looked.extend({ key: keySchema }))
    .mutation(({ ctx, input: { fact, ...input } }) =>
      record(ctx, { ...input, body: fact }, (tx) => checkFact(tx, ctx, fact)),
    ),
  previewLift: staffProcedure('facts.record')
    .input(liftInput)
    .mutation(({ ctx, input }) => previewLift(ctx, input)),
  lift: staffProcedure('facts.record')
    .input(liftedInput)
    .mutation(({ ctx, input }) => lift(ctx, input)),
  pending: staffProcedure('measures.see').query(({ ctx }) => listPending(ctx)),
  decidable: staffProcedure('facts.decide')
    .input(z.strictObject({ rule: z.string().max(80) }))
    .query(({ ctx, input }) => decidable(ctx, input.rule)),
  previewDecision: staffProcedure('facts.decide')
    .input(lookedAt)
    .mutation(({ ctx, input: { decision, counters } }) =>
      preview(ctx, (tx) => checkDecision(tx, ctx, decision), counters),
    ),
  decide: staffProcedure('facts.decide')
    .input(lookedAt.extend({ key: keySchema }))
    .mutation(({ ctx, input: { decision, ...input } }) =>
      record(ctx, { ...input, body: decision }, (tx) => checkDecision(tx, ctx, decision)),
    ),
});
