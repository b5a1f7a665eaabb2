import type { Transaction } from '@anmin/db/client';
import { bodyKinds } from '@anmin/domain/institutions/kinds';
import type { RecordsOf } from '@anmin/domain/measures/records';
import type { Requirement, RequirementOf } from '@anmin/domain/measures/requirement';
import { prefixOf } from '@anmin/domain/regions/region';
import { agesOf, countsOf, isTold, type Cohort } from '@anmin/domain/vaccination/cohort';
import { sql } from 'drizzle-orm';
import type { PlacedUnit, Under } from '../evidence/kept.ts';
import { profilesUnder, type CountedProfile } from './profiles.ts';

type Coverage = RequirementOf<'coverage'>;
type Deadline = RequirementOf<'deadline'>;
type Covered = {
  readonly coverage: (unit: PlacedUnit, requirement: Coverage) => RecordsOf['coverage'] | null;
  readonly deadline: (unit: PlacedUnit, requirement: Deadline) => readonly RecordsOf['deadline'][] | null;
};

/**
 * What the ledger tells of the coverages asked of these units, each over everybody it answers for; null: nobody there is on
 * record, or a word means somebody the ledger does not know. What is asked by a date is told as it stood at the end of it.
 */
export async function coveredUnder(
  tx: Transaction,
  { roots, units }: Under,
  day: string,
  asked: readonly Requirement[],
): Promise<Covered> {
  const targets = asked.flatMap((it) =>
    it.kind === 'coverage' ? [it] : it.kind === 'deadline' ? (targetOf(it) ?? []) : [],
  );
  if (targets.length === 0) return { coverage: () => null, deadline: () => null };
  const judgedOn = ({ by }: Target) => (by !== null && by < day ? by : day);
  const profiles = new Map<string, Map<string, CountedProfile[]>>();
  for (const [on, same] of Map.groupBy(targets, judgedOn)) {
    const all = await profilesUnder(tx, { roots, day: on, known: null, ages: agesOf(same) });
    profiles.set(
      on,
      Map.groupBy(all, ({ unit }) => unit),
    );
  }
  const answered = await answeredBy(tx, units);
  const countsAt = ({ id }: PlacedUnit, target: Target) => {
    const own = answered(id).flatMap((it) => profiles.get(judgedOn(target))?.get(it) ?? []);
    return own.length === 0 || !isTold(target) ? null : countsOf(target, own);
  };
  return {
    coverage: countsAt,
    deadline: (unit, requirement) => {
      const target = targetOf(requirement);
      const counts = target === null ? null : countsAt(unit, target);
      if (target === null || counts === null || counts.persons === 0) return null;
      const isDone = counts.open + counts.refused === 0;
      return [{ event: null, done: isDone ? [{ to: null, at: `${judgedOn(target)}T00:00`, signed: false }] : [] }];
    },
  };
}

type Target = Cohort & Pick<Coverage, 'by'>;

/** Whom a date speaks of that an institution is given for its recipients: all who live there and could come (LIU-4.7). */
function targetOf({ act, after, by }: Deadline): Target | null {
  const dose = act === 'completeFirstDose' ? 'first' : act === 'completeFullCourse' ? 'fullCourse' : null;
  if (dose === null || after !== null) return null;
  return { dose, groups: ['serviceRecipient'], ageMin: null, ageMax: null, by };
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
