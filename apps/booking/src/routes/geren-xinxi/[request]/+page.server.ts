import { error, redirect } from '@sveltejs/kit';
import { ask } from '../../../server/api.ts';
import { ownRequests } from '../../../server/own.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const own = (await ownRequests(event)) ?? redirect(303, '/geren-xinxi');
  const granted = own.requests.find(({ id }) => id === event.params.request);
  if (granted === undefined) error(404, 'notFound');
  const copied = await ask(event.locals.api.requests.copy.mutate({ draft: own.draft.id, request: granted.id }));
  if ('refusal' in copied) error(404, 'notFound');
  return { copy: copied.value, offices: await event.locals.api.office.list.query() };
};
