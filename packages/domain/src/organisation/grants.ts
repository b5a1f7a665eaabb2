import { termsOf, type Ability, type Role } from './roles.ts';

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
    const root = termsOf[role].reach === 'bureau' ? (parent ?? unit) : unit;
    return termsOf[role].abilities.map((ability) => ({ ability, unit: root, delegation: null }));
  });
  const byWord = lent.filter(stillCovered).map(({ id, ability, unit }) => ({ ability, unit, delegation: id }));
  return [...own, ...byWord];
}

/** The roots under which an ability holds; none: not allowed at all. */
export function unitsFor(grants: readonly Grant[], ability: Ability): string[] {
  return [...new Set(grants.filter((it) => it.ability === ability).map(({ unit }) => unit))];
}

function stillCovered({ giverRole, ability, covered, coveredByParent }: Lent): boolean {
  const { abilities, reach }: { abilities: readonly Ability[]; reach: 'below' | 'bureau' } = termsOf[giverRole];
  return abilities.includes(ability) && (covered || (reach === 'bureau' && coveredByParent));
}
