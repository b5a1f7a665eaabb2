import { leavings } from '@anmin/domain/people/membership';
import { redirect } from '@sveltejs/kit';
import { attempt, mend } from '#lib/server/ask.ts';
import { readForm } from '#lib/server/form.ts';
import { changing, wishOf } from '#lib/server/people.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ parent }) => changing((await parent()).me);

export const actions: Actions = {
  default: async ({ locals, request, params: { membership } }) => {
    const form = await readForm(request);
    const on = form.text('on');
    const reason = leavings.filter((it) => it !== 'transfer').find((it) => it === form.text('reason'));
    if (reason === undefined) return mend({ on, reason: '' });
    const left = await attempt(locals.api.people.leave.mutate({ ...wishOf(form), membership, on, reason }), {
      on,
      reason,
    });
    return left.failure ?? redirect(303, `/admin/people/${membership}?done=leave`);
  },
};
