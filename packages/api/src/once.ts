import type { Database, Transaction } from '@anmin/db/client';
import { idempotency } from '@anmin/db/schema/appointments';
import { refuse } from '@anmin/domain/refusal';
import { and, eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Keys } from './privacy/keys.ts';
import { sign } from './privacy/seal.ts';
import { askTogether } from './gathering.ts';
import { Refused } from './trpc.ts';

export const keySchema = z.string().min(16).max(64);

export type Once = { readonly scope: string; readonly key: string; readonly body: unknown };

/**
 * Does an act once per key: the same key and body get the same committed answer, another body is refused. While the
 * first is in flight the second waits for its commit up to 3 s. Must be the first statement of the transaction.
 */
export async function once<Answer>(
  tx: Transaction,
  { keys }: { readonly keys: Keys },
  { scope, key, body }: Once,
  act: () => Promise<Answer>,
): Promise<Answer> {
  await tx.execute(sql`set local lock_timeout = '3s'`);
  const mine = await tx
    .insert(idempotency)
    .values({ scope, key, bodyHash: bodyHash(keys, body) })
    .onConflictDoNothing()
    .returning({ key: idempotency.key });
  if (mine.length === 0) return (await storedAnswer(tx, keys, { scope, key, body })) as Answer;
  await tx.execute(sql`set local lock_timeout = '1s'`);
  const answer = await act();
  await tx.update(idempotency).set({ answer }).where(isKey(scope, key));
  return answer;
}

/** Keyed: a body holds names and numbers few enough to be tried out against a plain hash. */
export function bodyHash(keys: Keys, body: unknown): Buffer {
  return sign(keys, 'body', JSON.stringify(body));
}

/** What this key was answered before; undefined: not used yet. */
export async function storedAnswer(
  db: Database['db'] | Transaction,
  keys: Keys,
  { scope, key, body }: Once,
): Promise<unknown> {
  const [seen] = await db.select().from(idempotency).where(isKey(scope, key));
  return seen === undefined ? undefined : answerOf(keys, seen, body);
}

/** The same for a crowd that was refused, of whom few were answered before: one look for all who ask at once. */
export async function storedAnswerOfMany(database: Database, keys: Keys, once: Once): Promise<unknown> {
  const rows = await askTogether(database, 'answers', once, async (asked) => {
    const scopes = sql.param(asked.map(({ scope }) => scope));
    const given = sql.param(asked.map(({ key }) => key));
    const found = await database.db
      .select()
      .from(idempotency)
      .where(sql`(scope, key) in (select * from unnest(${scopes}::text[], ${given}::text[]))`);
    return new Map(found.map((row) => [`${row.scope} ${row.key}`, row]));
  });
  const seen = rows.get(`${once.scope} ${once.key}`);
  return seen === undefined ? undefined : answerOf(keys, seen, once.body);
}

function answerOf(keys: Keys, seen: typeof idempotency.$inferSelect, body: unknown): unknown {
  if (!seen.bodyHash.equals(bodyHash(keys, body))) throw new Refused(refuse('keyReused'));
  return seen.answer;
}

function isKey(scope: string, key: string) {
  return and(eq(idempotency.scope, scope), eq(idempotency.key, key));
}
