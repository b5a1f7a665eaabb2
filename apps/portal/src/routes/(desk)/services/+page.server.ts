import { isTypable } from '#lib/own-service.ts';
import { ask } from '#lib/server/ask.ts';
import { needs } from '#lib/server/needs.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  needs((await parent()).me, 'plans.see');
  const { versions, opensIn } = await ask(locals.api.services.list.query());
  const own = versions.filter(({ prefecture }) => opensIn.some(({ region }) => region === prefecture));
  return {
    versions,
    opensIn,
    /** The newest of each, as long as no end of it is settled. */
    closable: own
      .filter(({ service }, n) => own.findIndex((it) => it.service === service) === n)
      .flatMap(({ id, definition }) => (definition.until === undefined ? [id] : [])),
    changeable: own.filter(({ definition, prefecture }) => isTypable(definition, prefecture)).map(({ id }) => id),
    saved: url.searchParams.has('done'),
  };
};
