import { readAfter } from '#lib/list.ts';
import { ask } from '#lib/server/ask.ts';
import { needs } from '#lib/server/needs.ts';
import { listAsked } from '#lib/server/vaccination-list.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  needs((await parent()).me, 'vaccination.see');
  const { wish, ...choice } = await listAsked(locals.api, url);
  const shown = await ask(locals.api.vaccination.list.query({ ...wish, after: readAfter(url) }));
  return { ...choice, of: wish.of, place: wish.place, shown };
};
