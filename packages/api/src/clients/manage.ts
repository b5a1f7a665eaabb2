import type { Transaction } from '@anmin/db/client';
import { apiClient, apiKey } from '@anmin/db/schema/clients';
import { unit } from '@anmin/db/schema/organisation';
import { activeKeys, clientChannels, clientScopes } from '@anmin/domain/organisation/clients';
import { rangeOf, whereNotSet } from '@anmin/domain/people/rights';
import { refuse } from '@anmin/domain/refusal';
import type { Action } from '@anmin/domain/organisation/actions';
import { and, asc, eq, getTableColumns, gt, inArray, isNull, sql } from 'drizzle-orm';
import { randomUUID } from 'node:crypto';
import { isIP } from 'node:net';
import { z } from 'zod';
import { journal } from '../journal.ts';
import { readInstant } from '../office/now.ts';
import { keySchema, once } from '../once.ts';
import { inScope, isUnder, setScope } from '../scope.ts';
import { servedOffice } from '../staff/scope.ts';
import { Refused, type StaffContext } from '../trpc.ts';
import { newKey } from './key.ts';
import { openSandbox, resetSandbox } from './sandbox.ts';

const name = z.string().trim().min(1).max(100);
const unitId = z.string().max(50);
const own = { client: z.uuid(), version: z.int(), key: keySchema };

/** Without a unit: wherever the ability holds. */
export const listInput = z.strictObject({ unit: unitId.optional() });
export const oneInput = z.strictObject({ client: z.uuid() });
export const openInput = z.strictObject({
  key: keySchema,
  unit: unitId,
  name,
  contact: name,
  channel: z.enum(clientChannels),
  perMinute: z.int().min(1).max(100_000),
  /** The office whose rules a sandbox starts with; null: a client whose bookings are real. */
  sandboxLike: z.string().max(50).nullable(),
});
export const renameInput = z.strictObject({ ...own, name, contact: name });
export const endInput = z.strictObject(own);
export const resetInput = z.strictObject({ client: z.uuid(), key: keySchema });
export const issueInput = z.strictObject({
  key: keySchema,
  client: z.uuid(),
  unit: unitId,
  scopes: z.array(z.enum(clientScopes)).min(1).max(clientScopes.length),
  addresses: z.array(z.string().trim().max(50)).max(50),
  days: z.int().min(1).max(rangeOf('keyDays').most),
});
export const revokeInput = z.strictObject({ key: keySchema, apiKey: z.uuid() });

/** The clients of a unit and below it, with their keys: never a secret, and no hash. Whom to call stands with each alone. */
export function listClients(ctx: StaffContext, root: string | undefined) {
  return inScope(ctx, ctx.units, async (tx) => {
    if (root !== undefined) await refuseForeignUnit(tx, ctx, root);
    const { contact: _, ...columns } = shown;
    const clients = await tx
      .select(columns)
      .from(apiClient)
      .innerJoin(unit, eq(unit.id, apiClient.unit))
      .where(isUnder(apiClient.unit, root === undefined ? ctx.units : [root]))
      .orderBy(asc(apiClient.name), asc(apiClient.id));
    return withKeys(tx, clients);
  });
}

/** One of them, ended or not, with whom to call. */
export function oneClient(ctx: StaffContext, id: string) {
  return inScope(ctx, ctx.units, async (tx) => {
    const found = await tx
      .select(shown)
      .from(apiClient)
      .innerJoin(unit, eq(unit.id, apiClient.unit))
      .where(and(eq(apiClient.id, id), isUnder(apiClient.unit, ctx.units)));
    const [client] = await withKeys(tx, found);
    if (client === undefined) throw new Refused(refuse('notFound'));
    return { ...client, longestKeyDays: await longestKeyDays(tx, client.unit) };
  });
}

/** How many days the prefecture of a unit lets a key live. */
async function longestKeyDays(tx: Transaction, id: string): Promise<number> {
  const { rows } = await tx.execute<{ days: number | null }>(sql`select settled_for(${id}, 'keyDays') as days`);
  return rows[0]?.days ?? whereNotSet.keyDays;
}

const { minute: _, ...told } = getTableColumns(apiClient);
const shown = { ...told, unitName: unit.name };

