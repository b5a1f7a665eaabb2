import type { DayLike } from '../calendar/day.ts';
import type { InstitutionKind } from '../institutions/kinds.ts';
import { contains, type Interval } from '../calendar/interval.ts';

/** What a unit of the administration can be; a section belongs to its bureau, an affiliated unit stands beside them. */
export const unitKinds = [
  'province',
  'prefecture',
  'county',
  'township',
  'village',
  'section',
  'affiliated',
  'institution',
] as const;
export type UnitKind = (typeof unitKinds)[number];

/** Below which kinds a unit of each kind may stand. */
const parentsOf: Record<UnitKind, readonly UnitKind[]> = {
  province: [],
  prefecture: ['province'],
  county: ['province', 'prefecture'],
  township: ['county'],
  village: ['township'],
  section: ['province', 'prefecture', 'county'],
  affiliated: ['province', 'prefecture', 'county', 'township'],
  institution: ['province', 'prefecture', 'county', 'township', 'village', 'affiliated'],
};

export function mayStandBelow(kind: UnitKind, parent: UnitKind): boolean {
  return parentsOf[kind].includes(parent);
}

/** An institution is of some kind, an affiliated unit may be; a bureau and what is part of it is none. */
export function mayBeInstitution(kind: UnitKind, institutionKind: InstitutionKind | null): boolean {
  if (kind === 'affiliated') return true;
  return (kind === 'institution') === (institutionKind !== null);
}

/** A unit stands below another for a while. Moving or merging ends one membership and begins the next. */
export type Membership = Interval & { readonly unit: string; readonly parent: string };

/** A unit and everything below it on a day. */
export function unitsUnder(memberships: readonly Membership[], root: string, day: DayLike): string[] {
  const children = memberships.filter((it) => it.parent === root && contains(it, day));
  return [root, ...children.flatMap(({ unit }) => unitsUnder(memberships, unit, day))];
}
