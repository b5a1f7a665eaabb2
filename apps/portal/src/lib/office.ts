import type { InstitutionKind } from '@anmin/domain/institutions/kinds';
import type { Ability } from '@anmin/domain/organisation/roles';
import type { Me } from '#lib/rows.ts';

type Named = NonNullable<Me['officesOf'][Ability]>[number];
type Offices = Pick<Me, 'officesOf'>;

/** The offices at which an ability holds. */
export function officesFor({ officesOf }: Offices, ability: Ability): readonly Named[] {
  return officesOf[ability] ?? [];
}

/** The offices of these kinds at which an ability holds. */
export function officesOfKind(me: Offices, ability: Ability, kinds: readonly InstitutionKind[]): readonly Named[] {
  return officesFor(me, ability).filter(({ kind }) => kinds.includes(kind));
}

/** The office a page of this ability is about: the one in the address, else the first; empty: none. */
export function officeOf(me: Offices, url: URL, ability: Ability): string {
  return chosenOffice(me, url, ability) ?? officesFor(me, ability)[0]?.id ?? '';
}

/** The same among the offices of these kinds. */
export function officeOfKind(me: Offices, url: URL, ability: Ability, kinds: readonly InstitutionKind[]): string {
  const offices = officesOfKind(me, ability, kinds);
  return (offices.find(({ id }) => id === url.searchParams.get('office')) ?? offices[0])?.id ?? '';
}

/** The same for a list that may also show every office; null: all of them. */
export function chosenOffice(me: Offices, url: URL, ability: Ability): string | null {
  const offices = officesFor(me, ability);
  const [only, ...others] = offices;
  if (only !== undefined && others.length === 0) return only.id;
  const asked = url.searchParams.get('office');
  return offices.find(({ id }) => id === asked)?.id ?? null;
}

export function officeName(me: Offices, ability: Ability, office: string): string {
  return officesFor(me, ability).find(({ id }) => id === office)?.name ?? '';
}
