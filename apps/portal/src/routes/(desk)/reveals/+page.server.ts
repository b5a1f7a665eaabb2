import { readAfter } from '#lib/list.ts';
import { ask } from '#lib/server/ask.ts';
import { needs } from '#lib/server/needs.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  needs((await parent()).me, 'journal.see');
  return { reveals: await ask(locals.api.persons.reveals.query({ after: readAfter(url) })) };
};
