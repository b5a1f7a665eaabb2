import { ask } from '#lib/server/ask.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => ({
  impact: await ask(locals.api.notices.impact.query({ draft: params.draft })),
});
