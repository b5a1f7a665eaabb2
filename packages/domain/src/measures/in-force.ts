import { contains } from '../calendar/interval.ts';
import type { BoundKind } from '../institutions/kinds.ts';
import { isWithin, levelOf, prefixesOf, prefixOf } from '../regions/region.ts';
import { memo } from './memo.ts';
import type { Pack, RuleVersion } from './notice.ts';
import type { Requirement, RequirementOf } from './requirement.ts';
import { successions } from './succession.ts';

export type Place = { readonly region: string; readonly kind: BoundKind };

/** The rule versions that bind an institution of this kind, in this region, on this day. */
export function inForce(packs: readonly Pack[], place: Place, day: Temporal.PlainDate): RuleVersion[] {
  const on = day.toString();
  const ends = successions(packs);
  return rulesAt(packs, place).filter((rule) => contains(rule, on) && !((ends.get(rule)?.from ?? never) <= on));
}

/** After every day. */
const never = '~';

/** Every version that binds there on some day, in the order of the packs; found once for each kind and region. */
export function rulesAt(packs: readonly Pack[], { kind, region }: Place): readonly RuleVersion[] {
  const { byKind, found } = memo(books, packs, () => bookOf(packs));
  return memo(
    memo(found, kind, () => new Map<string, readonly RuleVersion[]>()),
    region,
    () =>
      [undefined, ...prefixesOf(region)]
        .flatMap((prefix) => byKind.get(kind)?.get(prefix) ?? [])
        .sort((one, other) => one.place - other.place)
        .map(({ rule }) => rule)
        .filter(
          ({ scope: { except, levels } }) =>
            except?.some((left) => isWithin(region, left)) !== true && levels?.includes(levelOf(region)) !== false,
        ),
  );
}

type Entry = { readonly rule: RuleVersion; readonly place: number };

/** Rules by kind and by the digits their region begins with, undefined where they bind the whole country. */
type RuleBook = {
  readonly byKind: ReadonlyMap<BoundKind, ReadonlyMap<string | undefined, readonly Entry[]>>;
  readonly found: Map<BoundKind, Map<string, readonly RuleVersion[]>>;
};

const books = new WeakMap<readonly Pack[], RuleBook>();

function bookOf(packs: readonly Pack[]): RuleBook {
  const entries = packs.flatMap(({ rules }) => rules).map((rule, place) => ({ rule, place }));
  const kinds = [...new Set(entries.flatMap(({ rule }) => rule.scope.kinds))];
  const byKind = kinds.map((kind) => {
    const own = entries.filter(({ rule }) => rule.scope.kinds.includes(kind));
    const ofRegion = ({ rule: { scope } }: Entry) => (scope.region === null ? undefined : prefixOf(scope.region));
    return [kind, Map.groupBy(own, ofRegion)] as const;
  });
  return { byKind: new Map(byKind), found: new Map() };
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
