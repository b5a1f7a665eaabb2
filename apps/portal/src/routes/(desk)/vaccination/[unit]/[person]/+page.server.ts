import { ask } from '#lib/server/ask.ts';
import { needs } from '#lib/server/needs.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, parent, url }) => {
  needs((await parent()).me, 'vaccination.see');
  return { shown: await ask(locals.api.vaccination.person.query(params)), done: url.searchParams.has('done') };
};
