import type { Transaction } from '@anmin/db/client';
import { apiClient, webhook } from '@anmin/db/schema/clients';
import { refuse } from '@anmin/domain/refusal';
import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import { z } from 'zod';
import { journal } from '../journal.ts';
import { readInstant } from '../office/now.ts';
import { keySchema } from '../once.ts';
import { inScope, isUnder, setScope } from '../scope.ts';
import { Refused, type StaffContext } from '../trpc.ts';
import { act } from './manage.ts';

export const hooksInput = z.strictObject({ client: z.uuid() });
export const endHookInput = hooksInput.extend({ webhook: z.uuid(), key: keySchema });

/** Where a client is told of what changes; what signs it is told to nobody. */
export function listHooks(ctx: StaffContext, client: string) {
  return inScope(ctx, ctx.units, async (tx) => {
    await reachClient(tx, ctx, client);
    const { id, url, events, madeAt } = webhook;
    const hooks = await tx
      .select({ id, url, events, madeAt })
      .from(webhook)
      .where(and(eq(webhook.client, client), isNull(webhook.endedAt)))
      .orderBy(asc(madeAt));
    return hooks.map((hook) => ({ ...hook, madeAt: readInstant(hook.madeAt).toString() }));
  });
}

/** Nothing more is sent there, and what waits is dropped. */
export function endHook(ctx: StaffContext, { client, webhook: id, key }: z.infer<typeof endHookInput>) {
  return act(ctx, key, ['endWebhook', client, id], async (tx) => {
    const office = await reachClient(tx, ctx, client);
    const ended = await tx
      .update(webhook)
      .set({ endedAt: sql`now()` })
      .where(and(eq(webhook.id, id), eq(webhook.client, client), isNull(webhook.endedAt)))
      .returning({ id: webhook.id });
    if (ended.length === 0) throw new Refused(refuse('notFound'));
    await journal(tx, ctx.actor, { action: 'webhook.ended', subject: id, office });
    return { webhook: id };
  });
}

/** Tells its unit, with its sandbox in reach, which stands below no bureau. A foreign client answers like none. */
async function reachClient(tx: Transaction, ctx: StaffContext, id: string): Promise<string> {
  const [found] = await tx
    .select({ unit: apiClient.unit, sandbox: apiClient.sandbox })
    .from(apiClient)
    .where(and(eq(apiClient.id, id), isUnder(apiClient.unit, ctx.units)));
  if (found === undefined) throw new Refused(refuse('notFound'));
  if (found.sandbox !== null) await setScope(tx, ctx, [...ctx.units, found.sandbox]);
  return found.unit;
}
