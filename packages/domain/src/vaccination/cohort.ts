import { ageOn } from '../people/id-number.ts';
import type { Standing as Stand } from '../measures/answer.ts';
import type { RecordsOf } from '../measures/records.ts';
import type { RequirementOf } from '../measures/requirement.ts';
import { isKnown, means, type Member } from './groups.ts';
import { hindranceKinds, termsOfHindrance, type HindranceKind } from './hindrance.ts';

/** Of whom a coverage speaks: groups in the words of the notices, ages inclusive, and the dose it asks for. */
export type Cohort = Pick<RequirementOf<'coverage'>, 'dose' | 'groups' | 'ageMin' | 'ageMax'>;

/** Members alike in all that a coverage asks, counted; somebody with several memberships is named in each. */
export type Profile = Member & {
  readonly person: string | null;
  readonly count: number;
  readonly first: boolean;
  readonly full: boolean;
  readonly booster: boolean;
  readonly hindrance: HindranceKind | null;
};

/** Where everybody of a cohort stands, each in one place. Nobody who has the dose is excluded from it. */
export const coveragePlaces = ['vaccinated', 'contraindicated', 'deferred', 'refused', 'open'] as const;
export type CoveragePlace = (typeof coveragePlaces)[number];

/** Numerator, denominators and exclusions apart. */
export type Counts = RecordsOf['coverage'] & Readonly<Record<CoveragePlace, number>>;

/** Whether a unit falls short of what is asked; where the text gives no share, as long as anybody is left who could come. */
export function fallsShort({
  standing,
  counts,
}: {
  readonly standing: Stand['standing'];
  readonly counts: Counts;
}): boolean {
  if (standing === 'notSet') return counts.open + counts.refused > 0;
  return standing === 'breached' || standing === 'due';
}

/** Whether the ledger can tell who is meant; a word it does not know is never guessed at. */
export const isTold = ({ groups }: Pick<Cohort, 'groups'>): boolean => groups.every(isKnown);

/** Whether somebody is of a cohort. Where an age is asked for, one that is not known is none of it. */
export function isOf({ groups, ageMin, ageMax }: Cohort, member: Member): boolean {
  const { age } = member;
  const fits = (ageMin === null && ageMax === null) || (age !== null && age >= (ageMin ?? 0) && age <= (ageMax ?? age));
  return fits && groups.some((word) => means(word, member));
}

/** The ages at which somebody enters or leaves one of these cohorts: between two of them all are alike. */
export const agesOf = (cohorts: readonly Cohort[]): number[] =>
  [...new Set(cohorts.flatMap(({ ageMin, ageMax }) => [ageMin ?? 0, ...(ageMax === null ? [] : [ageMax + 1])]))].sort(
    (one, other) => one - other,
  );

/**
 * How a cohort stands by the ledger, over those who are there. Everybody counts once, however many memberships they have, and
 * has what any unit has on record of them.
 */
export function countsOf<Row extends Profile>(
  cohort: Cohort,
  profiles: readonly Row[],
  isThere?: (row: Row) => boolean,
): Counts {
  const places = { vaccinated: 0, contraindicated: 0, deferred: 0, refused: 0, open: 0 };
  for (const profile of within(cohort, profiles, isThere)) places[placeOf(cohort.dose, profile)] += profile.count;
  const persons = coveragePlaces.reduce((sum, place) => sum + places[place], 0);
  return { ...places, persons, eligible: persons - places.contraindicated - places.deferred };
}

/** Whom a cohort counts of those who are there, each once. */
export function within<Row extends Profile>(
  cohort: Cohort,
  profiles: readonly Row[],
  isThere: (row: Row) => boolean = () => true,
): Row[] {
  return once(together(profiles).filter((it) => isThere(it) && isOf(cohort, it)));
}

/** Whom no cohort counts: shown beside them, never dropped. */
export function outside<Row extends Profile>(profiles: readonly Row[], isCounted: (row: Row) => boolean): Row[] {
  const counted = new Set(profiles.filter(isCounted).flatMap(({ person }) => person ?? []));
  return once(together(profiles).filter((it) => !isCounted(it) && (it.person === null || !counted.has(it.person))));
}

/** Somebody of several memberships has reached what any of their units knows of. */
function together<Row extends Profile>(profiles: readonly Row[]): Row[] {
  const several = Map.groupBy(
    profiles.filter(({ person }) => person !== null),
    ({ person }) => person,
  );
  return profiles.map((row) => {
    const own = row.person === null ? [row] : (several.get(row.person) ?? [row]);
    if (own.length === 1) return row;
    const held = new Set(own.map(({ hindrance }) => hindrance));
    return {
      ...row,
      first: own.some(({ first }) => first),
      full: own.some(({ full }) => full),
      booster: own.some(({ booster }) => booster),
      hindrance: hindranceKinds.find((kind) => held.has(kind)) ?? null,
    };
  });
}

function once<Row extends Profile>(profiles: readonly Row[]): Row[] {
  const seen = new Set<string>();
  return profiles.filter(({ person }) => {
    if (person === null) return true;
    const isNew = !seen.has(person);
    seen.add(person);
    return isNew;
  });
}

/** Where somebody stands towards a dose. A notice that names none is content with the first. */
export function placeOf(dose: Cohort['dose'], { first, full, booster, hindrance }: Standing): CoveragePlace {
  const has = { any: first, first, fullCourse: full, booster }[dose];
  if (has) return 'vaccinated';
  return (hindrance === null ? null : termsOfHindrance[hindrance].counts) ?? 'open';
}

type Standing = Pick<Profile, 'first' | 'full' | 'booster' | 'hindrance'>;

/** The days of birth that part these ages on a day, the earliest first: whoever is born before the n-th has reached its age. */
export const birthsParting = (ages: readonly number[], day: string): string[] =>
  [...ages]
    .sort((one, other) => other - one)
    .map((age) => firstBirthBelow(age, Temporal.PlainDate.from(day)).toString());

/** The first day of birth whose bearer has not reached an age (周岁) on a day. */
function firstBirthBelow(age: number, day: Temporal.PlainDate): Temporal.PlainDate {
  const about = day.subtract({ years: age });
  return ageOn(about, day) < age ? about : about.add({ days: 1 });
}
