import { inTransaction } from '@anmin/db/client';
import { feedback } from '@anmin/db/schema/appointments';
import { longestFeedback, ratings } from '@anmin/domain/appointments/feedback';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { journal } from '../journal.ts';
import { networkOf } from '../attempts.ts';
import { countOrRefuse } from '../limit.ts';
import { loadOffice, refuseOtherSandbox } from '../office/office.ts';
import { keySchema, once } from '../once.ts';
import { seal, sign } from '../privacy/seal.ts';
import { setScope } from '../scope.ts';
import type { Context } from '../trpc.ts';

export const feedbackInput = z.strictObject({
  key: keySchema,
  office: z.string().max(50),
  rating: z.enum(ratings).optional(),
  text: z.string().trim().min(1).max(longestFeedback),
});

/** A guard of the service, not policy. Carriers put many phones behind one address: enough for a village, too few to bury an office. */
const perAddress = { perDay: 20, secondsApart: 0 };

/** Takes what somebody tells an office of its service. Who wrote it is not asked and not kept. */
export async function sendFeedback(ctx: Context, { key, ...given }: z.infer<typeof feedbackInput>) {
  const { office, rating, text } = given;
  return inTransaction(ctx.database, (tx) =>
    once(tx, ctx, { scope: 'feedback', key, body: given }, async () => {
      refuseOtherSandbox(ctx, await loadOffice(tx, office));
      await setScope(tx, ctx, [office]);
      if ('address' in ctx.actor)
        await countOrRefuse(tx, sign(ctx.keys, 'feedback.address', networkOf(ctx.actor.address)), perAddress);
      const id = randomUUID();
      await tx
        .insert(feedback)
        .values({ id, office, rating: rating ?? null, textSealed: seal(ctx.keys, `feedback.text:${id}`, text) });
      await journal(tx, ctx.actor, {
        action: 'feedback.given',
        subject: id,
        office,
        fields: ['text'],
        codes: { rating: rating ?? null },
      });
      return { taken: true as const };
    }),
  );
}
