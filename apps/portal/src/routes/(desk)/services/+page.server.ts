import { isTypable } from '#lib/own-service.ts';
import { ask } from '#lib/server/ask.ts';
import { needs } from '#lib/server/needs.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  needs((await parent()).me, 'plans.see');
  const { versions, opensIn } = await ask(locals.api.services.list.query());
  return {
    versions,
    opensIn,
    changeable: versions
      .filter(({ prefecture }) => opensIn.some(({ region }) => region === prefecture))
      .filter(({ definition, prefecture }) => isTypable(definition, prefecture))
      .map(({ id }) => id),
    saved: url.searchParams.has('done'),
  };
};