async function withKeys<Row extends { id: string; madeAt: string; endedAt: string | null }>(
  tx: Transaction,
  clients: readonly Row[],
) {
  const keys = await keysOf(tx, clients);
  return clients.map(({ madeAt, endedAt, ...client }) => ({
    ...client,
    madeAt: readInstant(madeAt).toString(),
    endedAt: instantOr(endedAt),
    keys: keys.filter((it) => it.client === client.id),
  }));
}

async function keysOf(tx: Transaction, clients: readonly { id: string }[]) {
  if (clients.length === 0) return [];
  const { id, client, scopes, addresses, hint, expiresAt, revokedAt, lastUsedAt } = apiKey;
  const active = sql<boolean>`${revokedAt} is null and ${expiresAt} > now()`;
  const ids = clients.map((it) => it.id);
  const keys = await tx
    .select({
      ...{ id, client, unitName: unit.name, scopes, addresses, hint },
      ...{ expiresAt, revokedAt, lastUsedAt, active },
    })
    .from(apiKey)
    // left: a sandbox stands below no bureau, so that its name is not to be seen
    .leftJoin(unit, eq(unit.id, apiKey.unit))
    .where(inArray(client, ids))
    .orderBy(asc(apiKey.madeAt));
  return keys.map((key) => ({
    ...key,
    expiresAt: readInstant(key.expiresAt).toString(),
    revokedAt: instantOr(key.revokedAt),
    lastUsedAt: instantOr(key.lastUsedAt),
  }));
}

function instantOr(text: string | null): string | null {
  return text === null ? null : readInstant(text).toString();
}

export function openClient(ctx: StaffContext, { key, sandboxLike, ...input }: z.infer<typeof openInput>) {
  return act(ctx, key, ['open', input, sandboxLike], async (tx) => {
    await refuseForeignUnit(tx, ctx, input.unit);
    if (sandboxLike !== null) await servedOffice(tx, ctx, sandboxLike);
    const sandbox = sandboxLike === null ? null : await openSandbox(tx, ctx, sandboxLike, input.name);
    const id = randomUUID();
    await tx.insert(apiClient).values({ ...input, id, sandbox, madeBy: `staff:${ctx.actor.id}` });
    await tell(tx, ctx, 'client.opened', id, input.unit, { sandbox, channel: input.channel });
    return { client: id, sandbox };
  });
}

export function renameClient(ctx: StaffContext, { client, version, key, ...given }: z.infer<typeof renameInput>) {
  return act(ctx, key, ['rename', client, version, given], async (tx) => {
    const found = await managedClient(tx, ctx, client);
    await change(tx, found, version, given);
    await tell(tx, ctx, 'client.renamed', client, found.unit);
    return { client };
  });
}

/** Its keys are dead at once. */
export function endClient(ctx: StaffContext, { client, version, key }: z.infer<typeof endInput>) {
  return act(ctx, key, ['end', client, version], async (tx) => {
    const found = await managedClient(tx, ctx, client);
    await change(tx, found, version, { endedAt: sql`now()` });
    await tell(tx, ctx, 'client.ended', client, found.unit);
    return { client };
  });
}

export function resetClient(ctx: StaffContext, { client, key }: z.infer<typeof resetInput>) {
  return act(ctx, key, ['reset', client], async (tx) => {
    const { sandbox, unit } = await managedClient(tx, ctx, client);
    if (sandbox === null) throw new Refused(refuse('notChangeable', [], { state: 'live' }));
    await setScope(tx, ctx, [...ctx.units, sandbox]);
    await resetSandbox(tx, sandbox);
    await tell(tx, ctx, 'client.sandboxReset', client, unit);
    return { client };
  });
}

/**
 * The secret is told this once. Asking again with the same key says that it was issued, and not what it is: it is kept
 * nowhere.
 */
export async function issueKey(ctx: StaffContext, { key, client, ...input }: z.infer<typeof issueInput>) {
  const found = await inScope(ctx, ctx.units, (tx) => managedClient(tx, ctx, client));
  const { secret, hash, hint } = newKey({ test: found.sandbox !== null });
  const id = randomUUID();
  const issued = await act(ctx, key, ['issueKey', client, input], async (tx) => {
    const { sandbox, unit: home } = await lockedClient(tx, ctx, client);
    const unit = sandbox ?? input.unit;
    if (sandbox === null) await refuseForeignUnit(tx, { units: [home] }, unit);
    if (sandbox === null && input.addresses.length === 0)
      throw new Refused(refuse('wrongInput', [], { fields: ['addresses:address.empty'] }));
    if (!input.addresses.every(isNetwork))
      throw new Refused(refuse('wrongInput', [], { fields: ['addresses:address.wrong'] }));
    await refuseThird(tx, client);
    const { scopes, addresses, days } = input;
    if (days > (await longestKeyDays(tx, home)))
      throw new Refused(refuse('wrongInput', [], { fields: ['days:range'] }));
    const expiresAt = sql`now() + make_interval(days => ${days})`;
    const madeBy = `staff:${ctx.actor.id}`;
    await tx.insert(apiKey).values({ id, client, unit, scopes, addresses, hash, hint, expiresAt, madeBy });
    await tell(tx, ctx, 'client.keyIssued', client, home, { key: id, unit, scopes: scopes.join(' '), days });
    return { apiKey: id };
  });
  return { ...issued, secret: issued.apiKey === id ? secret : null };
}

