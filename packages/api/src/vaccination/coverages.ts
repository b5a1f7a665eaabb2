import type { Transaction } from '@anmin/db/client';
import { bodyKinds } from '@anmin/domain/institutions/kinds';
import type { RecordsOf } from '@anmin/domain/measures/records';
import type { RequirementOf } from '@anmin/domain/measures/requirement';
import { prefixOf } from '@anmin/domain/regions/region';
import { agesOf, countsOf, isTold } from '@anmin/domain/vaccination/cohort';
import { sql } from 'drizzle-orm';
import type { PlacedUnit, Under } from '../evidence/kept.ts';
import { profilesUnder } from './profiles.ts';

type Coverage = RequirementOf<'coverage'>;

/**
 * What the ledger tells of the coverages asked of these units, each over everybody it answers for; null: nobody there is on
 * record, or a word means somebody the ledger does not know.
 */
export async function coveredUnder(
  tx: Transaction,
  { roots, units }: Under,
  day: string,
  asked: readonly Coverage[],
): Promise<(unit: PlacedUnit, requirement: Coverage) => RecordsOf['coverage'] | null> {
  if (asked.length === 0) return () => null;
  const profiles = Map.groupBy(
    await profilesUnder(tx, { roots, day, known: null, ages: agesOf(asked) }),
    ({ unit }) => unit,
  );
  const answered = await answeredBy(tx, units);
  return ({ id }, requirement) => {
    const own = answered(id).flatMap((it) => profiles.get(it) ?? []);
    return own.length === 0 || !isTold(requirement) ? null : countsOf(requirement, own);
  };
}

/** For whose people each of these answers: an institution for its own, a bureau for all below it today in its region. */
export async function answeredBy(
  tx: Transaction,
  units: readonly PlacedUnit[],
): Promise<(unit: string) => readonly string[]> {
  const bodies = units.filter(({ place }) => bodyKinds.some((kind) => kind === place.kind));
  const ids = sql.param(bodies.map(({ id }) => id));
  const prefixes = sql.param(bodies.map(({ place }) => prefixOf(place.region)));
  const { rows } = await tx.execute<{ root: string; units: string[] }>(sql`
    select root, array_agg(unit.id) as units
      from unnest(${ids}::text[], ${prefixes}::text[]) body (root, prefix), units_under(array[root]) below, unit
     where unit.id = below and starts_with(unit.region, prefix) group by root`);
  const found = new Map(rows.map(({ root, units }) => [root, units]));
  return (unit) => found.get(unit) ?? [unit];
}
