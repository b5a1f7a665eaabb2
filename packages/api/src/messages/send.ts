import { inTransaction, type Transaction } from '@anmin/db/client';
import { booking, message, type MessageChannel } from '@anmin/db/schema/appointments';
import { institution } from '@anmin/db/schema/offices';
import { magic } from '@anmin/domain/organisation/clients';
import { eq, sql } from 'drizzle-orm';
import type { PgUpdateSetSource } from 'drizzle-orm/pg-core';
import { inScope, setScope } from '../scope.ts';
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
/** tries; a guard of the service, not policy */
const givesUpAfter = 12;

/** Sends what is due. A message about a version of the booking that no longer stands is not sent. */
export async function sendMessages(ctx: Context, sendSms: SendSms): Promise<void> {
  for (let more = true; more;) {
    const { rows } = await inTransaction(ctx.database, (tx) =>
      tx.execute<Due>(sql`select id, office from lease_messages(${atOnce})`),
    );
    await Promise.all(rows.map((row) => sendOne(ctx, row, sendSms)));
    more = rows.length === atOnce;
  }
}

/** A message and the office whose scope it needs; a code is of no office. */
type Due = { id: string; office: string };

async function sendOne(ctx: Context, due: Due, sendSms: SendSms): Promise<void> {
  const found = await inScope(ctx, [due.office], (tx) => readOne(tx, due));
  // a booking that moved to another office meanwhile is found there the next time
  if (found === undefined) return;
  const { row, standing, sandbox } = found;
  const to = readPhoneOf(ctx.keys, row);
  if (to === null) return settle(ctx, due, 'noPhone');
  if (!standing) return settle(ctx, due, 'superseded');
  if (sandbox) return settle(ctx, due, to === magic.phone ? 'failed' : 'sent');
  try {
    const { id, channel } = row;
    await sendSms({ id, to, channel, kind: row.kind as MessageKind, facts: readFacts(ctx.keys, row) });
  } catch {
    return row.attempts >= givesUpAfter ? settle(ctx, due, 'failed') : retryLater(ctx, due, row.attempts);
  }
  return settle(ctx, due, 'sent');
}

async function readOne(tx: Transaction, { id }: Due) {
  const [row] = await tx.select().from(message).where(eq(message.id, id));
  if (row === undefined) return undefined;
  if (row.booking === null) return { row, standing: true, sandbox: false };
  const [now] = await tx
    .select({ version: booking.version, sandbox: institution.sandbox })
    .from(booking)
    .innerJoin(institution, eq(institution.id, booking.office))
    .where(eq(booking.id, row.booking));
  return { row, standing: now?.version === row.bookingVersion, sandbox: now?.sandbox === true };
}

function settle(ctx: Context, due: Due, state: 'sent' | 'superseded' | 'failed' | 'noPhone'): Promise<void> {
  return change(ctx, due, { state, ...(state === 'sent' ? { sentAt: sql`office_now()` } : {}) });
}

/** Waits twice as long after each failure, up to about an hour. */
function retryLater(ctx: Context, due: Due, attempts: number): Promise<void> {
  const seconds = Math.min(2 ** attempts, 3600);
  return change(ctx, due, { retryAt: sql`now() + make_interval(secs => ${seconds})` });
}

/** Asked for its office again: the booking may have moved while the provider was answering. */
async function change(ctx: Context, { id }: Due, change: PgUpdateSetSource<typeof message>): Promise<void> {
  await inTransaction(ctx.database, async (tx) => {
    const { rows } = await tx.execute<{ office: string }>(sql`select office_of_message(${id}) as office`);
    await setScope(tx, ctx, [rows[0]?.office ?? 'none']);
    await tx.update(message).set(change).where(eq(message.id, id));
  });
}
