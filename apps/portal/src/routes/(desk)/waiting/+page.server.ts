import { officeOf } from '#lib/office.ts';
import { ask } from '#lib/server/ask.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { me } = await parent();
  const office = officeOf(me, url, 'counter.see');
  return { office, waiting: await ask(locals.api.waiting.list.query({ office })) };
};
