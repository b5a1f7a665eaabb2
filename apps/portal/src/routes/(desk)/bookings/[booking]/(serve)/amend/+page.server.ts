import { outcomes, refusalGrounds } from '@anmin/domain/appointments/states';
import { redirect } from '@sveltejs/kit';
import { attempt, mend } from '#lib/server/ask.ts';
import { readForm } from '#lib/server/form.ts';
import type { Actions } from './$types';

export const actions: Actions = {
  default: async ({ locals, params, request }) => {
    const form = await readForm(request);
    const outcome = outcomes.find((name) => name === form.text('outcome'));
    const ground = refusalGrounds.find((name) => name === form.text('ground'));
    const reason = form.text('reason');
    const kept = { outcome: outcome ?? null, ground: ground ?? null, reason };
    if (outcome === undefined) return mend({ ...kept, problem: 'outcome' as const });
    if (outcome === 'refused' && ground === undefined) return mend({ ...kept, problem: 'ground' as const });
    if (reason === '') return mend({ ...kept, problem: 'reason' as const });
    const input = {
      ...{
        booking: params.booking,
        version: Number(form.text('version')),
        key: form.text('key'),
        outcome,
        reason,
      },
      ...(outcome === 'refused' && ground ? { ground } : {}),
    };
    const done = await attempt(locals.api.counter.amend.mutate(input), kept);
    if (done.failure) return done.failure;
    redirect(303, `/admin/bookings/${params.booking}`);
  },
};
