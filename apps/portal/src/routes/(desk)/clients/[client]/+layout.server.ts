import { ask } from '#lib/server/ask.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async ({ locals, params }) => ({
  client: await ask(locals.api.clients.one.query({ client: params.client })),
});
