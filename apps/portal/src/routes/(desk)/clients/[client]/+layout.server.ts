import { error } from '@sveltejs/kit';
import { refuse } from '@anmin/domain/refusal';
import { ask } from '#lib/server/ask.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async ({ locals, params }) => {
  const clients = await ask(locals.api.clients.list.query({}));
  const client = clients.find(({ id }) => id === params.client);
  if (client === undefined) error(404, 'notFound', { refusal: refuse('notFound') });
  return { client };
};
