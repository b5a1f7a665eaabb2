import { ask } from '#lib/server/ask.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, parent }) => {
  const { me } = await parent();
  const asked = { notice: params.notice };
  return {
    notice: await ask(locals.api.measures.notice.query(asked)),
    stands: me.abilities.includes('measures.see') ? await ask(locals.api.measures.clauseStandings.query(asked)) : null,
  };
};
