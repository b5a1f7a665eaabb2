import { inTransaction } from '@anmin/db/client';
import { refuse } from '@anmin/domain/refusal';
import { z } from 'zod';
import { book } from '../bookings/book.ts';
import { provePhone } from '../bookings/phone-proof.ts';
import { sha256 } from '../privacy/seal.ts';
import { Refused, type Context } from '../trpc.ts';
import { takeWork, workSchema } from '../work.ts';
import { checkCode } from './codes.ts';
import { draftId, loadDraft, saveDraft } from './draft.ts';
import { isTypedPhoneProven, realNow, typedPhone } from './proven.ts';
import { completeApplication, readAnswers } from './reading.ts';

export const submitInput = z.strictObject({
  draft: draftId,
  key: z.string().min(16).max(64),
  code: z.string().max(20).optional(),
  consent: z.literal(true),
  agree: z.literal(true),
  work: workSchema,
});

/** Books what a browser filled in, once its phone is proven. */
export async function submit(
  ctx: Context,
  { draft: id, key, code, work }: Omit<z.infer<typeof submitInput>, 'consent' | 'agree'>,
) {
  const before = await inTransaction(ctx.database, (tx) => loadDraft(tx, ctx.keys, id));
  if (before.booked !== null && before.key === key) return answerOf(before.booked);
  await takeWork(ctx, work, `submit ${id} ${key}`);
  if (!isTypedPhoneProven(ctx, before)) {
    if (code === undefined || code.trim() === '') throw new Refused(refuse('phoneNotProven'));
    await confirmCode(ctx, id, code);
  }
  const application = completeApplication(await readAnswers(ctx, before.answers, { phoneOptional: false }));
  const once = { scope: `draft:${sha256(id).toString('hex')}`, key, body: before.answers };
  const booked = await book(ctx, { application, channel: 'online', once, extraReason: null });
  await inTransaction(ctx.database, async (tx) => {
    const draft = await loadDraft(tx, ctx.keys, id);
    if (draft.key === key) await saveDraft(tx, ctx.keys, id, { ...draft, booked });
  });
  return answerOf(booked);
}

function answerOf({ reference, token }: { reference: string; token: string }) {
  return { reference, token };
}

export async function confirmCode(ctx: Context, id: string, code: string) {
  const refusal = await inTransaction(ctx.database, async (tx) => {
    const draft = await loadDraft(tx, ctx.keys, id);
    const phone = typedPhone(draft);
    // a double click brings the same code twice; the first has spent it
    if (isTypedPhoneProven(ctx, draft)) return null;
    const wrong = await checkCode(tx, ctx.keys, phone, code);
    if (wrong !== null) return wrong;
    await saveDraft(tx, ctx.keys, id, {
      ...draft,
      proven: [...draft.proven, { phone, proof: provePhone(ctx.keys, phone, realNow()) }],
    });
    return null;
  });
  if (refusal !== null) throw new Refused(refusal);
  return { phoneProven: true as const };
}
