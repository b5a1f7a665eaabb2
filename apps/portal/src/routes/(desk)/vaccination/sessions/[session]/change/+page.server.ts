import { ask, attempt, mend } from '#lib/server/ask.ts';
import { readForm } from '#lib/server/form.ts';
import { needs } from '#lib/server/needs.ts';
import { readSession } from '#lib/server/session-form.ts';
import { redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params: { session }, parent }) => {
  needs((await parent()).me, 'vaccination.arrange');
  return { shown: await ask(locals.api.vaccination.sessionPlan.query({ session })), key: crypto.randomUUID() };
};

export const actions: Actions = {
  default: async ({ locals, params: { session: id }, request }) => {
    const form = await readForm(request);
    const { typed, wrong, session } = readSession(form);
    if (session === null) return mend({ typed, wrong });
    const wish = { key: form.text('key'), id, version: Number(form.text('version')), session };
    const done = await attempt(locals.api.vaccination.changeSession.mutate(wish), { typed, wrong });
    return done.failure ?? redirect(303, `/admin/vaccination/sessions/${id}?done`);
  },
};
