import { z } from 'zod';
import { router, sensitiveProcedure, staffProcedure } from '../trpc.ts';
import { approve, approveInput, check, checkInput } from './enact.ts';
import { impact, impactUnits, impactUnitsInput } from './impact.ts';
import { draft, drafts } from './view.ts';
import {
  begin,
  beginInput,
  changeClauses,
  changeHead,
  changeRule,
  clausesInput,
  drop,
  dropInput,
  headInput,
  ruleInput,
  upload,
  uploadInput,
} from './write.ts';

const one = z.strictObject({ draft: z.uuid() });

/** Notices entered in the portal: drafted, checked, approved by somebody else, in force from a moment. */
export const noticesRouter = router({
  drafts: staffProcedure('measures.see').query(({ ctx }) => drafts(ctx)),
  draft: staffProcedure('measures.see')
    .input(one)
    .query(({ ctx, input }) => draft(ctx, input.draft)),
  impact: staffProcedure('measures.see')
    .input(one)
    .query(({ ctx, input }) => impact(ctx, input.draft)),
  impactUnits: staffProcedure('measures.see')
    .input(impactUnitsInput)
    .query(({ ctx, input }) => impactUnits(ctx, input)),
  begin: staffProcedure('notices.draft')
    .input(beginInput)
    .mutation(({ ctx, input }) => begin(ctx, input)),
  upload: staffProcedure('notices.draft')
    .input(uploadInput)
    .mutation(({ ctx, input }) => upload(ctx, input)),
  head: staffProcedure('notices.draft')
    .input(headInput)
    .mutation(({ ctx, input }) => changeHead(ctx, input)),
  clauses: staffProcedure('notices.draft')
    .input(clausesInput)
    .mutation(({ ctx, input }) => changeClauses(ctx, input)),
  rule: staffProcedure('notices.draft')
    .input(ruleInput)
    .mutation(({ ctx, input }) => changeRule(ctx, input)),
  drop: staffProcedure('notices.draft')
    .input(dropInput)
    .mutation(({ ctx, input }) => drop(ctx, input)),
  check: staffProcedure('notices.draft')
    .input(checkInput)
    .mutation(({ ctx, input }) => check(ctx, input)),
  approve: sensitiveProcedure('notices.approve')
    .input(approveInput)
    .mutation(({ ctx, input }) => approve(ctx, input)),
});
