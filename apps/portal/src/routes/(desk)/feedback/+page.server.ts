import { isDay } from '#lib/days.ts';
import { asked } from '#lib/list.ts';
import { officeOf } from '#lib/office.ts';
import { ask } from '#lib/server/ask.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { me } = await parent();
  const office = officeOf(me, url, 'feedback.see');
  const from = asked(url, 'from');
  const feedback = await ask(locals.api.feedback.list.query({ office, ...(isDay(from) ? { from } : {}) }));
  return { office, from, feedback };
};
