import { redirect } from '@sveltejs/kit';
import { attempt, mend } from '#lib/server/ask.ts';
import { readForm } from '#lib/server/form.ts';
import type { Actions } from './$types';

export const actions: Actions = {
  default: async ({ locals, params, request }) => {
    const form = await readForm(request);
    const reason = form.text('reason');
    if (reason === '') return mend({ reason, empty: true });
    const input = {
      booking: params.booking,
      version: Number(form.text('version')),
      key: form.text('key'),
      reason,
    };
    const done = await attempt(locals.api.counter.forgive.mutate(input), { reason });
    if (done.failure) return done.failure;
    redirect(303, `/admin/bookings/${params.booking}`);
  },
};
