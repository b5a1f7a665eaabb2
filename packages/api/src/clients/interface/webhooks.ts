import type { Transaction } from '@anmin/db/client';
import { delivery, webhook } from '@anmin/db/schema/clients';
import { clientEvents } from '@anmin/domain/organisation/clients';
import { refuse } from '@anmin/domain/refusal';
import type { Action } from '@anmin/domain/organisation/actions';
import { and, asc, desc, eq, isNull, lt, sql } from 'drizzle-orm';
import { randomBytes, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { actorName, journal } from '../../journal.ts';
import { readInstant } from '../../office/now.ts';
import { keySchema, once } from '../../once.ts';
import { seal } from '../../privacy/seal.ts';
import { inScope } from '../../scope.ts';
import { Refused, type ClientContext } from '../../trpc.ts';
import { page } from './changes.ts';

export const hookInput = z.strictObject({
  key: keySchema,
  url: z.string().max(500),
  events: z.array(z.enum(clientEvents)).min(1).max(clientEvents.length),
});
export const oneHook = z.strictObject({ webhook: z.uuid() });
export const endHookInput = oneHook.extend({ key: keySchema });
export const deliveriesInput = oneHook.extend(page);
export const replayInput = z.strictObject({ delivery: z.uuid(), key: keySchema });

/** more would only be told the same */
const mostHooks = 5;

/** The space of the advisory locks under which a client's webhooks are counted. */
const hooksOfClient = 2328;

export function listWebhooks(ctx: ClientContext) {
  return inScope(ctx, ctx.units, async (tx) => {
    const rows = await tx.select().from(webhook).where(isOwn(ctx)).orderBy(asc(webhook.madeAt));
    return { webhooks: rows.map(({ id, url, events, madeAt }) => ({ id, url, events, madeAt: instantOf(madeAt) })) };
  });
}

/** The secret its messages are signed with is told this once. */
export async function createWebhook(ctx: ClientContext, { key, url, events }: z.infer<typeof hookInput>) {
  const refusal = refusalOfUrl(url, ctx.demo);
  if (refusal !== null) throw new Refused(refuse('wrongInput', [], { fields: [`url:${refusal}`] }));
  const mine = randomUUID();
  const secret = `anmin_hook_${randomBytes(32).toString('base64url')}`;
  const { id } = await act(ctx, key, ['webhook', url, events], async (tx) => {
    // two requests at once would each find room for one more
    await tx.execute(sql`select pg_advisory_xact_lock(${hooksOfClient}, hashtext(${ctx.actor.id}))`);
    const own = await tx.select({ id: webhook.id }).from(webhook).where(isOwn(ctx));
    if (own.length >= mostHooks) throw new Refused(refuse('tooOften'));
    const secretSealed = seal(ctx.keys, `webhook.secret:${mine}`, secret);
    await tx
      .insert(webhook)
      .values({ id: mine, client: ctx.actor.id, unit: ctx.actor.unit, url, events, secretSealed });
    await tell(tx, ctx, 'webhook.made', mine);
    return { id: mine };
  });
  return { id, url, events, secret: id === mine ? secret : null };
}

export function endWebhook(ctx: ClientContext, { webhook: id, key }: z.infer<typeof endHookInput>) {
  return act(ctx, key, ['endWebhook', id], async (tx) => {
    const ended = await tx
      .update(webhook)
      .set({ endedAt: sql`now()` })
      .where(and(eq(webhook.id, id), isOwn(ctx)))
      .returning({ id: webhook.id });
    if (ended.length === 0) throw new Refused(refuse('notFound'));
    await tell(tx, ctx, 'webhook.ended', id);
    return { id };
  });
}

/** The newest first; `next` leads to the older ones. */
export function listDeliveries(ctx: ClientContext, { webhook: id, cursor, limit }: z.infer<typeof deliveriesInput>) {
  return inScope(ctx, ctx.units, async (tx) => {
    const [own] = await tx
      .select({ id: webhook.id })
      .from(webhook)
      .where(and(eq(webhook.id, id), eq(webhook.client, ctx.actor.id)));
    if (own === undefined) throw new Refused(refuse('notFound'));
    const before = cursor === undefined ? undefined : lt(delivery.entry, readEntry(cursor));
    const rows = await tx
      .select()
      .from(delivery)
      .where(and(eq(delivery.webhook, id), before))
      .orderBy(desc(delivery.entry))
      .limit(limit + 1);
    const shown = rows.slice(0, limit);
    return {
      deliveries: shown.map((row) => ({
        ...{ id: row.id, event: row.event, state: row.state, attempts: row.attempts, status: row.status },
        madeAt: instantOf(row.madeAt),
        deliveredAt: row.deliveredAt === null ? null : instantOf(row.deliveredAt),
      })),
      next: rows.length > shown.length ? String(shown.at(-1)?.entry) : null,
    };
  });
}

/** Sends a message again, the same bytes under the same id. */
export function replayDelivery(ctx: ClientContext, { delivery: id, key }: z.infer<typeof replayInput>) {
  return act(ctx, key, ['replay', id], async (tx) => {
    const [found] = await tx
      .select({ id: delivery.id })
      .from(delivery)
      .innerJoin(webhook, eq(webhook.id, delivery.webhook))
      .where(and(eq(delivery.id, id), isOwn(ctx)));
    if (found === undefined) throw new Refused(refuse('notFound'));
    await tx
      .update(delivery)
      .set({ state: 'waiting', attempts: 0, retryAt: sql`now()` })
      .where(eq(delivery.id, id));
    return { id };
  });
}

/** Where it leads is looked at each time it is used; this only refuses what can never be right. */
function refusalOfUrl(text: string, demo: boolean): string | null {
  if (!URL.canParse(text)) return 'url.wrong';
  const { protocol, username, password, hash } = new URL(text);
  if (protocol !== 'https:' && !(demo && protocol === 'http:')) return 'url.https';
  return username === '' && password === '' && hash === '' ? null : 'url.wrong';
}

function isOwn({ actor }: ClientContext) {
  return and(eq(webhook.client, actor.id), eq(webhook.unit, actor.unit), isNull(webhook.endedAt));
}

async function act<Answer>(
  ctx: ClientContext,
  key: string,
  body: unknown,
  work: (tx: Transaction) => Promise<Answer>,
): Promise<Answer> {
  return inScope(ctx, ctx.units, (tx) => once(tx, ctx, { scope: actorName(ctx.actor), key, body }, () => work(tx)));
}

function tell(
  tx: Transaction,
  ctx: ClientContext,
  action: Extract<Action, `webhook.${string}`>,
  subject: string,
): Promise<void> {
  return journal(tx, ctx.actor, { action, subject, office: ctx.actor.unit });
}

function readEntry(cursor: string): number {
  if (/^\d{1,15}$/.test(cursor)) return Number(cursor);
  throw new Refused(refuse('wrongInput', [], { fields: ['cursor:cursor.wrong'] }));
}

function instantOf(text: string): string {
  return readInstant(text).toString();
}
