import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ageOn } from '../people/id-number.ts';
import {
  agesOf,
  birthsParting,
  countsOf,
  fallsShort,
  isOf,
  isTold,
  outside,
  type Cohort,
  type Profile,
} from './cohort.ts';
import { hindranceKinds } from './hindrance.ts';

const somebody: Profile = {
  ...{ role: 'staff', standing: 'inService', groups: [], at: 'elderCare', age: 30 },
  ...{ person: null, count: 1, first: false, full: false, booster: false, hindrance: null },
};
const retiree = (age: number, more: Partial<Profile> = {}): Profile => ({
  ...somebody,
  role: 'retiree',
  standing: 'retired',
  age,
  ...more,
});
const done = { first: true, full: true };
const inService: Cohort = { dose: 'any', groups: ['inService'], ageMin: 18, ageMax: 59 };
const retired: Cohort = { dose: 'any', groups: ['retired'], ageMin: 60, ageMax: 69 };
const senior: Cohort = { dose: 'any', groups: ['retired', 'lixiu'], ageMin: 70, ageMax: null };
const twelve: Cohort = { dose: 'any', groups: ['resident'], ageMin: 12, ageMax: null };

describe('cohorts by age and standing', () => {
  test.each<[string, Cohort, Profile, boolean]>([
    ['[LIU-4.1] 59 in service is of the first', inService, { ...somebody, age: 59 }, true],
    ['[LIU-4.1] 60 in service is not', inService, { ...somebody, age: 60 }, false],
    ['[LIU-4.2] 60 and retired is of the second', retired, retiree(60), true],
    ['[LIU-4.2] 70 is not', retired, retiree(70), false],
    ['[LIU-4.3] a 离休 cadre of 70 is of the third', senior, retiree(70, { standing: 'retiredCadre' }), true],
    ['[SX-3.1] a child of 11 counts nowhere', twelve, { ...somebody, role: 'resident', age: 11 }, false],
    ['[SX-3.1] 12 counts', twelve, { ...somebody, role: 'resident', age: 12 }, true],
    ['an age that is not known is of no age', twelve, { ...somebody, age: null }, false],
    [
      '[LAN-1.5.3] 3 to 11 in child welfare',
      { dose: 'fullCourse', groups: ['childInInstitution'], ageMin: 3, ageMax: 11 },
      { ...somebody, role: 'resident', at: 'childWelfare', age: 3 },
      true,
    ],
    [
      '[LAN-1.5.3] and nowhere else',
      { dose: 'fullCourse', groups: ['childInInstitution'], ageMin: 3, ageMax: 11 },
      { ...somebody, role: 'resident', at: 'elderCare', age: 3 },
      false,
    ],
    [
      '[SX-6.3] a community worker, whatever the role',
      { dose: 'any', groups: ['communityWorker'], ageMin: null, ageMax: null },
      { ...somebody, role: 'volunteer', standing: null, groups: ['communityWorker'], age: null },
      true,
    ],
  ])('%s', (_, cohort, member, expected) => {
    expect(isOf(cohort, member)).toBe(expected);
  });

  test('a word the ledger does not know is told, and never guessed at', () => {
    expect(isTold(senior)).toBe(true);
    expect(isTold({ groups: ['retired', 'somebodyElse'] })).toBe(false);
  });

  test('[LIU-4.3] a retiree of 57 and somebody of 61 in service stand outside, and are not dropped', () => {
    const [young, old] = [retiree(57), { ...somebody, age: 61 }];
    const isCounted = (it: Profile) => [inService, retired, senior].some((of) => isOf(of, it));
    expect(outside([somebody, young, old, retiree(65)], isCounted)).toEqual([young, old]);
  });
});

describe('numerators, denominators and exclusions apart', () => {
  test('[SX-3.1] scenario 7: 1000 of 12 and more, 20 contraindicated, 912 vaccinated leave 68 open', () => {
    const profiles = [
      { ...somebody, ...done, count: 912 },
      { ...somebody, hindrance: 'contraindication' as const, count: 20 },
      { ...somebody, count: 68 },
      { ...somebody, age: 11, count: 7 },
    ];
    expect(countsOf(twelve, profiles)).toEqual({
      ...{ persons: 1000, vaccinated: 912, contraindicated: 20, deferred: 0, refused: 0, open: 68, eligible: 980 },
    });
  });

  test('who has the dose is not excluded from it, and is from the next one', () => {
    const begun = { ...somebody, first: true, hindrance: 'contraindication' as const };
    expect(countsOf(twelve, [begun])).toMatchObject({ vaccinated: 1, contraindicated: 0, eligible: 1 });
    expect(countsOf({ ...twelve, dose: 'fullCourse' }, [begun])).toMatchObject({
      vaccinated: 0,
      contraindicated: 1,
      eligible: 0,
    });
  });

  test('[DX-3.7.1] who refuses stays in every base', () => {
    expect(countsOf(twelve, [{ ...somebody, hindrance: 'ownRefusal' }])).toMatchObject({
      persons: 1,
      eligible: 1,
      refused: 1,
    });
  });

  test('who belongs to two units counts once where both are looked at, with what either has on record', () => {
    const both = ['elderCare', 'childWelfare'] as const;
    expect(
      countsOf(
        twelve,
        both.map((at) => ({ ...somebody, at, person: 'one' })),
      ).persons,
    ).toBe(1);
  });
});

