import { fail, redirect } from '@sveltejs/kit';
import { actOnIdentity } from '#lib/server/api.ts';
import { backTo } from '#lib/server/back.ts';
import { readForm } from '#lib/server/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => ({
  next: backTo(url.searchParams.get('next')),
  due: await isDue(locals),
});

export const actions: Actions = {
  default: async (event) => {
    const form = await readForm(event.request);
    const [current, next] = [form.typed('current'), form.typed('next')];
    if (current === '') return fail(422, { field: 'current', problem: 'empty' } as const);
    if (next === '') return fail(422, { field: 'next', problem: 'empty' } as const);
    if (next !== form.typed('again')) return fail(422, { field: 'again', problem: 'differ' } as const);
    const done = await actOnIdentity(event, '/change-passphrase', { current, next });
    if (done === null) return fail(503, { field: null, problem: 'unavailable' } as const);
    const back = backTo(form.text('back'));
    if (!('refusal' in done)) redirect(303, back);
    const { refusal } = done;
    if (refusal.refused === 'signInNeeded') redirect(303, `/admin/sign-in?next=${encodeURIComponent(back)}`);
    if (refusal.refused === 'signInWrong') return fail(422, { field: 'current', problem: 'wrong' } as const);
    return fail(422, { field: 'next', problem: 'refused', refusal } as const);
  },
};

/** Whether nothing else is answered until it is changed. */
async function isDue({ api }: App.Locals): Promise<boolean> {
  return api.staff.me.query().then(
    () => false,
    (error: unknown) => String(error).includes('passphraseDue'),
  );
}
