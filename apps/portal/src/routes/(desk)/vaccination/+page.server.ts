import { isDay } from '#lib/days.ts';
import { asked } from '#lib/list.ts';
import { ask } from '#lib/server/ask.ts';
import { needs } from '#lib/server/needs.ts';
import { ledgerUnit } from '#lib/server/ledger-unit.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  needs((await parent()).me, 'vaccination.see');
  const choice = await ledgerUnit(locals.api, url);
  const [day, known] = ['day', 'known'].map((name) => (isDay(asked(url, name)) ? asked(url, name) : ''));
  const looked = { unit: choice.unit, day: day ?? '', known: known ?? '' };
  const wish = { unit: looked.unit, day: looked.day || null, known: looked.known || null };
  return { ...choice, looked, shown: await ask(locals.api.vaccination.statistics.query(wish)) };
};
