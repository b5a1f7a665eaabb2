import type { Ability } from '@anmin/domain/organisation/roles';
import type { Me } from '#lib/rows.ts';

/** Whether somebody may do this at an office; without one: anywhere. What they may not do is not shown to them. */
export function may({ abilities, officesOf }: Pick<Me, 'abilities' | 'officesOf'>, ability: Ability, office?: string) {
  if (office === undefined) return abilities.includes(ability);
  return officesOf[ability]?.some(({ id }) => id === office) ?? false;
}
