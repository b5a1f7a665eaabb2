import { error, redirect } from '@sveltejs/kit';
import { ownRequests } from '../../../server/own.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const own = (await ownRequests(event)) ?? redirect(303, '/geren-xinxi');
  const granted = own.requests.find(({ id }) => id === event.params.request);
  if (granted === undefined) error(404, 'notFound');
  return {
    copy: await event.locals.api.requests.copy.mutate({ draft: own.draft.id, request: granted.id }),
    offices: await event.locals.api.office.list.query(),
  };
};
