import { inTransaction, type Transaction } from '@anmin/db/client';
import { delivery, webhook } from '@anmin/db/schema/clients';
import { eq, sql } from 'drizzle-orm';
import { createHmac } from 'node:crypto';
import type { PgUpdateSetSource } from 'drizzle-orm/pg-core';
import { unseal } from '../privacy/seal.ts';
import { inScope } from '../scope.ts';
import type { Context } from '../trpc.ts';

/** The way to a client's own server. Gives the status it answered; throws when there was no answer, or none was asked for. */
export type PostToClient = (message: {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}) => Promise<number>;

const atOnce = 20;

/** seconds until the next try, after each that failed: eight tries in 24 hours */
const pauses = [60, 300, 900, 3_600, 7_200, 21_600, 52_740];

/** Writes down what clients are to be told. */
export async function writeDeliveries(tx: Transaction): Promise<void> {
  await tx.execute(sql`select write_deliveries(500)`);
}

/** Tells clients what is due. At least once: who is told twice sees the same id. */
export async function deliver(ctx: Context, post: PostToClient): Promise<void> {
  const due = await inTransaction(ctx.database, (tx) =>
    tx.execute<Due>(sql`select id, unit from lease_deliveries(${atOnce})`),
  );
  await Promise.all(due.rows.map((row) => deliverOne(ctx, row, post)));
}

/** A message to a client, and the unit whose scope it needs. */
type Due = { id: string; unit: string };

async function deliverOne(ctx: Context, { id, unit }: Due, post: PostToClient): Promise<void> {
  const settle = (change: PgUpdateSetSource<typeof delivery>) =>
    inScope(ctx, [unit], (tx) => tx.update(delivery).set(change).where(eq(delivery.id, id)));
  const [found] = await inScope(ctx, [unit], (tx) =>
    tx.select().from(delivery).innerJoin(webhook, eq(webhook.id, delivery.webhook)).where(eq(delivery.id, id)),
  );
  if (found === undefined) return;
  const { delivery: row, webhook: to } = found;
  if (to.endedAt !== null) {
    await settle({ state: 'failed' });
    return;
  }
  const status = await post({ url: to.url, body: row.body, headers: headersOf(ctx, row, to) }).catch(() => null);
  if (status !== null && status >= 200 && status < 300)
    await settle({ state: 'delivered', status, deliveredAt: sql`now()` });
  else await settle({ status, ...afterFailure(row.attempts) });
}

function afterFailure(attempts: number): PgUpdateSetSource<typeof delivery> {
  const pause = pauses[attempts - 1];
  return pause === undefined ? { state: 'failed' } : { retryAt: sql`now() + make_interval(secs => ${pause})` };
}

function headersOf(
  { keys }: Context,
  { id, event, body }: typeof delivery.$inferSelect,
  { id: hook, secretSealed }: typeof webhook.$inferSelect,
): Record<string, string> {
  const seconds = Math.floor(Temporal.Now.instant().epochMilliseconds / 1000);
  const secret = unseal(keys, `webhook.secret:${hook}`, secretSealed);
  const signature = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex');
  return {
    'content-type': 'application/json; charset=utf-8',
    'anmin-event': event,
    'anmin-delivery': id,
    'anmin-signature': `t=${seconds},v1=${signature}`,
  };
}
