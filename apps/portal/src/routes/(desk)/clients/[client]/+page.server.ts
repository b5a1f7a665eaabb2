import { ask } from '#lib/server/ask.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => ({
  done: url.searchParams.get('done'),
  hooks: await ask(locals.api.clients.webhooks.query({ client: params.client })),
});
