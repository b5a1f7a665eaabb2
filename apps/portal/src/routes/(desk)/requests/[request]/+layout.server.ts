import { ask } from '#lib/server/ask.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async ({ locals, params }) => {
  const request = await ask(locals.api.requests.one.query({ request: params.request }));
  return { office: request.office, request };
};
