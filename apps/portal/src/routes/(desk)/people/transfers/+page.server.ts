import { asked } from '#lib/list.ts';
import { ask, attempt } from '#lib/server/ask.ts';
import { readForm } from '#lib/server/form.ts';
import { needs } from '#lib/server/needs.ts';
import { unitAsked } from '#lib/server/unit.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  needs((await parent()).me, 'people.see');
  const { places, find, unit } = await unitAsked(locals.api, url);
  const shown = unit === '' ? null : await ask(locals.api.people.transfers.query({ unit }));
  return { places, find, unit, shown, done: asked(url, 'done'), key: crypto.randomUUID() };
};

export const actions: Actions = {
  callOff: async ({ locals, request }) => {
    const form = await readForm(request);
    const wish = { key: form.text('key'), transfer: form.text('transfer') };
    const done = await attempt(locals.api.people.callOff.mutate(wish), {});
    return done.failure ?? { calledOff: true };
  },
};
