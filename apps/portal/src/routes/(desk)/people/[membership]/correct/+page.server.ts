import { redirect } from '@sveltejs/kit';
import { attempt, mend } from '#lib/server/ask.ts';
import { readForm } from '#lib/server/form.ts';
import { readMemberForm } from '#lib/server/member-form.ts';
import { changing, wishOf } from '#lib/server/people.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ parent }) => changing((await parent()).me);

export const actions: Actions = {
  default: async ({ locals, request, params: { membership } }) => {
    const form = await readForm(request);
    const typed = readMemberForm(form);
    const { role: _, ...member } = typed;
    const reason = form.text('reason');
    if (reason.length < 2) return mend({ typed, reason });
    const wish = { ...wishOf(form), card: Number(form.text('card')), membership, member, reason };
    const corrected = await attempt(locals.api.people.correct.mutate(wish), { typed, reason });
    return corrected.failure ?? redirect(303, `/admin/people/${membership}?done=correct`);
  },
};
