import { factKinds } from '@anmin/domain/measures/facts';
import { isDay } from '#lib/days.ts';
import { asked } from '#lib/list.ts';
import { ask } from '#lib/server/ask.ts';
import { needs } from '#lib/server/needs.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  needs((await parent()).me, 'measures.see');
  const kind = factKinds.find((it) => it === asked(url, 'kind'));
  const region = /^\d{6,12}$/.test(asked(url, 'region')) ? asked(url, 'region') : undefined;
  const on = isDay(asked(url, 'on')) ? asked(url, 'on') : undefined;
  const facts = await ask(locals.api.facts.list.query({}));
  const isFiltered = kind !== undefined || region !== undefined || on !== undefined;
  return {
    facts: isFiltered ? await ask(locals.api.facts.list.query({ kind, region, on })) : facts,
    regions: [...new Map(facts.map((it) => [it.region, it.regionName]))],
    done: url.searchParams.get('done'),
  };
};
