import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { daysBetween } from '../calendar/day.ts';
import type { Course } from './course.ts';
import { vaccineKinds, type Dose, type VaccineKind } from './dose.ts';
import { statusOf, type VaccinationStatus } from './status.ts';

const settled = { withinDays: 56, boosterAfterDays: 180, validFrom: '2021-01-01', source: '技术指南' };
const courses: Course[] = [
  { kind: 'inactivated', doses: 2, gapDays: 21, ...settled },
  { kind: 'adenovirusVector', doses: 1, gapDays: 0, ...settled, withinDays: null },
  { kind: 'recombinantProtein', doses: 3, gapDays: 28, ...settled, boosterAfterDays: null },
];
const of = (kind: VaccineKind, ...days: string[]): Dose[] => days.map((on, place) => ({ kind, number: place + 1, on }));

describe('[LAN-1.5.1] [LIU-4.7] what somebody has reached follows from the doses on record', () => {
  test.each<[string, Dose[], Partial<VaccinationStatus>]>([
    [
      'nobody without a dose has begun',
      [],
      { state: 'none', first: null, next: { dose: 'first', from: null, by: null } },
    ],
    [
      'one of two has begun, and the next is due',
      of('inactivated', '2021-07-01'),
      {
        state: 'begun',
        first: '2021-07-01',
        full: null,
        next: { dose: 'course', from: '2021-07-22', by: '2021-08-26' },
      },
    ],
    ['two of two are a course', of('inactivated', '2021-07-01', '2021-07-22'), { state: 'full', full: '2021-07-22' }],
    [
      'a day too soon does not count',
      of('inactivated', '2021-07-01', '2021-07-21'),
      { state: 'begun', uncounted: [{ number: 2, on: '2021-07-21', why: 'tooSoon' }] },
    ],
    ['the one of one dose is a course', of('adenovirusVector', '2021-07-01'), { state: 'full', full: '2021-07-01' }],
    [
      'the booster after its months',
      of('adenovirusVector', '2021-01-04', '2021-07-03'),
      { state: 'boosted', booster: '2021-07-03', next: null },
    ],
    [
      'a booster a day too soon is none, and it stays due',
      of('adenovirusVector', '2021-01-04', '2021-07-02'),
      { state: 'full', booster: null, next: { dose: 'booster', from: '2021-07-03', by: null } },
    ],
    ['two of three are none yet', of('recombinantProtein', '2021-05-01', '2021-06-01'), { state: 'begun', full: null }],
    [
      'doses of two kinds complete neither',
      [...of('inactivated', '2021-05-01'), { kind: 'recombinantProtein', number: 2, on: '2021-06-01' }],
      { state: 'begun', full: null },
    ],
    [
      'of a kind nobody settled a first dose counts, and no course is guessed',
      of('other', '2021-05-01', '2021-06-01'),
      { state: 'begun', first: '2021-05-01', full: null, next: { dose: 'course', from: null, by: null } },
    ],
    ['a dose of tomorrow is not there today', of('adenovirusVector', '2021-12-01'), { state: 'none' }],
  ])('%s', (_, doses, expected) => {
    expect(statusOf(doses, courses, '2021-09-01')).toMatchObject(expected);
  });

  test('a corrected dose lowers it at once, and the day before stands as it stood', () => {
    const doses = of('inactivated', '2021-07-01', '2021-07-22');
    expect(statusOf(doses.slice(0, 1), courses, '2021-09-01').state).toBe('begun');
    expect(statusOf(doses, courses, '2021-07-21').state).toBe('begun');
    expect(statusOf(doses, courses, '2021-07-22').state).toBe('full');
  });

  test('a course is the one in force on the day of the dose', () => {
    const later: Course = { kind: 'adenovirusVector', doses: 2, gapDays: 28, ...settled, validFrom: '2021-08-01' };
    expect(statusOf(of('adenovirusVector', '2021-07-31'), [...courses, later], '2021-09-01').state).toBe('full');
    expect(statusOf(of('adenovirusVector', '2021-08-01'), [...courses, later], '2021-09-01').state).toBe('begun');
  });
});

describe('whatever was given', () => {
  const day = fc
    .integer({ min: 0, max: 700 })
    .map((days) => Temporal.PlainDate.from('2021-01-01').add({ days }).toString());
  const histories = fc
    .uniqueArray(fc.tuple(day, fc.constantFrom(...vaccineKinds)), { maxLength: 7, selector: ([on]) => on })
    .map((all) =>
      all
        .sort(([one], [other]) => (one < other ? -1 : 1))
        .map(([on, kind], place): Dose => ({ kind, number: place + 1, on })),
    );

  test('it comes to what counting day after day comes to', () => {
    const mixed = histories.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
    );
    fc.assert(
      fc.property(mixed, day, ([doses, shuffled], on) => {
        const { first, full, booster } = statusOf(shuffled, courses, on);
        expect({ first, full, booster }).toEqual(counted(doses, on));
      }),
      { numRuns: 300 },
    );
  });

  test('without a dose of one kind nobody has reached more', () => {
    const rank = { none: 0, begun: 1, full: 2, boosted: 3 };
    fc.assert(
      fc.property(histories, fc.nat(6), (doses, place) => {
        const own = doses.map((it): Dose => ({ ...it, kind: 'inactivated' }));
        const fewer = own.filter((_, at) => at !== place);
        const [all, some] = [own, fewer].map((it) => rank[statusOf(it, courses, '2023-01-01').state]);
        expect(some).toBeLessThanOrEqual(all ?? 0);
      }),
      { numRuns: 300 },
    );
  });

  /** Walks the calendar, knowing nothing of lists of doses. */
  function counted(doses: readonly Dose[], until: string) {
    const seen: Record<string, number> = {};
    const at = { first: null as string | null, full: null as string | null, booster: null as string | null };
    let last: string | null = null;
    let wait: number | null = null;
    for (let on = '2021-01-01'; on <= until; on = Temporal.PlainDate.from(on).add({ days: 1 }).toString()) {
      const dose = doses.find((it) => it.on === on);
      if (dose === undefined) continue;
      const course = courses.find(({ kind }) => kind === dose.kind);
      const least = at.full === null ? (course?.gapDays ?? 0) : (wait ?? 0);
      if (last !== null && daysBetween(last, on) < least) continue;
      last = on;
      if (at.full !== null) {
        at.booster ??= on;
        continue;
      }
      at.first ??= on;
      const had = (seen[dose.kind] ?? 0) + 1;
      seen[dose.kind] = had;
      if (course !== undefined && had >= course.doses) [at.full, wait] = [on, course.boosterAfterDays];
    }
    return at;
  }
});
