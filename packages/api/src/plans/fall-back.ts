import type { Transaction } from '@anmin/db/client';
import type { Channel } from '@anmin/domain/appointments/settings';
import { sql } from 'drizzle-orm';
import { journal } from '../journal.ts';
import { wallTime } from '../office/free.ts';
import { setScope } from '../scope.ts';
import type { Context } from '../trpc.ts';

/** Places in one go: what is left over waits for the next round, a moment later. */
const atOnce = 500;

type Fallen = {
  readonly office: string;
  readonly day: string;
  readonly starts: string;
  readonly from_channel: Channel;
  readonly to_channel: Channel;
  readonly places: number;
};

/** Places a channel did not use fall to another at the time the plan says; the database decides which, and once. */
export async function fallBack(tx: Transaction, ctx: Context): Promise<void> {
  const { rows } = await tx.execute<Fallen>(
    sql`select office, day::text as day, starts::text as starts, from_channel, to_channel, places
          from fall_back_places(${atOnce})`,
  );
  if (rows.length === 0) return;
  await setScope(tx, ctx, [...new Set(rows.map(({ office }) => office))]);
  for (const { office, day, starts, from_channel: before, to_channel: channel, places } of rows)
    await journal(tx, ctx.actor, {
      ...{ action: 'places.fellBack', subject: office, office },
      codes: { day, time: wallTime(starts), before, channel, places },
    });
}
