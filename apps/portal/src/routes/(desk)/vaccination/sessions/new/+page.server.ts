import { asked } from '#lib/list.ts';
import { attempt, mend } from '#lib/server/ask.ts';
import { readForm } from '#lib/server/form.ts';
import { needs } from '#lib/server/needs.ts';
import { readSession } from '#lib/server/session-form.ts';
import { unitAsked } from '#lib/server/unit.ts';
import { redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  needs((await parent()).me, 'vaccination.arrange');
  return { ...(await unitAsked(locals.api, url)), key: crypto.randomUUID() };
};

export const actions: Actions = {
  default: async ({ locals, request, url }) => {
    const form = await readForm(request);
    const unit = asked(url, 'unit').slice(0, 50) || form.text('unit');
    const { typed, wrong, session } = readSession(form);
    if (session === null) return mend({ typed, wrong });
    const wish = { key: form.text('key'), unit, session };
    const done = await attempt(locals.api.vaccination.planSession.mutate(wish), { typed, wrong });
    return done.failure ?? redirect(303, `/admin/vaccination/sessions/${done.answer.session}`);
  },
};
