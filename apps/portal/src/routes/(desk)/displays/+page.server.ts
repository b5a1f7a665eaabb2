import { officeOf } from '#lib/office.ts';
import { ask, attempt, mend } from '#lib/server/ask.ts';
import { readForm } from '#lib/server/form.ts';
import { needs } from '#lib/server/needs.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { me } = await parent();
  needs(me, 'plans.change');
  const office = officeOf(me, url, 'plans.change');
  const displays = await ask(locals.api.queue.displays.query({ office }));
  return { office, displays, key: crypto.randomUUID() };
};

export const actions: Actions = {
  make: async ({ locals, request }) => {
    const form = await readForm(request);
    const name = form.text('name');
    if (name === '') return mend({ nameless: true });
    const input = { key: form.text('key'), office: form.text('office'), name };
    const made = await attempt(locals.api.queue.makeDisplay.mutate(input), { name });
    return made.failure ?? { done: 'made' as const };
  },
  end: async ({ locals, request }) => {
    const form = await readForm(request);
    const input = { key: form.text('key'), display: form.text('display') };
    const ended = await attempt(locals.api.queue.endDisplay.mutate(input), {});
    return ended.failure ?? { done: 'ended' as const };
  },
};
