import { inTransaction } from '@anmin/db/client';
import { sql } from 'drizzle-orm';
import { journal } from '../journal.ts';
import { seeAll, type Records } from './records.ts';

/**
 * What a restored office must not take up where the backup stood: messages that were due may have left since, so they
 * wait for a person to release them; sessions that ended since are ended. Gives how many messages are held.
 * `base`: the instant of the backup, `last`: of the last act that was restored; null: not known here.
 */
export async function settleRestored(
  { staff, keys }: Records,
  { base, last }: { readonly base: string | null; readonly last: string | null },
): Promise<number> {
  return inTransaction(staff, async (tx) => {
    await tx.execute(sql`set local statement_timeout = 0`);
    await seeAll(tx, keys);
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
export async function releaseMessages({ staff, keys }: Records): Promise<number> {
  return inTransaction(staff, async (tx) => {
    await tx.execute(sql`set local statement_timeout = 0`);
    await seeAll(tx, keys);
    const { rowCount } = await tx.execute(sql`
      update message set retry_at = now() where state = 'waiting' and retry_at = 'infinity'`);
    const released = rowCount ?? 0;
    const codes = { released };
    await journal(tx, { kind: 'job' }, { action: 'messages.released', subject: 'database', office: null, codes });
    return released;
  });
}
