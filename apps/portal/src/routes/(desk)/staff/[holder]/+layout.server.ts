import { error } from '@sveltejs/kit';
import { refuse } from '@anmin/domain/refusal';
import { ask } from '#lib/server/ask.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async ({ locals, params }) => {
  const [person] = await ask(locals.api.staff.list.query({ holder: params.holder }));
  if (person === undefined) error(404, 'notFound', { refusal: refuse('notFound') });
  return { person };
};
