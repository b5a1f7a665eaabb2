import { services } from '@anmin/domain/measures/requirement';
import { attempt, mend } from '#lib/server/ask.ts';
import { needs } from '#lib/server/needs.ts';
import { readForm } from '#lib/server/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ parent }) => {
  needs((await parent()).me, 'counter.serve');
  return { key: crypto.randomUUID() };
};

export const actions: Actions = {
  default: async ({ locals, request }) => {
    const form = await readForm(request);
    const idNumber = form.text('idNumber');
    const service = services.find((name) => name === form.text('service')) ?? 'marriage';
    const reason = form.text('reason');
    const kept = { idNumber, service, reason };
    const empty = [
      ...(idNumber === '' ? (['idNumber'] as const) : []),
      ...(reason === '' ? (['reason'] as const) : []),
    ];
    if (empty.length > 0) return mend({ ...kept, empty });
    const input = { key: form.text('key'), idNumber, service, reason };
    const done = await attempt(locals.api.counter.release.mutate(input), kept);
    return done.failure ?? { done: true };
  },
};
