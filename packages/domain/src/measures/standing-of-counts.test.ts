import { describe, expect, test } from 'vitest';
import { stands } from '../../test/standing.ts';
import { thresholdStands } from './standing-of-counts.ts';

describe('a coverage', () => {
  const floor = {
    kind: 'coverage',
    dose: 'fullCourse',
    groups: ['resident'],
    ageMin: 12,
    ageMax: null,
    floor: { permille: 912, of: 'all' },
    goal: { permille: 1000, of: 'withoutContraindicated' },
    by: null,
  } as const;
  const of = (vaccinated: number) => ({ persons: 1000, contraindicated: 20, eligible: 980, vaccinated });

  test.each([
    [911, 'breached', ['floor']],
    [912, 'due', ['goal']],
    [979, 'due', ['goal']],
    [980, 'met', []],
  ])('[SX-3.1] %i of 1000 with 20 contraindicated', (vaccinated, standing, missing) => {
    expect(stands({ ...floor, groups: [...floor.groups] }, of(vaccinated), '2021-09-01T08:00')).toMatchObject({
      standing,
      missing,
    });
  });

  test.each([
    [8995, '2021-08-20T23:59', 'due'],
    [8995, '2021-08-21T00:00', 'breached'],
    [9000, '2021-08-21T00:00', 'met'],
  ])('[LIU-4.2] 89.95 % is not 90 %: %i of 10000 at %s', (vaccinated, asOf, standing) => {
    const share = {
      ...floor,
      groups: ['retired'],
      floor: { permille: 900, of: 'all' as const },
      goal: null,
      by: '2021-08-20',
    };
    expect(stands(share, { persons: 10_000, contraindicated: 0, eligible: 0, vaccinated }, asOf).standing).toBe(
      standing,
    );
  });

  test('nobody to vaccinate is nobody missed; no number is not set', () => {
    const none = { persons: 0, contraindicated: 0, eligible: 0, vaccinated: 0 };
    expect(stands({ ...floor, groups: [] }, none, '2021-09-01T08:00').standing).toBe('met');
    expect(stands({ ...floor, groups: [], floor: null, goal: null }, of(0), '2021-09-01T08:00').standing).toBe(
      'notSet',
    );
  });
});

describe('a threshold', () => {
  const banquet = {
    kind: 'threshold',
    of: 'banquet',
    measure: 'tables',
    from: 5,
    acts: [{ act: 'report', by: 'villageCommittee' }],
  } as const;
  const held = (size: number | null, ...done: string[]) => ({ size, done, at: '2022-01-08T12:00' });

  test.each([
    [4, [], '2022-01-07T12:00', 'met'],
    [5, [], '2022-01-07T12:00', 'due'],
    [5, ['report'], '2022-01-07T12:00', 'met'],
    [5, [], '2022-01-08T12:01', 'breached'],
    [null, [], '2022-01-08T12:01', 'met'],
  ])('[LAN-1.2.6] %s tables with %j done at %s', (size, done, asOf, standing) => {
    expect(stands({ ...banquet, acts: [...banquet.acts] }, held(size, ...done), asOf).standing).toBe(standing);
  });

  test.each([
    [10, 'met'],
    [11, 'breached'],
  ])('[LAN-1.2.7] a family dinner of %i', (size, standing) => {
    const family = {
      ...banquet,
      of: 'familyDinner',
      measure: 'persons' as const,
      from: 11,
      acts: [{ act: 'refuse' as const, by: null }],
    };
    expect(stands(family, held(size), '2022-01-07T12:00').standing).toBe(standing);
  });

  test.each([
    ['must', ['giveReason'], 'breached'],
    ['principle', [], 'breached'],
    ['principle', ['giveReason'], 'met'],
  ] as const)('[LAN-1.2.4] a gala refused by a %s, with %j on file', (modality, done, standing) => {
    const requirement = {
      ...{ ...banquet, of: 'gala', measure: 'any' as const, from: null },
      acts: [{ act: 'refuse' as const, by: null }],
    };
    expect(thresholdStands({ requirement, modality }, held(1, ...done), '2022-01-07T12:00').standing).toBe(standing);
  });

  test('without a number it is not set, unless any size counts', () => {
    const unset = { ...banquet, from: null, acts: [...banquet.acts] };
    expect(stands(unset, held(100), '2022-01-07T12:00').standing).toBe('notSet');
    expect(stands({ ...unset, measure: 'any' }, held(1), '2022-01-07T12:00').standing).toBe('due');
  });
});

describe('an assignment', () => {
  const roster = {
    kind: 'assignment' as const,
    each: 'day',
    roles: [{ role: 'leader', count: 1, exactly: false }],
    hoursADay: 24,
  };
  test.each([
    [[{ id: '2022-02-01', roles: { leader: 1 }, hours: 24 }], 'met', []],
    [[{ id: '2022-02-01', roles: { leader: 1 }, hours: 20 }], 'breached', ['2022-02-01']],
    [[{ id: '2022-02-01', roles: {}, hours: 24 }], 'breached', ['2022-02-01']],
    [[{ id: '2022-02-01', roles: { leader: 2 }, hours: 24 }], 'met', []],
  ])('[ZJ-5.7] %j', (subjects, standing, missing) => {
    expect(stands(roster, { subjects }, '2022-02-01T08:00')).toMatchObject({ standing, missing });
  });

  test.each([
    [0, 'breached'],
    [1, 'met'],
    [2, 'breached'],
  ])('[SX-6.1] %i principals where exactly one is named', (principal, standing) => {
    const one = {
      kind: 'assignment' as const,
      each: 'unit',
      roles: [{ role: 'principal', count: 1, exactly: true }],
      hoursADay: null,
    };
    expect(
      stands(one, { subjects: [{ id: 'u', roles: { principal }, hours: null }] }, '2021-08-06T08:00').standing,
    ).toBe(standing);
  });
});

describe('a ledger', () => {
  const list = { kind: 'ledger' as const, of: 'symptoms', steps: ['isolated', 'hospital'], fields: ['relief'] };
  test.each([
    [[], ['relief'], 'met', []],
    [[{ id: 'a', steps: ['isolated', 'hospital'] }], ['relief'], 'met', []],
    [[{ id: 'a', steps: ['isolated'] }], ['relief'], 'due', ['a']],
    [[], [], 'due', ['relief']],
  ])('with %j and %j signed off', (entries, signedOff, standing, missing) => {
    expect(stands(list, { entries, signedOff }, '2021-12-08T08:00')).toMatchObject({ standing, missing });
  });
});
