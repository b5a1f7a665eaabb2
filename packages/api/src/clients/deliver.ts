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

/** Tells clients what is due, each webhook at its own pace: one that does not answer keeps no other waiting. */
export interface Telling {
  /** Begins with every webhook that has something due and is not being told already. */
  readonly round: () => Promise<void>;
  /** Resolves once nothing is being sent any more. */
  readonly ended: () => Promise<void>;
  /** What is being sent is waited for, and nothing more is begun. */
  readonly stop: () => Promise<void>;
}

/** seconds until the next try, after each that failed, eight tries in 24 hours: a guard of the service, not policy */
const pauses = [60, 300, 900, 3_600, 7_200, 21_600, 52_740];

/** Writes down what clients are to be told. */
export async function writeDeliveries(tx: Transaction): Promise<void> {
  await tx.execute(sql`select write_deliveries(500)`);
}

/** At least once: who is told twice sees the same id. */
export function openTelling(ctx: Context, post: PostToClient): Telling {
  const busy = new Map<string, Promise<void>>();
  const broken: unknown[] = [];
  let stopping = false;
  const ended = async () => {
    await Promise.all(busy.values());
  };
  return {
    round: async () => {
      const due = await inTransaction(ctx.database, (tx) =>
        tx.execute<Due>(sql`select id, unit from due_webhooks(${sql.param([...busy.keys()])}::uuid[])`),
      );
      for (const hook of due.rows) {
        const told = tellHook(ctx, hook, post, () => stopping)
          .catch((error: unknown) => void broken.push(error))
          .finally(() => busy.delete(hook.id));
        busy.set(hook.id, told);
      }
      // whatever broke in between is told by the round that comes to know of it
      const [cause] = broken.splice(0);
      if (cause !== undefined) throw new Error('a webhook could not be told', { cause });
    },
    ended,
    stop: () => {
      stopping = true;
      return ended();
    },
  };
}

/** A webhook, and the unit whose scope its deliveries need. */
type Due = { id: string; unit: string };

/** One after the other, until nothing is due or one fails: what does not answer now will not answer the next either. */
async function tellHook(ctx: Context, { id, unit }: Due, post: PostToClient, isStopping: () => boolean): Promise<void> {
  while (!isStopping()) {
    const leased = await inTransaction(ctx.database, (tx) =>
      tx.execute<{ id: string | null }>(sql`select lease_delivery(${id}::uuid) as id`),
    );
    const next = leased.rows[0]?.id ?? null;
    if (next === null || !(await deliverOne(ctx, { id: next, unit }, post))) return;
  }
}

async function deliverOne(ctx: Context, { id, unit }: Due, post: PostToClient): Promise<boolean> {
  const settle = (change: PgUpdateSetSource<typeof delivery>) =>
    inScope(ctx, [unit], (tx) => tx.update(delivery).set(change).where(eq(delivery.id, id)));
  const [found] = await inScope(ctx, [unit], (tx) =>
    tx.select().from(delivery).innerJoin(webhook, eq(webhook.id, delivery.webhook)).where(eq(delivery.id, id)),
  );
  if (found === undefined) return false;
  const { delivery: row, webhook: to } = found;
  const status = await posted(ctx, post, row, to).catch(() => null);
  const heard = status !== null && status >= 200 && status < 300;
  await settle(
    heard ? { state: 'delivered', status, deliveredAt: sql`now()` } : { status, ...afterFailure(row.attempts) },
  );
  return heard;
}

async function posted(
  ctx: Context,
  post: PostToClient,
  row: typeof delivery.$inferSelect,
  to: typeof webhook.$inferSelect,
): Promise<number> {
  return post({ url: to.url, body: row.body, headers: headersOf(ctx, row, to) });
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
