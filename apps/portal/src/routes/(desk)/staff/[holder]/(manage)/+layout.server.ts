import { refuse } from '@anmin/domain/refusal';
import { error } from '@sveltejs/kit';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async ({ parent }) => {
  const { person } = await parent();
  if (!person.managed) error(403, 'notAllowed', { refusal: refuse('notAllowed') });
};
