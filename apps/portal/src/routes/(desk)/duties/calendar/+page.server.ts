import { asked } from '#lib/list.ts';
import { ask } from '#lib/server/ask.ts';
import { needs } from '#lib/server/needs.ts';
import { unitAsked } from '#lib/server/unit.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { me } = await parent();
  needs(me, 'measures.see');
  const choice = await unitAsked(locals.api, url);
  const wished = asked(url, 'month');
  const isMonth = wished === '' || /^(19|20)\d\d-(0[1-9]|1[0-2])$/.test(wished);
  const month = wished === '' || !isMonth ? null : wished;
  return { ...choice, isMonth, agenda: await ask(locals.api.measures.agenda.query({ unit: choice.unit, month })) };
};
