import { redirect } from '@sveltejs/kit';
import { ask, attempt } from '#lib/server/ask.ts';
import { readForm } from '#lib/server/form.ts';
import { changing, wishOf } from '#lib/server/people.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, parent }) => {
  const { me, member } = await parent();
  return { ...changing(me), homes: await ask(locals.api.people.homes.query({ unit: member.unit })) };
};

export const actions: Actions = {
  default: async ({ locals, request, params: { membership } }) => {
    const form = await readForm(request);
    const typed = { to: form.text('to'), on: form.text('on') };
    const sent = await attempt(locals.api.people.send.mutate({ ...wishOf(form), membership, ...typed }), { typed });
    return sent.failure ?? redirect(303, `/admin/people/${membership}?done=send`);
  },
};