export function revokeKey(ctx: StaffContext, { key, apiKey: id }: z.infer<typeof revokeInput>) {
  return act(ctx, key, ['revokeKey', id], async (tx) => {
    const [found] = await tx.select({ client: apiKey.client }).from(apiKey).where(eq(apiKey.id, id));
    if (found === undefined) throw new Refused(refuse('notFound'));
    const { unit } = await managedClient(tx, ctx, found.client);
    const revoked = await tx
      .update(apiKey)
      .set({ revokedAt: sql`now()` })
      .where(and(eq(apiKey.id, id), isNull(apiKey.revokedAt)))
      .returning({ id: apiKey.id });
    if (revoked.length > 0) await tell(tx, ctx, 'client.keyRevoked', found.client, unit, { key: id });
    return { apiKey: id };
  });
}

/** Once for each key. */
export function act<Answer>(ctx: StaffContext, key: string, body: unknown, work: (tx: Transaction) => Promise<Answer>) {
  return inScope(ctx, ctx.units, (tx) => once(tx, ctx, { scope: `staff:${ctx.actor.id}`, key, body }, () => work(tx)));
}

function tell(
  tx: Transaction,
  ctx: StaffContext,
  action: Extract<Action, `client.${string}`>,
  subject: string,
  office: string,
  codes: Readonly<Record<string, string | number | null>> = {},
) {
  return journal(tx, ctx.actor, { action, subject, office, codes });
}

async function refuseForeignUnit(tx: Transaction, { units }: Pick<StaffContext, 'units'>, id: string): Promise<void> {
  const [found] = await tx
    .select({ id: unit.id })
    .from(unit)
    .where(and(eq(unit.id, id), isUnder(unit.id, units)));
  if (found === undefined) throw new Refused(refuse('notFound'));
}

/** A client of a foreign unit answers like one that does not exist. */
async function managedClient(tx: Transaction, ctx: StaffContext, id: string) {
  const [found] = await tx
    .select()
    .from(apiClient)
    .where(and(eq(apiClient.id, id), isUnder(apiClient.unit, ctx.units), isNull(apiClient.endedAt)));
  if (found === undefined) throw new Refused(refuse('notFound'));
  return found;
}

async function lockedClient(tx: Transaction, ctx: StaffContext, id: string) {
  await tx.select({ id: apiClient.id }).from(apiClient).where(eq(apiClient.id, id)).for('update');
  return managedClient(tx, ctx, id);
}

async function change(
  tx: Transaction,
  { id }: { id: string },
  version: number,
  given: { name?: string; contact?: string; endedAt?: ReturnType<typeof sql> },
): Promise<void> {
  const changed = await tx
    .update(apiClient)
    .set({ ...given, version: version + 1 })
    .where(and(eq(apiClient.id, id), eq(apiClient.version, version)))
    .returning({ id: apiClient.id });
  if (changed.length === 0) throw new Refused(refuse('stale'));
}

async function refuseThird(tx: Transaction, client: string): Promise<void> {
  const active = await tx
    .select({ id: apiKey.id })
    .from(apiKey)
    .where(and(eq(apiKey.client, client), isNull(apiKey.revokedAt), gt(apiKey.expiresAt, sql`now()`)));
  if (active.length >= activeKeys) throw new Refused(refuse('wrongInput', [], { fields: ['key:key.two'] }));
}

/** An address, or a network: an address with the length of its prefix. */
function isNetwork(text: string): boolean {
  const [address = '', prefix, ...more] = text.split('/');
  const family = isIP(address);
  if (family === 0 || address.includes('%') || more.length > 0) return false;
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= (family === 4 ? 32 : 128));
}
