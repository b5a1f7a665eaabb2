import { redirect } from '@sveltejs/kit';
import { attempt, mend } from '#lib/server/ask.ts';
import { readForm } from '#lib/server/form.ts';
import type { Actions } from './$types';

export const actions: Actions = {
  default: async ({ locals, params, request }) => {
    const form = await readForm(request);
    const typed = { name1: form.text('name1'), name2: form.text('name2'), reason: form.text('reason') };
    const { name1, name2, reason } = typed;
    const missing = [
      ...(name1 === '' && name2 === '' ? (['name1'] as const) : []),
      ...(reason.length < 2 ? (['reason'] as const) : []),
    ];
    if (missing.length > 0) return mend({ typed, missing });
    const input = {
      ...{ booking: params.booking, version: Number(form.text('version')), key: form.text('key'), reason },
      ...(name1 === '' ? {} : { name1 }),
      ...(name2 === '' ? {} : { name2 }),
    };
    const done = await attempt(locals.api.counter.correct.mutate(input), { typed, missing });
    if (done.failure) return done.failure;
    redirect(303, `/admin/bookings/${params.booking}?corrected`);
  },
};
