import { contains } from '../calendar/interval.ts';
import type { BoundKind } from '../institutions/kinds.ts';
import { isWithin } from '../regions/region.ts';
import { memo } from './memo.ts';
import type { Pack, RuleVersion } from './notice.ts';
import type { Requirement, RequirementOf } from './requirement.ts';

export type Place = { readonly region: string; readonly kind: BoundKind };

/** The rule versions that bind an institution of this kind, in this region, on this day. */
export function inForce(packs: readonly Pack[], place: Place, day: Temporal.PlainDate): RuleVersion[] {
  const on = day.toString();
  return rulesAt(packs, place).filter((rule) => contains(rule, on));
}

/** Every version that binds there on some day, each kind and region looked up once for the same packs. */
export function rulesAt(packs: readonly Pack[], place: Place): readonly RuleVersion[] {
  const places = memo(booked, packs, () => new Map<string, readonly RuleVersion[]>());
  return memo(places, `${place.kind} ${place.region}`, () =>
    packs.flatMap(({ rules }) => rules.filter((rule) => binds(rule, place))),
  );
}

const booked = new WeakMap<readonly Pack[], Map<string, readonly RuleVersion[]>>();

function binds({ scope: { region, except, kinds } }: RuleVersion, place: Place): boolean {
  return (
    (region === null || isWithin(place.region, region)) &&
    kinds.includes(place.kind) &&
    except?.some((left) => isWithin(place.region, left)) !== true
  );
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
