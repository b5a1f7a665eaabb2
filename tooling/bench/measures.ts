import { daysBetween } from '@anmin/domain/calendar/day';
import { boundKinds, institutionKinds } from '@anmin/domain/institutions/kinds';
import { requiredOf } from '@anmin/domain/measures/determine';
import { impactOf } from '@anmin/domain/measures/impact';
import type { Place } from '@anmin/domain/measures/in-force';
import { packSchema, type Pack } from '@anmin/domain/measures/notice';
import { countiesOf } from '@anmin/domain/regions/region';
import { figureOf, type Bench } from './figure.ts';

const newYear = '2022-01-01';
const provinces = ['140000', '230000', '330000', '450000', '620000'];
const counties = provinces.flatMap((code) => countiesOf(code, newYear).map((county) => county.code));

/** What is required of 10,000 institutions under 600 rule versions, beside a loop over typed columns that only counts. */
export const measures: Bench = () => {
  const places = placesOf(10_000);
  const count = tightLoop(packOf(600), places);
  const rounds = Array.from({ length: 7 }, (_, round) => {
    const day = dayAt(30 * round);
    const packs = [packOf(600)];
    const bare = timed(() => count(daysBetween(newYear, day)));
    const first = timed(() => obligations(packs, places, day));
    const next = timed(() => obligations(packs, places, day));
    if (bare.answer !== first.answer || bare.answer !== next.answer)
      throw new Error(`the loop counts ${bare.answer} obligations, the domain ${first.answer}`);
    return { bare: bare.ms, first: first.ms, next: next.ms };
  }).slice(2);
  const years = [0, 1, 2].map(() => {
    const packs = [packOf(600)];
    return timed(() => Array.from({ length: 365 }, (_, day) => obligations(packs, places, dayAt(day)))).ms / 1000;
  });
  const impacts = [0, 1, 2].map(
    () => timed(() => impactOf([packOf(600)], [packOf(600, 20)], places, newYear, [])).ms / 1000,
  );
  return Promise.resolve([
    figureOf(
      'measures: tight loop / a day, rules met for the first time',
      rounds.map(({ bare, first }) => bare / first),
      0.3,
    ),
    figureOf(
      'measures: tight loop / a day',
      rounds.map(({ bare, next }) => bare / next),
      0.3,
    ),
    figureOf(
      'a day of 10,000 institutions, 600 versions (budget 50)',
      rounds.map(({ first }) => first),
      null,
      'ms',
    ),
    figureOf('a year of them (budget 15)', years, null, 's'),
    figureOf('impact of 20 changed versions (budget 2)', impacts, null, 's'),
  ]);
};

const dayAt = (days: number): string => Temporal.PlainDate.from(newYear).add({ days }).toString();

function obligations(packs: readonly Pack[], places: readonly Place[], day: string): number {
  const clocks = { factsAt: day, lawAt: day, knownAt: `${day}T08:00` };
  return requiredOf(packs, places, clocks, []).reduce((sum, rules) => sum + rules.length, 0);
}

/** In milliseconds of processor time, which others on the machine do not lengthen. */
function timed<Answer>(work: () => Answer): { readonly answer: Answer; readonly ms: number } {
  const began = process.cpuUsage();
  const answer = work();
  const { user, system } = process.cpuUsage(began);
  return { answer, ms: (user + system) / 1000 };
}

/** The same question over columns of numbers: prefixes of regions, a bit for each kind, days since New Year. */
function tightLoop({ rules }: Pack, places: readonly Place[]): (day: number) => number {
  const prefixes = rules.map(({ scope }) => (scope.region ?? '').replace(/(00)+$/, ''));
  const divisors = Int32Array.from(prefixes, (prefix) => 10 ** (6 - prefix.length));
  const regions = Int32Array.from(prefixes, Number);
  const kinds = Int32Array.from(rules, ({ scope }) => scope.kinds.reduce((bits, kind) => bits | bitOf(kind), 0));
  const from = Int32Array.from(rules, (rule) => daysBetween(newYear, rule.from));
  const until = Int32Array.from(rules, (rule) => (rule.until === null ? 1e9 : daysBetween(newYear, rule.until)));
  const of = Int32Array.from(places, ({ region }) => Number(region));
  const kind = Int32Array.from(places, (place) => bitOf(place.kind));
  return (day) => {
    let found = 0;
    for (let i = 0; i < of.length; i++)
      for (let r = 0; r < regions.length; r++)
        if (
          (from[r] ?? 0) <= day &&
          day < (until[r] ?? 0) &&
          ((kinds[r] ?? 0) & (kind[i] ?? 0)) !== 0 &&
          Math.trunc((of[i] ?? 0) / (divisors[r] ?? 1)) === regions[r]
        )
          found++;
    return found;
  };
}

const bitOf = (kind: Place['kind']): number => 1 << boundKinds.indexOf(kind);

function placesOf(count: number): Place[] {
  return Array.from({ length: count }, (_, n) => ({
    region: at(counties, n * 7),
    kind: at(institutionKinds, Math.floor(n / counties.length)),
  }));
}

/** Rules of provinces, prefectures and counties for one to three kinds and some months; the last `changed` ask more. */
function packOf(count: number, changed = 0): Pack {
  const rules = Array.from({ length: count }, (_, n) => {
    const county = at(counties, n * 13);
    const region = at([county, `${county.slice(0, 4)}00`, `${county.slice(0, 2)}0000`], n);
    const begin = (n * 17) % 300;
    return {
      id: `B/rule-${n}@1`,
      clauses: ['B-1'],
      scope: { region, kinds: institutionKinds.slice(n % 8, (n % 8) + 1 + (n % 3)) },
      from: dayAt(begin - 120),
      until: n % 4 === 0 ? null : dayAt(begin + 60 + (n % 90)),
      modality: 'must',
      requirement: {
        kind: 'cadence',
        activity: 'temperature',
        each: 'staff',
        times: n < count - changed ? 1 : 2,
        per: 'day',
        items: [],
      },
    };
  });
  const notice = { id: 'B', title: '', number: null, issuer: '', issuedOn: null, region: null, standing: false };
  return packSchema.parse({
    notice,
    clauses: [{ id: 'B-1', place: '', kind: 'rule', room: 'measures', summary: '' }],
    rules,
  });
}

function at<Value>(values: readonly Value[], index: number): Value {
  const value = values[index % values.length];
  if (value === undefined) throw new RangeError('an empty list');
  return value;
}
