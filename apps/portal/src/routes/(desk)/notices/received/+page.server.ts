import { readAfter } from '#lib/list.ts';
import { ask } from '#lib/server/ask.ts';
import { needs } from '#lib/server/needs.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  needs((await parent()).me, 'measures.see');
  return { received: await ask(locals.api.forwardings.received.query({ after: readAfter(url) })) };
};
