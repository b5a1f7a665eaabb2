import { daySchema } from '@anmin/domain/calendar/day';
import { asked } from '#lib/list.ts';
import { ask, attempt } from '#lib/server/ask.ts';
import { needs } from '#lib/server/needs.ts';
import { readForm } from '#lib/server/form.ts';
import { unitAsked } from '#lib/server/unit.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { me } = await parent();
  needs(me, 'measures.see');
  const choice = await unitAsked(locals.api, url);
  const wished = asked(url, 'on');
  const isDay = wished === '' || daySchema.safeParse(wished).success;
  const on = wished === '' || !isDay ? null : wished;
  return {
    ...choice,
    isDay,
    shown: await ask(locals.api.measures.duties.query({ unit: choice.unit, on })),
    key: crypto.randomUUID(),
  };
};

export const actions: Actions = {
  replay: async ({ locals, request }) => {
    const receipt = (await readForm(request)).text('receipt');
    const replayed = await attempt(locals.api.measures.replay.mutate({ receipt }), { replay: receipt });
    return replayed.failure ?? { same: replayed.answer.same, replay: receipt };
  },
};
