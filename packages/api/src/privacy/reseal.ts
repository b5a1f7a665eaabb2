import { asBytes } from '@anmin/db/book-place';
import { inTransaction, type Transaction } from '@anmin/db/client';
import { waiting } from '@anmin/db/schema/appointments';
import { institution } from '@anmin/db/schema/offices';
import { eq, sql } from 'drizzle-orm';
import { claimedByRows, claimKeys, waitingFor } from '../bookings/claims.ts';
import { loadBooking } from '../bookings/load.ts';
import { definitionOf } from '../bookings/service.ts';
import { setScope } from '../scope.ts';
import type { Context } from '../trpc.ts';
import type { Keys } from './keys.ts';
import { indexMark, seal, sealMark, unseal } from './seal.ts';
import { sealedTables, type SealedTable } from './sealed.ts';

const atOnce = 200;
/** milliseconds of a round; the other jobs wait for it */
const roundLasts = 500;
/** milliseconds until rows are looked for again after none was found: a process that learns of a key late may still write some */
const rest = 30_000;

type State = { readonly after: Map<string, readonly unknown[]>; restUntil: number };
const states = new WeakMap<Keys, State>();

/** While a key is being changed: brings a share of the rows under the current keys, and reads and writes go on. */
export async function resealDue(ctx: Context): Promise<void> {
  if (!isChanging(ctx.keys)) return;
  const state = stateOf(ctx.keys);
  const began = performance.now();
  if (began < state.restUntil) return;
  while (performance.now() - began < roundLasts) {
    if ((await resealSome(ctx, state)) > 0) continue;
    state.restUntil = performance.now() + rest;
    return;
  }
}

/** Brings every row under the current keys; gives how many were not. */
export async function resealAll(ctx: Context): Promise<number> {
  const state: State = { after: new Map(), restUntil: 0 };
  let changed = 0;
  for (let some = 1; some > 0; changed += some) some = await resealSome(ctx, state);
  return changed;
}

function isChanging({ sealing, index }: Keys): boolean {
  return Object.keys(sealing).length > 1 || Object.keys(index.keys).length > 1;
}

function stateOf(keys: Keys): State {
  const state = states.get(keys) ?? { after: new Map<string, readonly unknown[]>(), restUntil: 0 };
  states.set(keys, state);
  return state;
}

/** A batch of each table; 0: a whole walk found nothing more to do. */
async function resealSome(ctx: Context, { after }: State): Promise<number> {
  let changed = await fillClaims(ctx, after);
  for (const table of sealedTables) changed += await resealBatch(ctx, table, after);
  return changed;
}

type Row = Record<string, unknown> & { readonly row: string };

/** Rows somebody holds are passed over and found by the next walk, which begins when this one comes to the end. */
async function resealBatch(ctx: Context, table: SealedTable, after: State['after']): Promise<number> {
  return inTransaction(ctx.database, async (tx) => {
    await setScope(tx, ctx, await everywhere(tx));
    const rows = await readBatch(tx, ctx.keys, table, after.get(table.table));
    if (rows.length === 0) {
      const walked = after.delete(table.table);
      return walked ? resealFirst(tx, ctx.keys, table, after) : 0;
    }
    return writeBatch(tx, ctx.keys, table, rows, after);
  });
}

async function resealFirst(tx: Transaction, keys: Keys, table: SealedTable, after: State['after']): Promise<number> {
  const rows = await readBatch(tx, keys, table, undefined);
  return rows.length === 0 ? 0 : writeBatch(tx, keys, table, rows, after);
}

async function writeBatch(
  tx: Transaction,
  keys: Keys,
  table: SealedTable,
  rows: readonly Row[],
  after: State['after'],
): Promise<number> {
  const changed = JSON.stringify(rows.map((row) => underCurrent(keys, table, row)));
  const columns = [...Object.keys(table.sealed), ...Object.keys(table.indexed)];
  const sets = columns.map((column) => sql`${sql.identifier(column)} = v.${sql.identifier(column)}`);
  const name = sql.identifier(table.table);
  const same = Object.keys(table.id).map((it) => sql`t.${sql.identifier(it)} = v.${sql.identifier(it)}`);
  await tx.execute(sql`
    update ${name} t set ${sql.join(sets, sql`, `)}
      from jsonb_populate_recordset(null::${name}, ${changed}::jsonb) v where ${sql.join(same, sql` and `)}`);
  const last = rows.at(-1);
  after.set(
    table.table,
    Object.keys(table.id).map((it) => last?.[it]),
  );
  return rows.length;
}

