import { requestStates } from '@anmin/domain/people/rights';
import { asked } from '#lib/list.ts';
import { officeOf } from '#lib/office.ts';
import { ask } from '#lib/server/ask.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { me } = await parent();
  const office = officeOf(me, url, 'requests.see');
  const state = requestStates.find((it) => it === asked(url, 'state')) ?? '';
  const requests = await ask(locals.api.requests.list.query({ office }));
  return {
    office,
    state,
    requests: requests.filter((it) => state === '' || it.state === state),
    done: url.searchParams.has('done'),
  };
};
