import type { Transaction } from '@anmin/db/client';
import { bodyKinds } from '@anmin/domain/institutions/kinds';
import type { RecordsOf } from '@anmin/domain/measures/records';
import type { RequirementOf } from '@anmin/domain/measures/requirement';
import { agesOf, countsOf, isTold } from '@anmin/domain/vaccination/cohort';
import { sql } from 'drizzle-orm';
import type { PlacedUnit, Under } from '../evidence/kept.ts';
import { profilesUnder } from './profiles.ts';

type Coverage = RequirementOf<'coverage'>;

/**
 * What the ledger tells of the coverages asked of these units, each over everybody below it; null: nobody there is on record,
 * or a word means somebody the ledger does not know.
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
  const below = await unitsBelow(
    tx,
    units.filter(isBody).map(({ id }) => id),
  );
  const there = new Map(units.map(({ id }) => [id, (below.get(id) ?? [id]).flatMap((it) => profiles.get(it) ?? [])]));
  return ({ id }, requirement) => {
    const own = there.get(id) ?? [];
    return own.length === 0 || !isTold(requirement) ? null : countsOf(requirement, own);
  };
}

/** An institution has nothing below it. */
const isBody = ({ place }: PlacedUnit): boolean => bodyKinds.some((kind) => kind === place.kind);

/** The units at and below each of these today. */
async function unitsBelow(tx: Transaction, ids: readonly string[]): Promise<Map<string, readonly string[]>> {
  const { rows } = await tx.execute<{ root: string; units: string[] }>(sql`
    select root, array_agg(unit) as units
      from unnest(${sql.param([...ids])}::text[]) root, units_under(array[root]) unit group by root`);
  return new Map(rows.map(({ root, units }) => [root, units]));
}
