import type { Ability } from '@anmin/domain/organisation/roles';
import { refuse } from '@anmin/domain/refusal';
import { error } from '@sveltejs/kit';
import { may } from '#lib/may.ts';
import type { Me } from '#lib/rows.ts';

/** Turns away from a page whose form would be refused; without an office: who may do it nowhere. */
export function needs(me: Me, ability: Ability, office?: string): void {
  if (!may(me, ability, office)) error(403, 'notAllowed', { refusal: refuse('notAllowed') });
}
