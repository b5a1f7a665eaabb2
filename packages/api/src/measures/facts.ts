import type { Transaction } from '@anmin/db/client';
import { fact } from '@anmin/db/schema/measures';
import type { Fact } from '@anmin/domain/measures/facts';
import { fullNameOf } from '@anmin/domain/regions/region';
import { inArray, sql } from 'drizzle-orm';

/**
 * Every fact that may hold somewhere in the scope of the transaction: recorded there, or by a bureau above; those lifted
 * say so. `knownBy` gives the moment to judge them by.
 */
export async function loadFacts(tx: Transaction): Promise<Fact[]> {
  const rows = await tx
    .select({ ...columns, known: wallMoment(fact.knownAt), liftedKnown: wallMoment(fact.liftedAt) })
    .from(fact)
    .where(inSight());
  return rows.map(({ liftedFrom, liftedKnown, ...row }) =>
    liftedFrom === null || liftedKnown === null
      ? { ...row, known: row.known ?? '' }
      : { ...row, known: row.known ?? '', lifted: { from: liftedFrom, known: liftedKnown } },
  );
}

/** The facts a determination rests on, with the reference under which each was recorded. */
export async function factsTold(tx: Transaction, inputs: readonly Fact[]) {
  const ids = inputs.map(({ id }) => id);
  const rows =
    ids.length === 0
      ? []
      : await tx.select({ id: fact.id, reference: fact.reference }).from(fact).where(inArray(fact.id, ids));
  return inputs.map(({ id, kind, region, value, from, until }) => ({
    ...{ id, kind, value, from, until },
    regionName: fullNameOf(region.slice(0, 6)) ?? region,
    reference: rows.find((it) => it.id === id)?.reference ?? null,
  }));
}

/** Now on the office's wall, as finely as facts are known: whatever is recorded by now counts, what comes later does not. */
export async function knownBy(tx: Transaction): Promise<string> {
  const { rows } = await tx.execute<{ now: string }>(sql`select ${wallMoment(sql`office_now()`)} as now`);
  return rows[0]?.now ?? '';
}

/** Recorded in the scope of the transaction or above it, asked of the tree beside row-level security. */
export const inSight = () =>
  sql<boolean>`${fact.unit} in (select units_in_scope() union all select units_above_scope())`;

const columns = {
  id: fact.id,
  kind: fact.kind,
  region: fact.region,
  value: fact.value,
  rule: fact.rule,
  from: fact.fromDay,
  until: fact.untilDay,
  liftedFrom: fact.liftedFrom,
};

const wallMoment = (instant: unknown) =>
  sql<string | null>`to_char(${instant} at time zone 'Asia/Shanghai', 'YYYY-MM-DD"T"HH24:MI:SS.US')`;