async function readBatch(
  tx: Transaction,
  keys: Keys,
  { table, id, sealed, indexed, atOnce: most = atOnce }: SealedTable,
  after: readonly unknown[] | undefined,
): Promise<Row[]> {
  const ids = sql.join(
    Object.keys(id).map((it) => sql.identifier(it)),
    sql`, `,
  );
  const beyond = sql.join(
    Object.values(id).map((type, index) => sql`${after?.[index]}::${sql.raw(type)}`),
    sql`, `,
  );
  const columns = [...Object.keys(id), ...Object.keys(sealed), ...Object.keys(indexed)].map((it) => sql.identifier(it));
  const mark = sealMark(keys.current);
  const ending = indexMark(keys.index.current);
  const old = [
    ...Object.keys(sealed).map((it) => sql`substring(${sql.identifier(it)} from 1 for ${mark.length}) <> ${mark}`),
    ...Object.keys(indexed).map((it) => sql`substring(${sql.identifier(it)} from 33) <> ${ending}`),
  ];
  const { rows } = await tx.execute<Row>(sql`
    select ${sql.join(columns, sql`, `)}, concat_ws('.', ${ids}) as row from ${sql.identifier(table)}
     where (${sql.join(old, sql` or `)}) ${after === undefined ? sql`` : sql`and (${ids}) > (${beyond})`}
     order by ${ids} limit ${most} for update skip locked`);
  return rows;
}

function underCurrent(keys: Keys, { id, sealed, indexed }: SealedTable, row: Row): Record<string, unknown> {
  const plain = new Map<string, string>();
  const changed: Record<string, unknown> = {};
  for (const it of Object.keys(id)) changed[it] = row[it];
  for (const [column, field] of Object.entries(sealed)) {
    const held = row[column];
    if (!Buffer.isBuffer(held)) continue;
    const spot = `${field}:${row.row}` as const;
    plain.set(column, unseal(keys, spot, held));
    changed[column] = asBytes(seal(keys, spot, plain.get(column) ?? ''));
  }
  for (const [column, { from, under }] of Object.entries(indexed)) {
    const value = plain.get(from);
    if (value !== undefined && row[column] !== null)
      changed[column] = asBytes(under(keys, keys.index.current, value, row));
  }
  return changed;
}

/** Live bookings from before the current index key get their claims under it as well. */
async function fillClaims(ctx: Context, after: State['after']): Promise<number> {
  const [from = '00000000-0000-0000-0000-000000000000'] = after.get('claim') ?? [];
  return inTransaction(ctx.database, async (tx) => {
    const { rows } = await tx.execute<{ id: string; office: string; service: string }>(
      sql`select * from bookings_without_claims(${indexMark(ctx.keys.index.current)}, ${from}::uuid, ${atOnce})`,
    );
    for (const { id, office, service } of rows) {
      await setScope(tx, ctx, [office]);
      const loaded = await loadBooking(tx, id);
      const claimed = claimedByRows(ctx.keys, loaded, { office, day: loaded.slot.day });
      const definition = definitionOf(ctx, service);
      const [waits] = await tx.select().from(waiting).where(eq(waiting.booking, id));
      const of = loaded.booking.state === 'waiting' ? waitingFor(definition, waits?.ballot ?? null) : definition;
      const claims = claimKeys(ctx.keys, of, claimed, await sandboxAt(tx, office)).map((key) => sql`${key}::bytea`);
      if (claims.length > 0)
        await tx.execute(sql`select fill_claims(array[${sql.join(claims, sql`, `)}], ${id}::uuid)`);
    }
    const last = rows.at(-1);
    if (last === undefined) after.delete('claim');
    else after.set('claim', [last.id]);
    return rows.length;
  });
}

/** The office itself where a client only tries things out. */
async function sandboxAt(tx: Transaction, office: string): Promise<string | null> {
  const [found] = await tx.select({ sandbox: institution.sandbox }).from(institution).where(eq(institution.id, office));
  return found?.sandbox === true ? office : null;
}

/** Every office, and what belongs to none. */
export async function everywhere(tx: Transaction): Promise<string[]> {
  const { rows } = await tx.execute<{ unit: string }>(sql`select root_units() as unit`);
  return [...rows.map(({ unit }) => unit), 'none'];
}
