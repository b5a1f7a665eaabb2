import { eitherDay, inForce, requirementsOf, type Bound, type Place } from '../measures/in-force.ts';
import { memo } from '../measures/memo.ts';
import type { Pack, RuleVersion } from '../measures/notice.ts';
import { isForCounter, type Service } from '../measures/requirement.ts';
import { together } from '../measures/together.ts';

/** What the notices in force say about one service at one office, for one day of booking and one of appointment. */
export type Law = {
  /** Standing terms of the day of the appointment; null: no rule in force. */
  readonly terms: Bound<'terms'> | null;
  readonly choice: Bound<'choice'> | null;
  readonly legalAge: Bound<'legalAge'> | null;
  readonly divorce: Bound<'divorce'> | null;
  readonly quota: Bound<'quota'> | null;
  readonly gate: Bound<'screening'> | null;
  readonly report: Bound<'report'> | null;
  readonly suspension: Bound<'suspension'> | null;
  readonly peak: Bound<'peakDays'> | null;
  readonly advice: readonly Bound<'advice'>[];
  /** Notices beyond the standing law that bind on either day. */
  readonly rules: readonly RuleVersion[];
};

/** A rule counts if it is in force on the day of booking or on the day of the appointment; standing terms by the latter. */
export function lawOn(
  packs: readonly Pack[],
  place: Place,
  service: string,
  bookedOn: Temporal.PlainDate,
  day: Temporal.PlainDate,
): Law {
  const known = memo(laws, packs, () => new Map<string, Law>());
  if (known.size === keptAtMost) known.clear();
  const asked = [place.region, place.kind, service, bookedOn.toString(), day.toString()].join(' ');
  return memo(known, asked, () => readLaw(packs, place, service, bookedOn, day));
}

/** Thousands who want one day ask the same: the same packs give the same law. */
const laws = new WeakMap<readonly Pack[], Map<string, Law>>();
const keptAtMost = 4096;

function readLaw(
  packs: readonly Pack[],
  place: Place,
  service: string,
  bookedOn: Temporal.PlainDate,
  day: Temporal.PlainDate,
): Law {
  const onDay = inForce(packs, place, day);
  const rules = eitherDay(inForce(packs, place, bookedOn), onDay);
  return {
    terms: servedBy(requirementsOf(onDay, 'terms'), service),
    choice: requirementsOf(narrowestFirst(onDay), 'choice')[0] ?? null,
    legalAge: servedBy(requirementsOf(onDay, 'legalAge'), service),
    divorce: servedBy(requirementsOf(onDay, 'divorce'), service),
    quota: together('quota', requirementsOf(rules, 'quota')),
    gate: together('screening', requirementsOf(rules, 'screening')),
    report: together('report', requirementsOf(rules, 'report')),
    suspension: together('suspension', requirementsOf(rules, 'suspension')),
    peak: together(
      'peakDays',
      requirementsOf(rules, 'peakDays').filter(({ requirement }) => requirement.days.includes(day.toString())),
    ),
    advice: requirementsOf(rules, 'advice'),
    rules: rules.filter(({ scope, requirement }) => scope.region !== null && isForCounter(requirement)),
  };
}

/** The standing rules a service rests on that day. */
export function standingOf({ terms, choice, legalAge, divorce }: Law): Pick<Bound<'terms'>, 'rule' | 'clauses'>[] {
  return [terms, choice, legalAge, divorce].filter((bound) => bound !== null);
}

type ForServices = { readonly requirement: { readonly services: readonly Service[] } };

function servedBy<Rule extends ForServices>(rules: readonly Rule[], service: string): Rule | null {
  return rules.find(({ requirement }) => requirement.services.some((it) => it === service)) ?? null;
}

/** A rule for a named region goes before a general one. */
function narrowestFirst(rules: readonly RuleVersion[]): RuleVersion[] {
  return [...rules].sort((a, b) => Number(b.scope.region !== null) - Number(a.scope.region !== null));
}
