import { redirect } from '@sveltejs/kit';
import { asked } from '#lib/list.ts';
import { attempt } from '#lib/server/ask.ts';
import { readForm } from '#lib/server/form.ts';
import { readMemberForm } from '#lib/server/member-form.ts';
import { needs } from '#lib/server/needs.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ parent, url }) => {
  needs((await parent()).me, 'people.change');
  return { unit: asked(url, 'unit'), key: crypto.randomUUID() };
};

export const actions: Actions = {
  default: async ({ locals, request }) => {
    const form = await readForm(request);
    const typed = readMemberForm(form);
    const unit = form.text('unit');
    const wish = { key: form.text('key'), unit, member: typed };
    const entered = await attempt(locals.api.people.enter.mutate(wish), { typed });
    return entered.failure ?? redirect(303, `/admin/people?unit=${encodeURIComponent(unit)}&done=entered`);
  },
};
