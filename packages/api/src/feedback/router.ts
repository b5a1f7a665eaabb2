import { feedback } from '@anmin/db/schema/appointments';
import { and, desc, eq, gte } from 'drizzle-orm';
import { z } from 'zod';
import { readInstant, startOfDay } from '../office/now.ts';
import { journalRead } from '../privacy/reads.ts';
import { unseal } from '../privacy/seal.ts';
import { inScope } from '../scope.ts';
import { servedOffice } from '../staff/scope.ts';
import { procedure, router, staffProcedure, type StaffContext } from '../trpc.ts';
import { feedbackInput, sendFeedback } from './send.ts';

const listInput = z.strictObject({ office: z.string().max(50), from: z.iso.date().optional() });

export const feedbackRouter = router({
  send: procedure.input(feedbackInput).mutation(({ ctx, input }) => sendFeedback(ctx, input)),
  list: staffProcedure('feedback.see')
    .input(listInput)
    .query(({ ctx, input }) => list(ctx, input)),
});

/** What people told one office, from a day on if one is named, newest first. */
async function list(ctx: StaffContext, { office, from }: z.infer<typeof listInput>) {
  const rows = await inScope(ctx, ctx.units, async (tx) => {
    await servedOffice(tx, ctx, office);
    const found = await tx
      .select()
      .from(feedback)
      .where(and(eq(feedback.office, office), from === undefined ? undefined : gte(feedback.madeAt, startOfDay(from))))
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
