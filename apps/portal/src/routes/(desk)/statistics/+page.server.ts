import { ask } from '#lib/server/ask.ts';
import { needs } from '#lib/server/needs.ts';
import { statisticsAsked } from '#lib/server/statistics.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { me } = await parent();
  needs(me, 'counter.see');
  const wished = statisticsAsked(me, url);
  if (wished.from > wished.until) return { wished, figures: null };
  return { wished, figures: await ask(locals.api.counter.statistics.query(wished)) };
};
