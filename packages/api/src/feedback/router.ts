import { feedback } from '@anmin/db/schema/appointments';
import { desc, eq } from 'drizzle-orm';
import { z } from 'zod';
import { readInstant } from '../office/now.ts';
import { journalRead } from '../privacy/reads.ts';
import { unseal } from '../privacy/seal.ts';
import { inScope } from '../scope.ts';
import { servedOffice } from '../staff/scope.ts';
import { procedure, router, staffProcedure, type StaffContext } from '../trpc.ts';
import { feedbackInput, sendFeedback } from './send.ts';

export const feedbackRouter = router({
  send: procedure.input(feedbackInput).mutation(({ ctx, input }) => sendFeedback(ctx, input)),
  list: staffProcedure('feedback.see')
    .input(z.strictObject({ office: z.string().max(50) }))
    .query(({ ctx, input }) => list(ctx, input.office)),
});

/** What people told one office, newest first. */
async function list(ctx: StaffContext, office: string) {
  const rows = await inScope(ctx, ctx.units, async (tx) => {
    await servedOffice(tx, ctx, office);
    const found = await tx
      .select()
      .from(feedback)
      .where(eq(feedback.office, office))
      .orderBy(desc(feedback.madeAt), desc(feedback.id))
      .limit(200);
    await journalRead(tx, ctx, office, { of: 'feedback', count: found.length });
    return found;
  });
  return rows.map(({ id, madeAt, rating, textSealed }) => ({
    ...{ id, rating },
    madeAt: readInstant(madeAt).toString(),
    text: unseal(ctx.keys, `feedback.text:${id}`, textSealed),
  }));
}
