import { officeOf } from '#lib/office.ts';
import { ask } from '#lib/server/ask.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { me } = await parent();
  const office = officeOf(me, url, 'counter.see');
  return { office, visits: await ask(locals.api.visits.list.query({ office })) };
};