test('[DX-3.7.4] a unit falls short below its share, and where none is given while anybody is left who could come', () => {
  const counted = (open: number, refused = 0) => ({
    ...{ persons: 10, vaccinated: 10 - open - refused, contraindicated: 0, deferred: 0, refused, open, eligible: 10 },
  });
  expect(fallsShort({ standing: 'breached', counts: counted(0) })).toBe(true);
  expect(fallsShort({ standing: 'met', counts: counted(1) })).toBe(false);
  expect(fallsShort({ standing: 'notSet', counts: counted(0) })).toBe(false);
  expect(fallsShort({ standing: 'notSet', counts: counted(0, 1) })).toBe(true);
});

describe('whoever there is', () => {
  const profiles = fc.array(
    fc.record({
      role: fc.constantFrom('staff', 'retiree', 'resident', 'volunteer'),
      standing: fc.constantFrom(null, 'inService', 'retired', 'retiredCadre'),
      groups: fc.subarray(['communityWorker', 'socialWorker']),
      at: fc.constantFrom(null, 'elderCare' as const, 'bureau' as const),
      age: fc.option(fc.nat(99)),
      person: fc.option(fc.constantFrom('one', 'two')),
      count: fc.constant(1),
      first: fc.boolean(),
      full: fc.boolean(),
      booster: fc.boolean(),
      hindrance: fc.option(fc.constantFrom(...hindranceKinds)),
    }),
    { maxLength: 12 },
  );
  const cohorts = [inService, retired, senior, twelve];

  test('the places add up to all, and the cohorts with those outside to everybody', () => {
    fc.assert(
      fc.property(profiles, (all) => {
        for (const cohort of cohorts) {
          const { persons, vaccinated, contraindicated, deferred, refused, open, eligible } = countsOf(cohort, all);
          expect(vaccinated + contraindicated + deferred + refused + open).toBe(persons);
          expect(eligible).toBe(vaccinated + refused + open);
        }
        const inside = new Set(all.flatMap((it, at) => (cohorts.some((of) => isOf(of, it)) ? [it.person ?? at] : [])));
        const everybody = new Set(all.map((it, at) => it.person ?? at));
        const isCounted = (it: Profile) => cohorts.some((of) => isOf(of, it));
        expect(inside.size + outside(all, isCounted).length).toBe(everybody.size);
      }),
    );
  });

  test('[I9] between two of the ages at which cohorts begin or end, all are alike', () => {
    const ages = agesOf(cohorts);
    fc.assert(
      fc.property(fc.nat(110), fc.constantFrom('staff', 'retiree'), (age, role) => {
        const lowest = ages.findLast((it) => it <= age) ?? 0;
        const member = { ...somebody, role, standing: role === 'staff' ? 'inService' : 'retired' };
        for (const cohort of cohorts)
          expect(isOf(cohort, { ...member, age })).toBe(isOf(cohort, { ...member, age: lowest }));
      }),
    );
  });

  test('days of birth part the ages as birthdays do, on 29 February as well', () => {
    const days = fc
      .integer({ min: 0, max: 40_000 })
      .map((add) => Temporal.PlainDate.from('1920-01-01').add({ days: add }));
    const leap = fc
      .constantFrom('1952-02-29', '2004-02-29', '2009-02-28', '2009-03-01')
      .map((it) => Temporal.PlainDate.from(it));
    const today = fc.constantFrom('2021-02-28', '2021-03-01', '2024-02-29', '2021-09-20');
    fc.assert(
      fc.property(fc.oneof(days, leap), today, (born, day) => {
        const ages = [0, 12, 60, 69];
        const reached = ages.filter((age) => ageOn(born, Temporal.PlainDate.from(day)) >= age).length;
        expect(birthsParting(ages, day).filter((first) => born.toString() < first).length).toBe(reached);
      }),
      { numRuns: 500 },
    );
  });
});
