import type { Transaction } from '@anmin/db/client';
import { draft } from '@anmin/db/schema/appointments';
import { answersSchema } from '@anmin/domain/appointments/answers';
import { refuse } from '@anmin/domain/refusal';
import { and, eq, gt, sql } from 'drizzle-orm';
import { randomBytes, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { seal, sha256, unseal } from '../privacy/seal.ts';
import type { Keys } from '../privacy/keys.ts';
import { Refused } from '../trpc.ts';

/** What a citizen has typed so far. Only the browser's cookie knows the id; the table holds its hash. */
const draftSchema = z.strictObject({
  kind: z.enum(['booking', 'manage']),
  answers: answersSchema,
  /** Idempotency key of the next submission; a new one after each change. */
  key: z.string(),
  /** Phones that received and returned a code, with their proofs. */
  proven: z.array(z.strictObject({ phone: z.string(), proof: z.string() })),
  code: z
    .strictObject({ phone: z.string(), sentAt: z.string(), channel: z.enum(['sms', 'voice']).default('sms') })
    .nullable(),
  booked: z.strictObject({ booking: z.string(), reference: z.string(), token: z.string() }).nullable(),
});
export type Draft = z.infer<typeof draftSchema>;

export const draftId = z.string().min(20).max(64);

/** A guard of the service, not policy. Real time. */
const livesFor = sql`interval '24 hours'`;

export async function startDraft(tx: Transaction, keys: Keys, kind: Draft['kind']): Promise<string> {
  const id = randomBytes(24).toString('base64url');
  const fresh: Draft = { kind, answers: {}, key: randomUUID(), proven: [], code: null, booked: null };
  await tx
    .insert(draft)
    .values({ idHash: sha256(id), sealed: sealDraft(keys, id, fresh), expiresAt: sql`now() + ${livesFor}` });
  return id;
}

export async function loadDraft(tx: Transaction, keys: Keys, id: string): Promise<Draft> {
  const [row] = await tx
    .select()
    .from(draft)
    .where(and(eq(draft.idHash, sha256(id)), gt(draft.expiresAt, sql`now()`)))
    .for('update');
  if (row === undefined) throw new Refused(refuse('notFound'));
  return draftSchema.parse(JSON.parse(unseal(keys, spotOf(id), row.sealed)));
}

export async function saveDraft(tx: Transaction, keys: Keys, id: string, changed: Draft): Promise<void> {
  await tx
    .update(draft)
    .set({ sealed: sealDraft(keys, id, changed), expiresAt: sql`now() + ${livesFor}` })
    .where(eq(draft.idHash, sha256(id)));
}

/** A change of what was typed makes the next submission a new one. */
export function changed(old: Draft, change: Partial<Draft>): Draft {
  return { ...old, ...change, key: randomUUID(), booked: null };
}

function sealDraft(keys: Keys, id: string, content: Draft): Buffer {
  return seal(keys, spotOf(id), JSON.stringify(content));
}

function spotOf(id: string) {
  return `draft.sealed:${sha256(id).toString('hex')}` as const;
}
