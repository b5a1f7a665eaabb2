import { inTransaction, type Transaction } from '@anmin/db/client';
import { sql } from 'drizzle-orm';
import { setScope } from '../scope.ts';
import type { Context } from '../trpc.ts';
import { ringNames, ringOf, type RingName } from './keys.ts';
import { everywhere } from './reseal.ts';
import { indexMark } from './seal.ts';
import { sealedTables, sealKeyOf } from './sealed.ts';

export type KeyUse = { readonly ring: RingName; readonly id: string; readonly rows: number };
type Holding = Pick<Context, 'database' | 'keys'>;

/** How many values stand under each key, and which live bookings would be left without a claim if it went. */
export async function keyUse(ctx: Holding): Promise<KeyUse[]> {
  return inTransaction(ctx.database, async (tx) => {
    await tx.execute(sql`set local statement_timeout = 0`);
    await setScope(tx, ctx, await everywhere(tx));
    const found = { sealing: await sealingUse(tx), index: await indexUse(tx, ctx) };
    return ringNames.flatMap((ring) =>
      [...new Set([...Object.keys(ringOf(ctx.keys, ring)), ...found[ring].keys()])]
        .sort()
        .map((id) => ({ ring, id, rows: found[ring].get(id) ?? 0 })),
    );
  });
}

/** Whether nothing stands under a key any more. */
export async function isUnused(ctx: Holding, ring: RingName, id: string): Promise<boolean> {
  return (await keyUse(ctx)).every((it) => it.ring !== ring || it.id !== id || it.rows === 0);
}

/** Claims of a key that everybody has let go; their bookings keep the others. Gives how many there were. */
export async function dropClaims({ database }: Pick<Holding, 'database'>, id: string): Promise<number> {
  const { rows } = await database.db.execute<{ dropped: number }>(sql`select drop_claims(${indexMark(id)}) as dropped`);
  return rows[0]?.dropped ?? 0;
}

async function sealingUse(tx: Transaction): Promise<Map<string, number>> {
  const columns = [
    ...sealedTables.flatMap(({ table, sealed }) => Object.keys(sealed).map((column) => ({ table, column }))),
    { table: 'draft', column: 'sealed' },
  ];
  const uses = columns.map(({ table, column }) => {
    const name = sql`${sql.identifier(column)}`;
    return sql`select ${sealKeyOf(name)} as id from ${sql.identifier(table)} where ${name} is not null`;
  });
  return counted(tx, sql.join(uses, sql` union all `));
}

/** A live booking counts for a key it alone is claimed under: once each has another, the key may go. */
async function indexUse(tx: Transaction, { keys }: Holding): Promise<Map<string, number>> {
  const columns = sealedTables.flatMap(({ table, indexed }) =>
    Object.keys(indexed).map((column) => ({ table, column })),
  );
  const uses = columns.map(({ table, column }) => {
    const name = sql.identifier(column);
    const id = sql`coalesce(nullif(convert_from(substring(${name} from 33), 'UTF8'), ''), 'i1')`;
    return sql`select ${id} as id from ${sql.identifier(table)} where ${name} is not null`;
  });
  const found = await counted(tx, sql.join(uses, sql` union all `));
  const { rows } = await tx.execute<{ missing: number }>(
    sql`select count(*)::int as missing
          from bookings_without_claims(${indexMark(keys.index.current)}, '00000000-0000-0000-0000-000000000000', null)`,
  );
  for (const id of Object.keys(keys.index.keys))
    if (id !== keys.index.current) found.set(id, (found.get(id) ?? 0) + (rows[0]?.missing ?? 0));
  return found;
}

async function counted(tx: Transaction, ids: ReturnType<typeof sql.join>): Promise<Map<string, number>> {
  const { rows } = await tx.execute<{ id: string; rows: number }>(
    sql`select id, count(*)::int as rows from (${ids}) held group by id`,
  );
  return new Map(rows.map(({ id, rows }) => [id, rows]));
}
