import type { Database, Transaction } from '@anmin/db/client';
import { sql } from 'drizzle-orm';
import type { Keys } from '../privacy/keys.ts';
import { everywhere } from '../privacy/reseal.ts';
import { setScope } from '../scope.ts';

/**
 * All records of an office, for who looks after the server. On a server of its own nobody sees all of them: the owner of
 * the tables reads the journal and what has no unit, the role of staff the rest, in the scope of every unit. The
 * superuser of an embedded database is both.
 */
export type Records = {
  readonly owner: Database;
  readonly staff: Database;
  /** null: there are none at hand; then only a superuser sees the rows that have a unit */
  readonly keys: Keys | null;
};

/** Row-level security hides the records: without keys, or with keys of another office, no scope can be signed. */
export class Hidden extends Error {}

/** Lets the transaction of `staff` see every row, and fails where it would see none. */
export async function seeAll(tx: Transaction, keys: Keys | null): Promise<void> {
  const { rows } = await tx.execute<{ hidden: boolean }>(sql`select row_security_active('booking') as hidden`);
  if (rows[0]?.hidden !== true) return;
  if (keys === null) throw new Hidden();
  await setScope(tx, { keys }, await everywhere(tx));
  const scope = await tx.execute<{ holds: boolean }>(sql`select in_scope('none') as holds`);
  if (scope.rows[0]?.holds !== true) throw new Hidden();
}
