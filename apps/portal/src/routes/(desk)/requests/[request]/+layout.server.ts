import { refuse } from '@anmin/domain/refusal';
import { error } from '@sveltejs/kit';
import { officeOf } from '#lib/office.ts';
import { ask } from '#lib/server/ask.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async ({ locals, params, parent, url }) => {
  const { me } = await parent();
  const office = officeOf(me, url);
  const request = (await ask(locals.api.requests.list.query({ office }))).find(({ id }) => id === params.request);
  if (request === undefined) error(404, 'notFound', { refusal: refuse('notFound') });
  return { office, request };
};
