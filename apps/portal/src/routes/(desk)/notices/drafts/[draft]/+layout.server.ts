import { ask } from '#lib/server/ask.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async ({ locals, params }) => ({
  draft: await ask(locals.api.notices.draft.query({ draft: params.draft })),
});
