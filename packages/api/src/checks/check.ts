import type { Transaction } from '@anmin/db/client';
import { recordsCheck } from '@anmin/db/schema/checks';
import { nightly } from '@anmin/db/schema/privacy';
import { desc, sql } from 'drizzle-orm';
import type { StaffContext } from '../trpc.ts';

const job = 'check';

/** Once a night: the records are asked what does not hold in them. On its first day an office has had no night. */
export async function checkRecords(tx: Transaction): Promise<void> {
  const { rows } = await tx.execute<{ night: boolean }>(
    sql`select done_on < office_today() as night from nightly where job = ${job}`,
  );
  if (rows[0]?.night === false) return;
  if (rows[0]?.night === true) await check(tx);
  const done = { doneOn: sql`office_today()` };
  await tx
    .insert(nightly)
    .values({ job, ...done })
    .onConflictDoUpdate({ target: nightly.job, set: done });
}

async function check(tx: Transaction): Promise<void> {
  // as long as it takes: it only reads
  await tx.execute(sql`set local statement_timeout = 0`);
  const began = performance.now();
  const found: Record<string, number> = {};
  for (const { flaw } of await flawsIn(tx)) found[flaw] = (found[flaw] ?? 0) + 1;
  await tx.insert(recordsCheck).values({ tookMs: Math.round(performance.now() - began), found });
}

/** What does not hold in the records, and of which row; nothing where they are sound. */
export async function flawsIn(tx: Transaction): Promise<{ flaw: string; subject: string }[]> {
  const { rows } = await tx.execute<{ flaw: string; subject: string }>(sql`select flaw, subject from flaws()`);
  return rows;
}

/** The last checks, newest first: how often each flaw was found, and not where, which is told on the server alone. */
export function listChecks({ database }: Pick<StaffContext, 'database'>) {
  return database.db
    .select({ id: recordsCheck.id, at: recordsCheck.ranAt, tookMs: recordsCheck.tookMs, found: recordsCheck.found })
    .from(recordsCheck)
    .orderBy(desc(recordsCheck.id))
    .limit(60);
}
