import { attempt, mend } from '#lib/server/ask.ts';
import { readForm } from '#lib/server/form.ts';
import type { Actions } from './$types';

export const actions: Actions = {
  default: async ({ locals, params, request }) => {
    const form = await readForm(request);
    const text = form.text('text');
    if (text === '') return mend({ text, empty: true });
    const input = { booking: params.booking, key: form.text('key'), text };
    const done = await attempt(locals.api.counter.report.mutate(input), { text });
    return done.failure ?? { done: true };
  },
};
