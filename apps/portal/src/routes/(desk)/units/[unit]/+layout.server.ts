import { error } from '@sveltejs/kit';
import { refuse } from '@anmin/domain/refusal';
import { ask } from '#lib/server/ask.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async ({ locals, params }) => {
  const units = await ask(locals.api.units.tree.query());
  const unit = units.find(({ id }) => id === params.unit);
  if (unit === undefined) error(404, 'notFound', { refusal: refuse('notFound') });
  return { units, unit };
};
