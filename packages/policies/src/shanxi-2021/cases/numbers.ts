import type { Case, CaseOf } from '@anmin/domain/measures/case';

/** Cases with a number or a day in them, and the scenarios of the acceptance list. */
export const numbers: Case[] = [
  ...(
    [
      ['at 91.1 % the floor is breached', 911, 'breached', ['floor']],
      ['at 91.2 % the floor is met and the goal stays open', 912, 'due', ['goal']],
      ['one short of the 980 without contraindication', 979, 'due', ['goal']],
      ['all without contraindication reach the goal', 980, 'met', []],
    ] as const
  ).map(([name, vaccinated, then, missing]): CaseOf<'coverage'> => ({
    rule: 'SX/coverage@1',
    name,
    kind: 'coverage',
    given: { persons: 1000, contraindicated: 20, eligible: 960, vaccinated },
    at: '2021-08-20T12:00',
    then,
    missing,
    scenario: 7,
  })),
  {
    rule: 'SX/coverage@1',
    name: '89.95 of 91.2: nothing is rounded up',
    kind: 'coverage',
    given: { persons: 10_000, contraindicated: 0, eligible: 10_000, vaccinated: 9119 },
    at: '2021-08-20T12:00',
    then: 'breached',
    missing: ['floor'],
  },
  {
    rule: 'SX/coverage@1',
    name: 'one short of the 9,800 without contraindication',
    kind: 'coverage',
    given: { persons: 10_000, contraindicated: 200, eligible: 9700, vaccinated: 9799 },
    at: '2021-08-20T12:00',
    then: 'due',
    missing: ['goal'],
  },
  ...['SX/zero-report@1', 'SX/zero-report-shangdang@1'].flatMap((rule) => zeroReports(rule)),
];

function zeroReports(rule: string): CaseOf<'cadence'>[] {
  const tell = (name: string, at: string, reports: readonly string[]) => {
    const done = reports.map((day) => ({ who: 'home', at: day, items: [] }));
    return {
      rule,
      name,
      kind: 'cadence',
      given: { subjects: ['home'], done, since: '2021-08-05' },
      at,
      scenario: 24,
    } as const;
  };
  const [first, second] = ['2021-08-05T17:00', '2021-08-06T17:00'];
  return [
    { ...tell('the first day is owed at its end', '2021-08-05T18:00', []), then: 'due', missing: ['home'] },
    { ...tell('open until the day is over', '2021-08-06T23:59', [first]), then: 'due', missing: ['home'] },
    {
      ...tell('nothing filed is overdue the next day', '2021-08-07T00:00', [first]),
      then: 'breached',
      missing: ['home'],
    },
    { ...tell('an explicit zero completes the day', '2021-08-06T18:00', [first, second]), then: 'met' },
    {
      ...tell('one report does not count for two days', '2021-08-07T08:00', [first, second]),
      then: 'due',
      missing: ['home'],
    },
  ];
}
