import { coveragePlaces } from '@anmin/domain/vaccination/cohort';
import { isDay } from '#lib/days.ts';
import { asked, readAfter } from '#lib/list.ts';
import { ask } from '#lib/server/ask.ts';
import { needs } from '#lib/server/needs.ts';
import { ledgerUnit } from '#lib/server/ledger-unit.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  needs((await parent()).me, 'vaccination.see');
  const choice = await ledgerUnit(locals.api, url);
  const place = coveragePlaces.find((it) => it === asked(url, 'place')) ?? null;
  const dayOf = (name: string) => (isDay(asked(url, name)) ? asked(url, name) : null);
  const rules = url.searchParams.getAll('rule').slice(0, 20);
  const of = asked(url, 'of') === 'outside' ? ('outside' as const) : rules.length === 0 ? null : rules;
  const at = asked(url, 'at').slice(0, 50) || null;
  const wish = { unit: choice.unit, day: dayOf('day'), known: dayOf('known'), of, place, at, after: readAfter(url) };
  return { ...choice, of, place, shown: await ask(locals.api.vaccination.list.query(wish)) };
};
