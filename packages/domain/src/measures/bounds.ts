import type { Clause, Pack } from './notice.ts';
import type { Requirement } from './requirement.ts';

type Bound = NonNullable<Clause['bounds']>[number];

/** Clauses whose text gives a number that no rule citing them holds on the same side: 以上 is from it on, 不超过 up to it. */
export function misreadBounds({ clauses, rules }: Pack): string[] {
  return clauses
    .filter(({ id, bounds = [] }) => {
      const held = rules
        .filter((rule) => rule.clauses.includes(id))
        .flatMap(({ requirement }) => boundsOf(requirement));
      return bounds.some((bound) => !held.some((it) => isSame(it, bound)));
    })
    .map(({ id }) => id);
}

const isSame = (one: Bound, other: Bound): boolean =>
  one.word === other.word && one.value === other.value && one.unit === other.unit;

/** What the numbers of a requirement come to, in every word a text may use for them. */
function boundsOf(requirement: Requirement): Bound[] {
  switch (requirement.kind) {
    case 'threshold': {
      const unit = {
        persons: 'persons',
        tables: 'tables',
        priceRisePermille: 'permille',
        months: 'months',
        any: 'times',
      } as const;
      return requirement.from === null
        ? []
        : [
            { word: 'atLeast', value: requirement.from, unit: unit[requirement.measure] },
            { word: 'notAbove', value: requirement.from - 1, unit: unit[requirement.measure] },
          ];
    }
    case 'coverage':
      return [
        ...[requirement.floor, requirement.goal].flatMap((share) => number('atLeast', share?.permille, 'permille')),
        ...number('atLeast', requirement.ageMin, 'years'),
        ...number('notAbove', requirement.ageMax, 'years'),
        ...day(requirement.by),
      ];
    case 'deadline':
      return [
        ...number('within', requirement.withinMinutes, 'minutes'),
        ...number('within', hoursOf(requirement.withinMinutes), 'hours'),
        ...(requirement.onDays.length === 0 ? [] : number('within', Math.max(...requirement.onDays), 'days')),
        ...(requirement.onDays.length === 0 ? [] : number('exactly', requirement.onDays.length, 'days')),
        ...day(requirement.by),
      ];
    case 'cadence':
      return [...number('exactly', requirement.times, 'times'), ...number('atLeast', requirement.times, 'times')];
    case 'ladder':
      return requirement.steps.flatMap(({ hours, needs }) => [
        ...number('exactly', hours, 'hours'),
        ...number('exactly', hours === null ? null : hours / 24, 'days'),
        ...number('atLeast', needs?.count, 'times'),
      ]);
    case 'assignment':
      return [
        ...requirement.roles.flatMap(({ count }) => [
          ...number('exactly', count, 'persons'),
          ...number('atLeast', count, 'persons'),
        ]),
        ...number('exactly', requirement.hoursADay, 'hours'),
      ];
    default:
      return [];
  }
}

const number = (word: Bound['word'], value: number | null | undefined, unit: Bound['unit']): Bound[] =>
  value === null || value === undefined ? [] : [{ word, value, unit }];

const hoursOf = (minutes: number | null): number | null => (minutes === null ? null : minutes / 60);

/** 「12月17日前」 as a number, so that a day stands beside the other bounds: 20211217. */
const day = (by: string | null): Bound[] =>
  number('byDay', by === null ? null : Number(by.replaceAll('-', '')), 'days');
