import { answersSchema } from '@anmin/domain/appointments/answers';
import { wallTime } from '@anmin/domain/calendar/day';
import { refuse } from '@anmin/domain/refusal';
import { readPhone } from '@anmin/domain/people/phone';
import { z } from 'zod';
import { draftId } from '../drafts/draft.ts';
import { completeApplication, readAnswers } from '../drafts/reading.ts';
import { keySchema } from '../once.ts';
import { sign } from '../privacy/seal.ts';
import { procedure, Refused, router, type Context } from '../trpc.ts';
import { takeWork, workSchema } from '../work.ts';
import { accept, decline } from './accept.ts';
import { book } from './book.ts';
import { cancel } from './cancel.ts';
import { correct } from './correct.ts';
import { find, open } from './find.ts';
import { move } from './move.ts';
import { act } from './own.ts';
import { isProven } from './phone-proof.ts';
import { resend } from './resend.ts';

const bookInput = z.strictObject({
  ...{ key: keySchema, answers: answersSchema, proof: z.string().max(200) },
  work: workSchema,
});

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

/** Books at once for a caller whose phone is proven; the site's drafts end in the same verb. */
async function bookProven(ctx: Context, { key, answers, proof, work }: z.infer<typeof bookInput>) {
  const application = completeApplication(await readAnswers(ctx, answers, { phoneOptional: false }));
  const phone = readPhone(answers.phone ?? '');
  if (!('ok' in phone) || !isProven(ctx.keys, phone.ok, proof, Temporal.Now.instant()))
    throw new Refused(refuse('phoneNotProven'));
  const once = { scope: `phone:${sign(ctx.keys, 'once.phone', phone.ok).toString('base64url')}`, key, body: answers };
  await takeWork(ctx, work, `book ${once.scope} ${key}`);
  const { reference, token } = await book(ctx, { application, channel: 'online', once, extraReason: null });
  return { reference, token };
}
