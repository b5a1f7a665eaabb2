import type { Transaction } from '@anmin/db/client';
import type { RecordsOf } from '@anmin/domain/measures/records';
import type { RequirementOf } from '@anmin/domain/measures/requirement';
import { agesOf, countsOf, isTold } from '@anmin/domain/vaccination/cohort';
import { sql } from 'drizzle-orm';
import { profilesUnder } from './profiles.ts';

type Coverage = RequirementOf<'coverage'>;

/**
 * What the ledger tells of the coverages asked of these units, each over everybody below it; null: nobody there is on record,
 * or a word means somebody the ledger does not know.
 */
export async function coveredUnder(
  tx: Transaction,
  roots: readonly string[],
  day: string,
  asked: readonly { readonly unit: string; readonly requirement: Coverage }[],
): Promise<(unit: string, requirement: Coverage) => RecordsOf['coverage'] | null> {
  if (asked.length === 0) return () => null;
  const ages = agesOf(asked.map(({ requirement }) => requirement));
  const profiles = await profilesUnder(tx, { roots, day, known: null, ages });
  const below = await unitsBelow(tx, [...new Set(asked.map(({ unit }) => unit))]);
  const own = new Map([...below].map(([unit, units]) => [unit, profiles.filter((it) => units.has(it.unit))]));
  return (unit, requirement) => {
    const there = own.get(unit) ?? [];
    return there.length === 0 || !isTold(requirement) ? null : countsOf(requirement, there);
  };
}

/** The units at and below each of these today. */
export async function unitsBelow(tx: Transaction, ids: readonly string[]): Promise<Map<string, ReadonlySet<string>>> {
  const { rows } = await tx.execute<{ root: string; units: string[] }>(sql`
    select root, array_agg(unit) as units
      from unnest(${sql.param([...ids])}::text[]) root, units_under(array[root]) unit group by root`);
  return new Map(rows.map(({ root, units }) => [root, new Set(units)]));
}
