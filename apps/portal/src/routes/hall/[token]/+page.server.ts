import { ask } from '#lib/server/ask.ts';
import type { PageServerLoad } from './$types';

/** For a screen in the hall: nobody is signed in at it, and its link is all it needs. */
export const load: PageServerLoad = async ({ locals, params: { token } }) => ({
  hall: await ask(locals.api.queue.hall.query({ token })),
});
