import { ask } from '#lib/server/ask.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => ({
  delegations: await ask(locals.api.duties.delegations.query()),
  done: url.searchParams.get('done'),
});
