import { answersSchema } from '@anmin/domain/appointments/answers';
import { readPhone } from '@anmin/domain/people/phone';
import { refuse } from '@anmin/domain/refusal';
import { z } from 'zod';
import { completeApplication, readAnswers } from '../drafts/reading.ts';
import { keySchema } from '../once.ts';
import { sign } from '../privacy/seal.ts';
import { Refused, type Context } from '../trpc.ts';
import { takeWork, workSchema } from '../work.ts';
import { book } from './book.ts';
import { refuseWhoIsOver } from './crowd.ts';
import { isProven } from './phone-proof.ts';

export const bookInput = z.strictObject({
  ...{ key: keySchema, answers: answersSchema, proof: z.string().max(200) },
  work: workSchema,
});

/** Books at once for a caller whose phone is proven; the site's drafts end in the same verb. */
export async function bookProven(ctx: Context, { key, answers, proof, work }: z.infer<typeof bookInput>) {
  const phone = readPhone(answers.phone ?? '');
  const proven = 'ok' in phone && isProven(ctx.keys, phone.ok, proof, Temporal.Now.instant()) ? phone.ok : null;
  refuseWhoIsOver(ctx, proven);
  const application = completeApplication(await readAnswers(ctx, answers, { phoneOptional: false }));
  if (proven === null) throw new Refused(refuse('phoneNotProven'));
  const once = { scope: `phone:${sign(ctx.keys, 'once.phone', proven).toString('base64url')}`, key, body: answers };
  await takeWork(ctx, work, `book ${once.scope} ${key}`);
  const { reference, token } = await book(ctx, { application, channel: 'online', once, extraReason: null });
  return { reference, token };
}
