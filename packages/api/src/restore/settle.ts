import { inTransaction, type Database } from '@anmin/db/client';
import { sql } from 'drizzle-orm';
import { journal } from '../journal.ts';

/**
 * What a restored office must not take up where the backup stood: messages that were due may have left since, so they
 * wait for a person to release them; sessions that ended since are ended. Gives how many messages are held.
 */
export async function settleRestored(
  owner: Database,
  { base, last }: { readonly base: string; readonly last: string | null },
): Promise<number> {
  return inTransaction(owner, async (tx) => {
    const { rowCount } = await tx.execute(sql`
      update message set retry_at = 'infinity' where state = 'waiting' and due_at <= office_now()`);
    await tx.execute(sql`delete from staff_session`);
    const held = rowCount ?? 0;
    const codes = { base, last, held };
    await journal(tx, { kind: 'job' }, { action: 'office.restored', subject: 'database', office: null, codes });
    return held;
  });
}

/** Lets the messages go that a restore holds. Gives how many. */
export async function releaseMessages(owner: Database): Promise<number> {
  return inTransaction(owner, async (tx) => {
    const { rowCount } = await tx.execute(sql`
      update message set retry_at = now() where state = 'waiting' and retry_at = 'infinity'`);
    const released = rowCount ?? 0;
    const codes = { released };
    await journal(tx, { kind: 'job' }, { action: 'messages.released', subject: 'database', office: null, codes });
    return released;
  });
}
