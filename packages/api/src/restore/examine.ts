import type { Database, Transaction } from '@anmin/db/client';
import { isMigrated } from '@anmin/db/migrate';
import { sql } from 'drizzle-orm';
import type { Head, HeadKeys } from '../journal/head.ts';
import { verifyJournal, type Verdict } from '../journal/verify.ts';
import { readPhoneOf } from '../messages/message.ts';
import type { Keys } from '../privacy/keys.ts';

export type Findings = {
  /** By table, every row of which was read: a page whose checksum is wrong fails the reading. */
  readonly rows: Readonly<Record<string, number>>;
  readonly migrated: boolean;
  readonly journal: Verdict;
  /** Messages by state; `held`: waiting for a person since a restore. */
  readonly messages: Readonly<Record<string, number>>;
  /** Whether these keys open what is sealed; null: there are none, or nothing is sealed. */
  readonly keysFit: boolean | null;
};

export type Outside = {
  readonly keys: Keys | null;
  readonly headKeys: HeadKeys;
  readonly heads: readonly Head[];
};

/** Reads all there is, in one state of the records. */
export async function examineRecords(owner: Database, { keys, headKeys, heads }: Outside): Promise<Findings> {
  const migrated = await isMigrated(owner);
  const work = async (tx: Transaction): Promise<Findings> => {
    await tx.execute(sql`set local statement_timeout = 0`);
    return {
      rows: await countRows(tx),
      migrated,
      journal: await verifyJournal(tx, headKeys, heads),
      messages: await countMessages(tx),
      keysFit: keys === null ? null : await doKeysFit(tx, keys),
    };
  };
  return owner.db.transaction(work, { isolationLevel: 'repeatable read', accessMode: 'read only' });
}

/** Migrations that are missing are no fault: the next start applies them. */
export function isSound({ journal, keysFit }: Findings): boolean {
  return journal.broken === null && keysFit !== false;
}

async function countRows(tx: Transaction): Promise<Record<string, number>> {
  const tables = await tx.execute<{ name: string }>(
    sql`select tablename as name from pg_tables where schemaname = 'public' order by tablename`,
  );
  const counts: Record<string, number> = {};
  for (const { name } of tables.rows) {
    // A count alone could be answered from an index and leave the table's pages unread.
    const { rows } = await tx.execute<{ count: number }>(
      sql`select count(*) filter (where t::text is not null) as count from ${sql.identifier(name)} t`,
    );
    counts[name] = rows[0]?.count ?? 0;
  }
  return counts;
}

async function countMessages(tx: Transaction): Promise<Record<string, number>> {
  const { rows } = await tx.execute<{ name: string; count: number }>(sql`
    select case when state = 'waiting' and retry_at = 'infinity' then 'held' else state end as name, count(*) as count
      from message group by 1 order by 1`);
  return Object.fromEntries(rows.map(({ name, count }) => [name, count]));
}

async function doKeysFit(tx: Transaction, keys: Keys): Promise<boolean | null> {
  const { rows } = await tx.execute<{ id: string; toSealed: Buffer }>(
    sql`select id, to_sealed as "toSealed" from message where to_sealed is not null limit 1`,
  );
  const [row] = rows;
  if (row === undefined) return null;
  try {
    return readPhoneOf(keys, row) !== null;
  } catch {
    return false;
  }
}
