import { asked } from '#lib/list.ts';
import { ask } from '#lib/server/ask.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const until = asked(url, 'until');
  const delegations = await ask(locals.api.duties.delegations.query());
  return {
    until,
    delegations: delegations.filter((it) => until === '' || it.until <= until),
    done: url.searchParams.get('done'),
  };
};
