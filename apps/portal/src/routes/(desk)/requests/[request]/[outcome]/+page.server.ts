import { refuse } from '@anmin/domain/refusal';
import { error, redirect } from '@sveltejs/kit';
import { attempt, mend } from '#lib/server/ask.ts';
import { readForm } from '#lib/server/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ params }) => ({ outcome: outcomeOf(params.outcome), key: crypto.randomUUID() });

export const actions: Actions = {
  default: async ({ locals, params, request, url }) => {
    const form = await readForm(request);
    const [key, text] = [form.text('key'), form.text('text')];
    if (text.length < 2) return mend({ text });
    const outcome = outcomeOf(params.outcome);
    const given = { key, request: params.request, outcome, text };
    const answered = await attempt(locals.api.requests.answer.mutate(given), { text });
    const office = encodeURIComponent(url.searchParams.get('office') ?? '');
    return answered.failure ?? redirect(303, `/admin/requests?done=1&office=${office}`);
  },
};

function outcomeOf(name: string): 'done' | 'refused' {
  if (name !== 'done' && name !== 'refused') error(404, 'notFound', { refusal: refuse('notFound') });
  return name;
}
