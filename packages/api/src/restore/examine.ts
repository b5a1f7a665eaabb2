import type { Transaction } from '@anmin/db/client';
import { isMigrated } from '@anmin/db/migrate';
import { sql } from 'drizzle-orm';
import type { Head, HeadKeys } from '../journal/head.ts';
import { verifyJournal, type Verdict } from '../journal/verify.ts';
import { readPhoneOf } from '../messages/message.ts';
import type { Keys } from '../privacy/keys.ts';
import { seeAll, type Records } from './records.ts';

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
  readonly headKeys: HeadKeys;
  readonly heads: readonly Head[];
};

/** Reads all there is, in one state of the records. */
export async function examineRecords(records: Records, { headKeys, heads }: Outside): Promise<Findings> {
  const { owner, staff, keys } = records;
  const migrated = await isMigrated(owner);
  return owner.db.transaction(async (all) => {
    await all.execute(sql`set local statement_timeout = 0`);
    const snapshot = await exportSnapshot(all);
    const look = async (scoped: Transaction): Promise<Findings> => {
      await scoped.execute(sql`set transaction snapshot ${sql.raw(`'${snapshot}'`)}`);
      await scoped.execute(sql`set local statement_timeout = 0`);
      await seeAll(scoped, keys);
      return {
        rows: await countRows(all, scoped),
        migrated,
        journal: await verifyJournal(all, headKeys, heads),
        messages: await countMessages(scoped),
        keysFit: keys === null ? null : await doKeysFit(scoped, keys),
      };
    };
    return staff.db.transaction(look, oneState);
  }, oneState);
}

const oneState = { isolationLevel: 'repeatable read', accessMode: 'read only' } as const;

async function exportSnapshot(tx: Transaction): Promise<string> {
  const { rows } = await tx.execute<{ id: string }>(sql`select pg_export_snapshot() as id`);
  return rows[0]?.id ?? '';
}

/** Migrations that are missing are no fault: the next start applies them. */
export function isSound({ journal, keysFit }: Findings): boolean {
  return journal.broken === null && keysFit !== false;
}

/** A table that hides its rows from the owner is read by the staff's role; the journal alone it shows to both. */
async function countRows(all: Transaction, scoped: Transaction): Promise<Record<string, number>> {
  const tables = await all.execute<{ name: string; hides: boolean }>(sql`
    select relname as name, row_security_active(oid) and relname <> 'journal_entry' as hides
      from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by relname`);
  const counts: Record<string, number> = {};
  for (const { name, hides } of tables.rows) {
    // A count alone could be answered from an index and leave the table's pages unread.
    const { rows } = await (hides ? scoped : all).execute<{ count: number }>(
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
