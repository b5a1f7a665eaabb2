import { redirect } from '@sveltejs/kit';
import { isDay } from '#lib/days.ts';
import { officeOf } from '#lib/office.ts';
import { attempt, mend } from '#lib/server/ask.ts';
import { readForm } from '#lib/server/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ parent, url }) => {
  const { me } = await parent();
  return { office: officeOf(me, url, 'exports.make'), key: crypto.randomUUID() };
};

export const actions: Actions = {
  default: async ({ locals, request }) => {
    const form = await readForm(request);
    const text = (name: string) => form.text(name);
    const typed = { office: text('office'), from: text('from'), until: text('until'), reason: text('reason') };
    const wrong = wrongIn(typed);
    if (wrong.length > 0) return mend({ typed, wrong });
    const made = await attempt(locals.api.exports.make.mutate({ key: form.text('key'), ...typed }), { typed, wrong });
    if (made.failure) return made.failure;
    const state = made.answer.needsApproval ? 'waiting' : 'ready';
    return redirect(303, `/admin/exports?office=${encodeURIComponent(typed.office)}&made=${state}`);
  },
};

function wrongIn({ from, until, reason }: { from: string; until: string; reason: string }) {
  return [
    ...(isDay(from) ? [] : (['from'] as const)),
    ...(isDay(until) && until >= from ? [] : (['until'] as const)),
    ...(reason.length < 2 ? (['reason'] as const) : []),
  ];
}
