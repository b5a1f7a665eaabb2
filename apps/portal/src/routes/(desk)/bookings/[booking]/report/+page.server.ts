import { attempt, mend } from '#lib/server/ask.ts';
import type { Actions } from './$types';

export const actions: Actions = {
  default: async ({ locals, params, request }) => {
    const form = await request.formData();
    const text = String(form.get('text') ?? '').trim();
    if (text === '') return mend({ text, empty: true });
    const input = { booking: params.booking, key: String(form.get('key')), text };
    const done = await attempt(locals.api.counter.report.mutate(input), { text });
    return done.failure ?? { done: true };
  },
};
