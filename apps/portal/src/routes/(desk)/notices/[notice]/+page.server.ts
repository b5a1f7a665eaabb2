import { ask } from '#lib/server/ask.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => ({
  notice: await ask(locals.api.measures.notice.query({ notice: params.notice })),
});
