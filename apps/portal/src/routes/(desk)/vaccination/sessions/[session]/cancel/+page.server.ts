import { ask, attempt, mend } from '#lib/server/ask.ts';
import { readForm } from '#lib/server/form.ts';
import { needs } from '#lib/server/needs.ts';
import { redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params: { session }, parent }) => {
  needs((await parent()).me, 'vaccination.arrange');
  return { shown: await ask(locals.api.vaccination.sessionPlan.query({ session })), key: crypto.randomUUID() };
};

export const actions: Actions = {
  default: async ({ locals, params: { session: id }, request }) => {
    const form = await readForm(request);
    const reason = form.text('reason');
    if (reason.length < 2) return mend({ reason, wrong: true });
    const wish = { key: form.text('key'), id, version: Number(form.text('version')), reason };
    const done = await attempt(locals.api.vaccination.cancelSession.mutate(wish), { reason, wrong: false });
    return done.failure ?? redirect(303, `/admin/vaccination/sessions/${id}?done`);
  },
};
