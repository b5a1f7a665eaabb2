import { redirect } from '@sveltejs/kit';
import { attempt } from '#lib/server/ask.ts';
import { readForm } from '#lib/server/form.ts';
import { readMemberForm } from '#lib/server/member-form.ts';
import { changing, wishOf } from '#lib/server/people.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ parent }) => changing((await parent()).me);

export const actions: Actions = {
  default: async ({ locals, request, params: { membership } }) => {
    const form = await readForm(request);
    const typed = readMemberForm(form);
    const { role, standing, groups, post, room, bed, since: on } = typed;
    const wish = { ...wishOf(form), membership, on, to: { role, standing, groups, post, room, bed } };
    const moved = await attempt(locals.api.people.move.mutate(wish), { typed });
    return moved.failure ?? redirect(303, `/admin/people/${moved.answer.membership}?done=move`);
  },
};
