import type { Transaction } from '@anmin/db/client';
import { nightly } from '@anmin/db/schema/privacy';
import { entryEnds } from '@anmin/domain/evidence/subjects';
import { retentionKinds, type RetentionKind } from '@anmin/domain/people/rights';
import { sql } from 'drizzle-orm';
import { journal } from '../journal.ts';
import type { Context } from '../trpc.ts';

const atOnce = 500;
const job = 'purge';

/**
 * Once a night: what is over its time goes, a batch of each kind a round, until nothing is left. The journal keeps the ids
 * of bookings, which then lead to nobody.
 */
export async function purgePersonal(tx: Transaction, ctx: Context): Promise<void> {
  const { rows } = await tx.execute<{ due: boolean }>(
    sql`select not exists (select from nightly where job = ${job} and done_on >= office_today()) as due`,
  );
  if (rows[0]?.due !== true) return;
  const codes: Record<string, number> = {};
  for (const kind of [...retentionKinds, 'codes'] as const) {
    const gone = await tx.execute<{ gone: number }>(purgeOf(kind));
    if ((gone.rows[0]?.gone ?? 0) > 0) codes[kind] = gone.rows[0]?.gone ?? 0;
  }
  const sheets = await tx.execute<{ gone: number }>(sql`select forget_sheets(${atOnce}) as gone`);
  if ((sheets.rows[0]?.gone ?? 0) > 0) codes['sheets'] = sheets.rows[0]?.gone ?? 0;
  if (Object.keys(codes).length > 0)
    return journal(tx, ctx.actor, { action: 'retention.purged', subject: job, office: null, codes });
  const done = { doneOn: sql`office_today()` };
  await tx
    .insert(nightly)
    .values({ job, ...done })
    .onConflictDoUpdate({ target: nightly.job, set: done });
}

const purgeOf = (kind: RetentionKind | 'codes') =>
  kind === 'evidence'
    ? sql`select purge_entries(${JSON.stringify(entryEnds)}::jsonb, ${atOnce}) as gone`
    : sql`select purge_over(${kind}, ${atOnce}) as gone`;
