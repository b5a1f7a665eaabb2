import { wallTime } from '@anmin/domain/calendar/day';
import { z } from 'zod';
import { draftId } from '../drafts/draft.ts';
import { procedure, router } from '../trpc.ts';
import { accept, decline } from './accept.ts';
import { cancel } from './cancel.ts';
import { correct } from './correct.ts';
import { find, open } from './find.ts';
import { move } from './move.ts';
import { act } from './own.ts';
import { bookInput, bookProven } from './prove.ts';
import { resend } from './resend.ts';

export const bookingsRouter = router({
  book: procedure.input(bookInput).mutation(({ ctx, input }) => bookProven(ctx, input)),
  open: procedure
    .input(
      z.strictObject({
        token: z.string().max(100),
        proof: z.union([z.strictObject({ draft: draftId }), z.strictObject({ last4: z.string().max(10) })]),
      }),
    )
    .mutation(({ ctx, input }) => open(ctx, input)),
  find: procedure
    .input(z.strictObject({ draft: draftId, reference: z.string().max(40).optional() }))
    .mutation(({ ctx, input }) => find(ctx, input)),
  move: procedure
    .input(act.extend({ office: z.string().max(50), day: z.iso.date(), time: wallTime }))
    .mutation(({ ctx, input }) => move(ctx, input)),
  cancel: procedure
    .input(act.extend({ reason: z.string().max(200).optional() }))
    .mutation(({ ctx, input }) => cancel(ctx, input)),
  correct: procedure
    .input(
      act.extend({
        name1: z.string().max(200).optional(),
        name2: z.string().max(200).optional(),
        phone: z.string().max(40).optional(),
      }),
    )
    .mutation(({ ctx, input }) => correct(ctx, input)),
  accept: procedure.input(act).mutation(({ ctx, input }) => accept(ctx, input)),
  decline: procedure.input(act).mutation(({ ctx, input }) => decline(ctx, input)),
  resend: procedure.input(act.omit({ version: true })).mutation(({ ctx, input }) => resend(ctx, input)),
});
