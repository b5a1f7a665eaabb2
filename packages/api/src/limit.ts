import type { Transaction } from '@anmin/db/client';
import { tally } from '@anmin/db/schema/appointments';
import { refuse } from '@anmin/domain/refusal';
import { eq, sql } from 'drizzle-orm';
import { readInstant } from './office/now.ts';
import { Refused } from './trpc.ts';

/** A guard of the service, not policy. Real time. */
export type Limit = { readonly perDay: number; readonly secondsApart: number };

/** Counts one more act of a subject, a keyed hash of who and what; refuses when it comes too soon or too often. */
export async function countOrRefuse(tx: Transaction, subject: Buffer, { perDay, secondsApart }: Limit): Promise<void> {
  const today = sql`case when ${tally.day} = current_date then ${tally.count} else 0 end`;
  const counted = await tx
    .insert(tally)
    .values({ subject, day: sql`current_date`, count: 1, lastAt: sql`now()` })
    .onConflictDoUpdate({
      target: tally.subject,
      set: { day: sql`current_date`, count: sql`${today} + 1`, lastAt: sql`now()` },
      setWhere: sql`${today} < ${perDay} and ${tally.lastAt} <= now() - make_interval(secs => ${secondsApart})`,
    })
    .returning({ subject: tally.subject });
  if (counted.length > 0) return;
  const [row] = await tx
    .select({ lastAt: tally.lastAt, spent: sql<boolean>`${today} >= ${perDay}` })
    .from(tally)
    .where(eq(tally.subject, subject));
  const again = readInstant(row?.lastAt ?? '').add({ seconds: secondsApart });
  throw new Refused(
    refuse('tooOften', [], row?.spent === true ? { spent: true, perDay } : { spent: false, again: again.toString() }),
  );
}
