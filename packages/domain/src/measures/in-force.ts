import { contains } from '../calendar/interval.ts';
import type { BoundKind } from '../institutions/kinds.ts';
import { isWithin } from '../regions/region.ts';
import type { Pack, RuleVersion } from './notice.ts';
import type { Requirement, RequirementOf } from './requirement.ts';

export type Place = { readonly region: string; readonly kind: BoundKind };

/** The rule versions that bind an institution of this kind, in this region, on this day. */
export function inForce(packs: readonly Pack[], place: Place, day: Temporal.PlainDate): RuleVersion[] {
  const on = day.toString();
  return packs.flatMap((pack) => pack.rules.filter((rule) => binds(rule, place) && contains(rule, on)));
}

function binds(rule: RuleVersion, place: Place): boolean {
  const { region, kinds } = rule.scope;
  return (region === null || isWithin(place.region, region)) && kinds.includes(place.kind);
}

/** A requirement of one kind together with the clauses it rests on. */
export type Bound<Kind extends Requirement['kind']> = {
  readonly requirement: RequirementOf<Kind>;
  readonly clauses: readonly string[];
  readonly rule: string;
};

export function requirementsOf<Kind extends Requirement['kind']>(
  rules: readonly RuleVersion[],
  kind: Kind,
): Bound<Kind>[] {
  return rules.flatMap(({ requirement, clauses, id }) =>
    isKind(requirement, kind) ? [{ requirement, clauses, rule: id }] : [],
  );
}

export function isKind<Kind extends Requirement['kind']>(
  requirement: Requirement,
  kind: Kind,
): requirement is RequirementOf<Kind> {
  return requirement.kind === kind;
}

/** Union of two days' rules: a rule counts if it is in force when booking or at the appointment. */
export function eitherDay(first: readonly RuleVersion[], second: readonly RuleVersion[]): RuleVersion[] {
  return [...new Map([...first, ...second].map((rule) => [rule.id, rule])).values()];
}
