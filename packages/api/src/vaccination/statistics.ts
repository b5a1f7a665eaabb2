import type { Transaction } from '@anmin/db/client';
import { officeDay } from '@anmin/domain/calendar/day';
import type { Duty } from '@anmin/domain/measures/merge';
import type { RequirementOf } from '@anmin/domain/measures/requirement';
import { endOf } from '@anmin/domain/measures/moments';
import { standsAt } from '@anmin/domain/measures/standing';
import { agesOf, countsOf, isOf, isTold, outside, type Cohort, type Counts } from '@anmin/domain/vaccination/cohort';
import type { z } from 'zod';
import { momentOn } from '../measures/duties.ts';
import type { PlacedUnit } from '../evidence/kept.ts';
import { knownBy } from '../measures/facts.ts';
import { boundUnder, lookedUnder } from '../measures/standings.ts';
import { toldRules } from '../measures/telling.ts';
import { officeNow } from '../office/now.ts';
import { inScope } from '../scope.ts';
import type { StaffContext } from '../trpc.ts';
import { answeredBy } from './coverages.ts';
import type { statisticsInput } from './inputs.ts';
import { profilesUnder, type CountedProfile, type Looked } from './profiles.ts';

/** How the coverages of the notices stand: whole, and unit by unit, those furthest behind first. */
export function statistics(ctx: StaffContext, input: z.infer<typeof statisticsInput>) {
  return inScope(ctx, ctx.units, (tx) => countedUnder(tx, ctx, input));
}

export async function countedUnder(tx: Transaction, ctx: StaffContext, input: z.infer<typeof statisticsInput>) {
  const { looked, today, asOf, bound } = await lookAt(tx, ctx, input);
  const coverages = await coveragesOf(tx, bound);
  const profiles = await profilesUnder(tx, { ...looked, ages: agesOf(coverages.map(requirementOf)) });
  const byUnit = Map.groupBy(profiles, ({ unit }) => unit);
  const named = bound.filter(({ id }) => byUnit.has(id));
  return {
    ...{ day: looked.day, today, known: looked.known, everybody: sizeOf(profiles) },
    outside: sizeOf(outside(profiles, isCountedBy(coverages))),
    coverages: coverages.map(({ duty, isThere }) => {
      const { requirement } = duty;
      const stand = (counts: Counts) => ({ counts, ...standsAt('coverage', duty, counts, asOf) });
      return {
        ...toldRules(ctx, duty),
        ...{ isTold: isTold(requirement), whole: stand(countsOf(requirement, profiles, isThere)) },
        units: named
          .filter(({ id }) => isThere({ unit: id }))
          .map(({ id, name }) => ({ unit: id, name, ...stand(countsOf(requirement, byUnit.get(id) ?? [])) }))
          .filter(({ counts }) => counts.persons > 0)
          .sort((one, other) => behind(requirement, one.counts, other.counts)),
      };
    }),
  };
}

export const sizeOf = (profiles: readonly CountedProfile[]): number =>
  profiles.reduce((sum, { count }) => sum + count, 0);

export type CoverageDuty = Duty & { readonly requirement: RequirementOf<'coverage'> };

export const requirementOf = ({ duty }: Coverage): Cohort => duty.requirement;

export const isCountedBy =
  (coverages: readonly Coverage[]) =>
  (profile: CountedProfile): boolean =>
    coverages.some(({ duty, isThere }) => isThere(profile) && isOf(duty.requirement, profile));

/** Which units are looked at and when, and what binds them then. */
export async function lookAt(tx: Transaction, ctx: StaffContext, input: z.infer<typeof statisticsInput>) {
  const today = officeDay(await officeNow(tx)).toString();
  const { roots } = await lookedUnder(tx, ctx, input.unit);
  const [day, now] = [input.day ?? today, await knownBy(tx)];
  const known = input.known !== null && input.known < today ? input.known : null;
  const looked: Omit<Looked, 'ages'> = { roots, day, known };
  const bound = await boundUnder(tx, ctx, roots, day, known === null ? now : endOf(known));
  return { looked, today, asOf: momentOn(day, today, now), bound };
}

/** A coverage that is asked, and whether those whom it is asked of answer for the people of a unit. */
export type Coverage = {
  readonly duty: CoverageDuty;
  readonly isThere: (at: { readonly unit: string }) => boolean;
};

/** Every coverage that binds somewhere there, each once: by the same words in two regions they may ask for another share. */
export async function coveragesOf(
  tx: Transaction,
  bound: readonly (PlacedUnit & { readonly duties: readonly Duty[] })[],
): Promise<Coverage[]> {
  const answered = await answeredBy(tx, bound);
  const all = bound.flatMap(({ id, duties }) => duties.filter(isCoverage).map((duty) => ({ id, duty })));
  const alike = Map.groupBy(all, ({ duty }) => JSON.stringify([duty.requirement, duty.rules]));
  return [...alike.values()].flatMap((same) => {
    const units = new Set(same.flatMap(({ id }) => answered(id)));
    const [first] = same;
    return first === undefined ? [] : [{ duty: first.duty, isThere: ({ unit }) => units.has(unit) }];
  });
}

const isCoverage = (duty: Duty): duty is CoverageDuty => duty.requirement.kind === 'coverage';

/** By the share that lacks, compared as fractions of integers; of two alike the one with more people. */
function behind({ floor, goal }: RequirementOf<'coverage'>, one: Counts, other: Counts): number {
  const of = floor?.of ?? goal?.of ?? 'all';
  const base = (counts: Counts) =>
    ({
      all: counts.persons,
      withoutContraindicated: counts.persons - counts.contraindicated,
      eligible: counts.eligible,
    })[of];
  return one.vaccinated * base(other) - other.vaccinated * base(one) || other.persons - one.persons;
}
