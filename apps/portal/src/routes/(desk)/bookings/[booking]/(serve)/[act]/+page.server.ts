import { refuse } from '@anmin/domain/refusal';
import { error, redirect } from '@sveltejs/kit';
import { attempt, mend } from '#lib/server/ask.ts';
import { readForm } from '#lib/server/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ params }) => ({ act: actOf(params.act) });

export const actions: Actions = {
  default: async ({ locals, params, request }) => {
    const act = actOf(params.act);
    const form = await readForm(request);
    const reason = form.text('reason');
    if (reason === '') return mend({ reason, empty: true });
    const input = {
      booking: params.booking,
      version: Number(form.text('version')),
      key: form.text('key'),
      reason,
    };
    const { counter, waiting, calls } = locals.api;
    const verb = act === 'promote' ? waiting.promote : act === 'called' ? calls.done : counter[act];
    const done = await attempt(verb.mutate(input), { reason });
    if (done.failure) return done.failure;
    redirect(303, act === 'called' ? '/admin/calls' : `/admin/bookings/${params.booking}`);
  },
};

/** What is done to a booking for a reason, and asks nothing else. */
const acts = ['cancel', 'forgive', 'promote', 'called'] as const;

function actOf(text: string): (typeof acts)[number] {
  return acts.find((act) => act === text) ?? error(404, 'notFound', { refusal: refuse('notFound') });
}
