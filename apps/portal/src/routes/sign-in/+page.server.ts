import { fail, redirect } from '@sveltejs/kit';
import { passCookies, signIn } from '#lib/server/api.ts';
import { backTo } from '#lib/server/back.ts';
import { readForm } from '#lib/server/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ url }) => ({
  next: backTo(url.searchParams.get('next') ?? '/admin/todo'),
  asked: url.searchParams.has('next'),
  signedOut: url.searchParams.has('out'),
});

export const actions: Actions = {
  default: async (event) => {
    const form = await readForm(event.request);
    const username = form.text('username');
    const passphrase = form.typed('passphrase');
    if (!username || !passphrase)
      return fail(422, { username, problem: username ? 'passphrase' : 'username' } as const);
    const answer = await signIn(event, username, passphrase).catch(() => null);
    if (answer === null || answer.status >= 500) return fail(503, { username, problem: 'unavailable' } as const);
    if (answer.status === 429) return fail(429, { username, problem: 'wait', minutes: minutesIn(answer) } as const);
    if (!answer.ok) return fail(422, { username, problem: 'wrong' } as const);
    passCookies(answer, event);
    redirect(303, backTo(form.text('next')));
  },
};

function minutesIn({ headers }: Response): number {
  return Math.max(1, Math.ceil(Number(headers.get('retry-after') ?? 60) / 60));
}
