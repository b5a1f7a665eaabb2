import { asked } from '#lib/list.ts';
import { ask } from '#lib/server/ask.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const all = await ask(locals.api.clients.list.query({}));
  const unit = asked(url, 'unit');
  const use = asked(url, 'use');
  const state = asked(url, 'state');
  return {
    clients: all
      .filter((it) => unit === '' || it.unit === unit)
      .filter(({ sandbox }) => use === '' || (sandbox === null) === (use === 'live'))
      .filter(({ endedAt }) => state === '' || (endedAt === null) === (state === 'active')),
    units: [...new Map(all.map((it) => [it.unit, it.unitName]))],
    ...{ unit, use, state },
  };
};
