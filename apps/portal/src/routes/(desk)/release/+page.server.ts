import { services } from '@anmin/domain/measures/requirement';
import { attempt, mend } from '#lib/server/ask.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = () => ({ key: crypto.randomUUID() });

export const actions: Actions = {
  default: async ({ locals, request }) => {
    const form = await request.formData();
    const idNumber = String(form.get('idNumber') ?? '').trim();
    const service = services.find((name) => name === form.get('service')) ?? 'marriage';
    const reason = String(form.get('reason') ?? '').trim();
    const kept = { idNumber, service, reason };
    const empty = [
      ...(idNumber === '' ? (['idNumber'] as const) : []),
      ...(reason === '' ? (['reason'] as const) : []),
    ];
    if (empty.length > 0) return mend({ ...kept, empty });
    const input = { key: String(form.get('key')), idNumber, service, reason };
    const done = await attempt(locals.api.counter.release.mutate(input), kept);
    return done.failure ?? { done: true };
  },
};
