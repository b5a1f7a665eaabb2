import type { Transaction } from '@anmin/db/client';
import { journalSeal } from '@anmin/db/schema/journal';
import { desc, sql } from 'drizzle-orm';
import { entryColumns, genesis, linkHash, type ChainedEntry } from './chain.ts';
import { signHead, type Head, type JournalKey } from './head.ts';

const atOnce = 5000;

/** Seals what was committed since the last round; writers never wait for it. */
export async function sealJournal(tx: Transaction): Promise<void> {
  const [last] = await tx.select().from(journalSeal).orderBy(desc(journalSeal.seq)).limit(1);
  const { rows } = await tx.execute<ChainedEntry>(sql`select ${entryColumns} from entries_to_seal(${atOnce}) e`);
  if (rows.length === 0) return;
  let seq = last?.seq ?? 0;
  let hash = last?.hash ?? genesis;
  const links = rows.map((entry) => {
    seq += 1;
    hash = linkHash(hash, seq, entry);
    return { seq, entry: entry.id, hash };
  });
  await tx.execute(sql`
    insert into journal_seal (seq, entry, hash)
    select seq, entry, decode(hash, 'hex')
      from jsonb_to_recordset(${JSON.stringify(links.map((link) => ({ ...link, hash: link.hash.toString('hex') })))}::jsonb)
        as link(seq bigint, entry bigint, hash text)`);
}

/** The signed end of the chain; null while nothing is sealed. */
export async function headOf(tx: Transaction, key: JournalKey, realNow: Temporal.Instant): Promise<Head | null> {
  const [last] = await tx.select().from(journalSeal).orderBy(desc(journalSeal.seq)).limit(1);
  if (last === undefined) return null;
  return signHead(key, { seq: last.seq, hash: last.hash.toString('hex'), at: realNow.toString() });
}
