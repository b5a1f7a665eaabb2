import { ask } from '#lib/server/ask.ts';
import { needs } from '#lib/server/needs.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  needs((await parent()).me, 'measures.see');
  const [pending, taken] = await Promise.all([
    ask(locals.api.facts.pending.query()),
    ask(locals.api.facts.list.query({ kind: 'decision' })),
  ]);
  return { pending, taken, done: url.searchParams.get('done') };
};
