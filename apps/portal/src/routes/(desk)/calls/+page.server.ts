import { chosenOffice } from '#lib/office.ts';
import { ask } from '#lib/server/ask.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { me } = await parent();
  const office = chosenOffice(me, url, 'counter.see');
  return { office, calls: await ask(locals.api.calls.list.query(office === null ? {} : { office })) };
};
