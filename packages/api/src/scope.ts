import { inTransaction, type Transaction } from '@anmin/db/client';
import { refuse } from '@anmin/domain/refusal';
import { sql } from 'drizzle-orm';
import { createHash } from 'node:crypto';
import type { Keys } from './privacy/keys.ts';
import { sign } from './privacy/seal.ts';
import { Refused, type Context } from './trpc.ts';

/**
 * A transaction that sees the records of these units and of what is below them, and no others: PostgreSQL's row-level
 * security holds it, whatever the statements say. Without units it sees none.
 */
export function inScope<Result>(
  ctx: Pick<Context, 'database' | 'keys'>,
  units: readonly string[],
  work: (tx: Transaction) => Promise<Result>,
): Promise<Result> {
  return inTransaction(ctx.database, async (tx) => {
    await setScope(tx, ctx, units);
    return work(tx);
  });
}

/** Changes what the rest of the transaction sees: an act that reaches another office names it. */
export async function setScope(tx: Transaction, { keys }: Pick<Context, 'keys'>, units: readonly string[]) {
  await tx.execute(sql`select set_config('anmin.scope', ${signedScope(keys, units)}, true)`);
}

/** The units and a signature that `scope_roots` in the database checks with the same key. */
export function signedScope(keys: Keys, units: readonly string[]): string {
  // no unit is called so, and one that were would be several
  if (units.some((unit) => /[,|]/.test(unit))) throw new Refused(refuse('notFound'));
  const roots = units.join(',');
  const known = signed.get(keys) ?? { key: scopeKey(keys), last: ['', ''] as const };
  signed.set(keys, known);
  if (known.last[0] !== roots || known.last[1] === '') {
    const inner = createHash('sha256').update(known.key).update(roots).digest();
    known.last = [roots, `${roots}|${createHash('sha256').update(known.key).update(inner).digest('hex')}`];
  }
  return known.last[1];
}

/** The last scope signed with each set of keys: a release moment asks for the same one thousands of times. */
const signed = new WeakMap<Keys, { readonly key: Buffer; last: readonly [roots: string, text: string] }>();

/** What the database signs scopes with; only the owner of its tables can read it there. */
export function scopeKey(keys: Keys): Buffer {
  return sign(keys, 'scope', '');
}

/** Whether a unit is one of these or stands below one today, asked of the tree and not of row-level security. */
export function isUnder(unit: unknown, units: readonly string[]) {
  const roots = sql.join(
    units.map((it) => sql`${it}`),
    sql`, `,
  );
  return sql<boolean>`${unit} in (select units_under(array[${roots}]::text[]))`;
}
