import { ask, attempt } from '#lib/server/ask.ts';
import { readForm } from '#lib/server/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => ({
  sessions: await ask(locals.api.staff.sessions.query()),
  done: url.searchParams.get('done'),
});

export const actions: Actions = {
  default: async ({ locals, request }) => {
    const session = (await readForm(request)).text('session');
    const done = await attempt(locals.api.staff.endSession.mutate({ session }), {});
    return done.failure ?? { ended: true };
  },
};
