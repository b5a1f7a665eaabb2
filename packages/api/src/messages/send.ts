import { booking, message, type MessageChannel } from '@anmin/db/schema/appointments';
import { and, asc, eq, lte, sql } from 'drizzle-orm';
import type { Context } from '../trpc.ts';
import { readFacts, readPhoneOf, type MessageFacts, type MessageKind } from './message.ts';

/** The way out of the office. Throws when the provider did not take it; `id` lets it drop a second delivery. */
export type SendSms = (sms: {
  id: string;
  to: string;
  kind: MessageKind;
  facts: MessageFacts;
  channel: MessageChannel;
}) => Promise<void>;

const atOnce = 20;
const givesUpAfter = 12;

/** Sends what is due. A message about a version of the booking that no longer stands is not sent. */
export async function sendMessages(ctx: Context, sendSms: SendSms): Promise<void> {
  const due = await leaseDue(ctx);
  await Promise.all(due.map((row) => sendOne(ctx, row, sendSms)));
}

type Row = typeof message.$inferSelect;

/** Takes messages for a minute: a sender that dies leaves them to be sent again under the same id. */
function leaseDue(ctx: Context): Promise<Row[]> {
  const { db } = ctx.database;
  const due = db
    .select({ id: message.id })
    .from(message)
    .where(and(eq(message.state, 'waiting'), lte(message.retryAt, sql`now()`), lte(message.dueAt, sql`office_now()`)))
    .orderBy(asc(message.retryAt))
    .limit(atOnce)
    .for('update', { skipLocked: true });
  return db
    .update(message)
    .set({ attempts: sql`${message.attempts} + 1`, retryAt: sql`now() + interval '1 minute'` })
    .where(sql`${message.id} in ${due}`)
    .returning();
}

async function sendOne(ctx: Context, row: Row, sendSms: SendSms): Promise<void> {
  const to = readPhoneOf(ctx.keys, row);
  if (to === null) return settle(ctx, row.id, 'noPhone');
  if (await isSuperseded(ctx, row)) return settle(ctx, row.id, 'superseded');
  try {
    const { id, channel } = row;
    await sendSms({ id, to, channel, kind: row.kind as MessageKind, facts: readFacts(ctx.keys, row) });
  } catch {
    if (row.attempts >= givesUpAfter) return settle(ctx, row.id, 'failed');
    return retryLater(ctx, row);
  }
  return settle(ctx, row.id, 'sent');
}

async function isSuperseded(ctx: Context, { booking: id, bookingVersion }: Row): Promise<boolean> {
  if (id === null) return false;
  const [now] = await ctx.database.db.select({ version: booking.version }).from(booking).where(eq(booking.id, id));
  return now?.version !== bookingVersion;
}

async function settle(ctx: Context, id: string, state: 'sent' | 'superseded' | 'failed' | 'noPhone'): Promise<void> {
  await ctx.database.db
    .update(message)
    .set({ state, ...(state === 'sent' ? { sentAt: sql`office_now()` } : {}) })
    .where(eq(message.id, id));
}

/** Waits twice as long after each failure, up to about an hour. */
async function retryLater(ctx: Context, { id, attempts }: Row): Promise<void> {
  const seconds = Math.min(2 ** attempts, 3600);
  await ctx.database.db
    .update(message)
    .set({ retryAt: sql`now() + make_interval(secs => ${seconds})` })
    .where(eq(message.id, id));
}
