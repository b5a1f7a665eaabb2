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
  const of = asked(url, 'of') === 'outside' ? ('outside' as const) : cohortIn(url);
  const wish = { unit: choice.unit, day: dayOf('day'), known: dayOf('known'), of, place, after: readAfter(url) };
  return { ...choice, of, place, shown: await ask(locals.api.vaccination.list.query(wish)) };
};

const doses = ['first', 'fullCourse', 'booster', 'any'] as const;

/** The cohort of the address; null: everybody. */
function cohortIn(url: URL) {
  const dose = doses.find((it) => it === asked(url, 'dose'));
  const groups = url.searchParams.getAll('group').filter((it) => /^[a-z][A-Za-z0-9]{0,60}$/.test(it));
  if (dose === undefined) return null;
  return { dose, groups: groups.slice(0, 10), ageMin: ageIn(url, 'min'), ageMax: ageIn(url, 'max') };
}

function ageIn(url: URL, name: string): number | null {
  const age = asked(url, name);
  return /^\d{1,3}$/.test(age) && Number(age) <= 200 ? Number(age) : null;
}
