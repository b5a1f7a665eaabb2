import { dayGone } from '#lib/days.ts';
import { asked } from '#lib/list.ts';
import { figuresOf } from '#lib/server/dashboard.ts';
import { needs } from '#lib/server/needs.ts';
import { ledgerUnit } from '#lib/server/ledger-unit.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { me } = await parent();
  needs(me, 'measures.see');
  const choice = await ledgerUnit(locals.api, url);
  const looked = { unit: choice.unit || null, day: dayGone(asked(url, 'day'), me.today) };
  const figures = await figuresOf(locals.api, me, looked);
  const told = figures.vaccination?.coverages.filter(({ whole }) => whole.counts.persons > 0) ?? [];
  const chosen = told.find(({ rules }) => rules.join(' ') === asked(url, 'rules')) ?? told[0];
  return { ...choice, ...figures, looked, chosen: chosen?.rules.join(' ') ?? '' };
};
