import { coveragePlaces } from '@anmin/domain/vaccination/cohort';
import { isDay } from '#lib/days.ts';
import { asked } from '#lib/list.ts';
import type { Api } from '#lib/server/api.ts';
import { ledgerUnit } from '#lib/server/ledger-unit.ts';

/** Which people of whom an address asks, with the units it may be exchanged for. */
export async function listAsked(api: Api, url: URL) {
  const { looked, ...choice } = await unitLooked(api, url);
  const place = coveragePlaces.find((it) => it === asked(url, 'place')) ?? null;
  const rules = url.searchParams.getAll('rule').slice(0, 20);
  const of = asked(url, 'of') === 'outside' ? ('outside' as const) : rules.length === 0 ? null : rules;
  return { ...choice, wish: { ...looked, unit: choice.unit, of, place, at: asked(url, 'at').slice(0, 50) || null } };
}

/** Of whom and of which day the figures of an address are. */
export async function statisticsAsked(api: Api, url: URL) {
  const { looked, ...choice } = await unitLooked(api, url);
  return { ...choice, wish: { ...looked, unit: choice.unit || null } };
}

async function unitLooked(api: Api, url: URL) {
  const choice = await ledgerUnit(api, url);
  const dayOf = (name: string) => (isDay(asked(url, name)) ? asked(url, name) : null);
  const unitName = choice.places.units.find(({ id }) => id === choice.unit)?.name ?? '';
  return { ...choice, unitName, looked: { day: dayOf('day'), known: dayOf('known') } };
}
