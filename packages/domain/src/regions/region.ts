import table from './regions.json' with { type: 'json' };
import type { DayLike } from '../calendar/day.ts';
import { contains, type Interval } from '../calendar/interval.ts';

export const regionLevels = ['province', 'prefecture', 'county', 'township', 'village'] as const;
export type RegionLevel = (typeof regionLevels)[number];

/**
 * A name a code of GB/T 2260 has borne. The standard is known by its editions, not by the day of each change: a change
 * between two editions is dated to the month after the earlier one. `from` null: already in the first edition (2002).
 */
export interface Region {
  readonly code: string;
  readonly name: string;
  readonly from: Temporal.PlainDate | null;
  readonly until: Temporal.PlainDate | null;
  /** `statistics`: a code of the statistics bureau that the standard does not know, such as 232761 加格达奇区 */
  readonly kind: 'standard' | 'statistics';
}

/** The region a code named on a day; undefined when the code was not in force. */
export function regionOn(code: string, day: DayLike): Region | undefined {
  return byCode()
    .get(code)
    ?.find((region) => contains(validity(region), day));
}

/** The last name of a code, also of one abolished since. Undefined for a code never given, and below the county. */
export const nameOf = (code: string): string | undefined => byCode().get(code)?.at(-1)?.name;

/** 「黑龙江省大兴安岭地区漠河市」; undefined when the code itself is unknown. */
export function fullNameOf(code: string): string | undefined {
  const name = nameOf(code);
  if (name === undefined) return undefined;
  const parent = parentOf(code);
  return parent === null ? name : (fullNameOf(parent) ?? '') + name;
}

/** By the form of the code: 6 digits to the county, 9 to the township, 12 to the village. */
export function levelOf(code: string): RegionLevel {
  if (!/^(\d{6}|\d{9}|\d{12})$/.test(code)) throw new RangeError('not a region code');
  const level = regionLevels.find((_, index) => prefixOf(code).length <= (digitsOfLevel[index] ?? 0));
  return level ?? 'village';
}

/**
 * The region one step above, null above a province. The paper levels of the standard (「市辖区」, 「省直辖县级行政区划」)
 * are no step: the parent of 110101 东城区 is 110000 北京市.
 */
export function parentOf(code: string): string | null {
  const level = regionLevels.indexOf(levelOf(code));
  if (level === 0) return null;
  const parent = code.slice(0, digitsOfLevel[level - 1]).padEnd(level > 3 ? 9 : 6, '0');
  return isPaperLevel(parent) ? parentOf(parent) : parent;
}

/** Whether a region is an ancestor or the region itself: 232700 contains every 2327xx, 230000 every 23xxxx. */
export const isWithin = (code: string, ancestor: string): boolean => code.startsWith(prefixOf(ancestor));

/** The prefixes of every region that may contain this one, itself included, the widest first. */
export const prefixesOf = (code: string): string[] =>
  digitsOfLevel.filter((digits) => digits <= code.length).map((digits) => code.slice(0, digits));

/** Regions in force on a day that people may mean by a text: the code, the name with or without its last syllable, or the full name. */
export function regionsNamed(text: string, day: DayLike): Region[] {
  const exact = regionOn(text, day);
  if (exact !== undefined) return [exact];
  const regions = inForceOn(day).filter((region) => text.endsWith(region.name) || region.name.slice(0, -1) === text);
  return regions.filter(
    ({ code, name }) => name === text || name.slice(0, -1) === text || fullNameOf(code)?.endsWith(text),
  );
}

/** Regions in force on a day whose whole names stand in a text, the longer name where one ends another. */
export function regionsIn(text: string, day: DayLike): Region[] {
  const found = new Set<Region>();
  for (let end = text.length; end > 1; end--) {
    const longest = Math.min(longestName, end);
    for (let length = longest; length > 1; length--) {
      const named = byName().get(text.slice(end - length, end)) ?? [];
      const regions = named.filter((region) => contains(validity(region), day));
      for (const region of regions) found.add(region);
      if (regions.length > 0) break;
    }
  }
  return [...found];
}

/** characters; names of the standard are no longer */
const longestName = 20;

/** The prefectures of a province in force on a day, or its counties where it has none between. */
export const childrenOf = (code: string, day: DayLike): Region[] =>
  inForceOn(day).filter((region) => parentOf(region.code) === code);

/** The counties of a prefecture or province in force on a day, districts known to statistics only included. */
export const countiesOf = (code: string, day: DayLike): Region[] =>
  inForceOn(day).filter((region) => levelOf(region.code) === 'county' && isWithin(region.code, code));

/**
 * Whether an ID number may begin with these six digits: any county or prefecture that ever had the code. A number is
 * given once for life, so the codes abolished before the first edition count, and a new county's code as well.
 */
export const everOnIdNumbers = (prefix: string): boolean =>
  !prefix.endsWith('0000') && (byCode().has(prefix) || beforeTheEditions().has(prefix));

type Row = readonly [code: string, name: string, from: string, until?: string];

const digitsOfLevel = [2, 4, 6, 9, 12] as const;

const paperLevels = /^(市|县|.*市辖区|.*(省|自治区)直辖.*)$/;

function isPaperLevel(code: string): boolean {
  const name = nameOf(code);
  return name === undefined ? levelOf(code) === 'prefecture' : paperLevels.test(name);
}

/** The digits that tell a region from its siblings: 230000 → 23, 232700 → 2327. */
export function prefixOf(code: string): string {
  if (code.length > 9 && !code.endsWith('000')) return code;
  if (code.length > 6 && code.slice(6, 9) !== '000') return code.slice(0, 9);
  return code.slice(0, 6).replace(/(00){1,2}$/, '');
}

const validity = ({ from, until }: Region): Interval => ({ from: from ?? '0001-01-01', until });

const inForceOn = (day: DayLike): Region[] =>
  [...byCode().values()].flat().filter((region) => !paperLevels.test(region.name) && contains(validity(region), day));

const byCode = once(() => {
  const statistics = new Set(table.statistics);
  const regions = (table.regions as unknown as Row[]).map(([code, name, from, until]) => ({
    code,
    name,
    from: startOf(from),
    until: until === undefined ? null : startOf(until),
    kind: statistics.has(code) ? ('statistics' as const) : ('standard' as const),
  }));
  return Map.groupBy<string, Region>(regions, ({ code }) => code);
});

const byName = once(() =>
  Map.groupBy(
    [...byCode().values()].flat().filter(({ name }) => !paperLevels.test(name)),
    ({ name }) => name,
  ),
);

const beforeTheEditions = once(() => new Set(table.onIdCardsOnly));

/** What an edition holds new begins where the edition before it ends; the first has nothing before it. */
function startOf(edition: string): Temporal.PlainDate | null {
  const before = table.editions[table.editions.indexOf(edition) - 1];
  return before === undefined ? null : Temporal.PlainDate.from(`${before}01`).add({ months: 1 });
}

function once<T>(build: () => T): () => T {
  let built: T | undefined;
  return () => (built ??= build());
}
