import { ask } from '#lib/server/ask.ts';
import { needs } from '#lib/server/needs.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async ({ locals, params, parent }) => {
  needs((await parent()).me, 'people.see');
  return { member: await ask(locals.api.people.one.query({ membership: params.membership })) };
};
