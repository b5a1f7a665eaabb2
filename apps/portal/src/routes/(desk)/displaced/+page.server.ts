import { asked } from '#lib/list.ts';
import { chosenOffice } from '#lib/office.ts';
import { ask } from '#lib/server/ask.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { me } = await parent();
  const office = chosenOffice(me, url, 'counter.see');
  const all = await ask(locals.api.closures.displaced.query(office === null ? {} : { office }));
  const told = asked(url, 'told');
  const unreached = all.filter((it) => it.told === 'failed' || it.told === 'noPhone');
  return {
    ...{ office, told, sum: all.length, unreached: unreached.length },
    displaced: told === 'unreached' ? unreached : [...unreached, ...all.filter((it) => !unreached.includes(it))],
  };
};
