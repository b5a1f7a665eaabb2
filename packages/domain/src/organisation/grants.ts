import { apartFromBusiness, termsOf, type Ability, type Role } from './roles.ts';

/** A role held at a unit today, with the unit above it. */
export type Post = { readonly role: Role; readonly unit: string; readonly parent: string | null };

/**
 * An ability lent for a unit and a time. It counts only while its giver may do the act there: `giverRole` at a post that
 * covers the unit by itself, or only by the unit above it.
 */
export type Lent = {
  readonly id: string;
  readonly ability: Ability;
  readonly unit: string;
  readonly giverRole: Role;
  readonly covered: boolean;
  readonly coveredByParent: boolean;
};

/** Somebody may do something at a unit and below it; by a delegation, its id says whose word it is. */
export type Grant = { readonly ability: Ability; readonly unit: string; readonly delegation: string | null };

export function grantsOf(posts: readonly Post[], lent: readonly Lent[]): Grant[] {
  const own = posts.flatMap(({ role, unit, parent }) => {
    const root = rootOf({ role, unit, parent });
    return termsOf[role].abilities.map((ability) => ({ ability, unit: root, delegation: null }));
  });
  const byWord = lent.filter(stillCovered).map(({ id, ability, unit }) => ({ ability, unit, delegation: id }));
  return [...own, ...byWord];
}

/** Where a post's reach begins: at its unit, or at the bureau the unit is a section of. */
export function rootOf({ role, unit, parent }: Post): string {
  return termsOf[role].reach === 'bureau' ? (parent ?? unit) : unit;
}

/** The roots under which an ability holds; none: not allowed at all. */
export function unitsFor(grants: readonly Grant[], ability: Ability): string[] {
  return [...new Set(grants.filter((it) => it.ability === ability).map(({ unit }) => unit))];
}

/** What somebody is and may do at one unit, by posts there or above it and by what was lent to them. */
export type Standing = { readonly roles: readonly Role[]; readonly abilities: readonly Ability[] };

/**
 * Whether somebody may give a role at a unit, by what they may do there themselves: nobody gives more than they have,
 * but for the system administrator, who gives every role and holds no business.
 */
export function mayGive(role: Role, own: Standing): boolean {
  if (own.roles.includes('systemAdministrator')) return true;
  const given: readonly Ability[] = termsOf[role].abilities;
  return !apartFromBusiness(role) && given.every((ability) => own.abilities.includes(ability));
}

/** Who may delegate and appoint does not pass that on: no chains of delegation. */
export const notLent: readonly Ability[] = ['duties.delegate', 'staff.manage', 'units.change'];

function stillCovered({ giverRole, ability, covered, coveredByParent }: Lent): boolean {
  const { abilities, reach }: { abilities: readonly Ability[]; reach: 'below' | 'bureau' } = termsOf[giverRole];
  return abilities.includes(ability) && (covered || (reach === 'bureau' && coveredByParent));
}
