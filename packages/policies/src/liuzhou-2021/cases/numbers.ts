import type { Case, CaseOf } from '@anmin/domain/measures/case';

/** Cases with a number or a day in them, and the scenarios of the acceptance list. */
export const numbers: Case[] = [
  ...shares('LIU/retired-coverage@1', 1000, 900, 5),
  ...shares('LIU/in-service-coverage@1', 100, 95, 6),
  ...shares('LIU/senior-coverage@1', 10, 7, 6),
  ...sharesBy('LIU/in-service-first-dose@1', 100, 95, '2021-08-20'),
  ...sharesBy('LIU/retired-first-dose@1', 1000, 900, '2021-08-20'),
  ...sharesBy('LIU/senior-first-dose@1', 10, 7, '2021-08-20'),
  ...sharesBy('LIU/in-service-full-course@1', 100, 95, '2021-09-20'),
  ...sharesBy('LIU/retired-full-course@1', 1000, 900, '2021-09-20'),
  ...sharesBy('LIU/senior-full-course@1', 10, 7, '2021-09-20'),
  ...milestone('LIU/recipients-first-dose@1', '2021-08-20', '2021-08-21'),
  ...milestone('LIU/recipients-full-course@1', '2021-09-20', '2021-09-21'),
  ...['in-service', 'retired', 'lixiu'].map((name): CaseOf<'coverage'> => ({
    rule: `LIU/unclassified-${name}-coverage@1`,
    name: 'somebody in none of the three cohorts is shown, and judged by no share',
    kind: 'coverage',
    given: { persons: 1, contraindicated: 0, eligible: 1, vaccinated: 0 },
    at: '2021-08-20T12:00',
    then: 'notSet',
    scenario: 5,
  })),
];

/** The contraindicated count in the base (C2), so nobody is left out of `persons`. */
function people(persons: number, vaccinated: number) {
  return { persons, contraindicated: 1, eligible: persons - 2, vaccinated };
}

function shares(rule: string, persons: number, enough: number, scenario: number): CaseOf<'coverage'>[] {
  const at = '2021-08-12T09:00';
  return [
    {
      rule,
      name: `${enough - 1} of ${persons} are below the share`,
      kind: 'coverage',
      given: people(persons, enough - 1),
      at,
      then: 'breached',
      missing: ['floor'],
      scenario,
    },
    {
      rule,
      name: `${enough} of ${persons} meet the share exactly`,
      kind: 'coverage',
      given: people(persons, enough),
      at,
      then: 'met',
      scenario,
    },
  ];
}

function sharesBy(rule: string, persons: number, enough: number, day: string): CaseOf<'coverage'>[] {
  const tell = (name: string, vaccinated: number, at: string) =>
    ({ rule, name, kind: 'coverage', given: people(persons, vaccinated), at }) as const;
  const nextDay = Temporal.PlainDate.from(day).add({ days: 1 }).toString();
  return [
    { ...tell('below the share until its day is over', enough - 1, `${day}T23:59`), then: 'due', missing: ['floor'] },
    { ...tell('below the share the day after', enough - 1, `${nextDay}T00:00`), then: 'breached', missing: ['floor'] },
    { ...tell('the share reached on its day', enough, `${day}T23:59`), then: 'met' },
  ];
}

function milestone(rule: string, day: string, nextDay: string): CaseOf<'deadline'>[] {
  const tell = (name: string, doneAt: string | null, at: string) => {
    const done = doneAt === null ? [] : [{ to: null, at: doneAt, signed: false }];
    return { rule, name, kind: 'deadline', given: { event: null, done }, at, scenario: 8 } as const;
  };
  const act = rule.includes('first') ? 'completeFirstDose' : 'completeFullCourse';
  return [
    { ...tell('given at 23:30 of the day counts', `${day}T23:30`, `${nextDay}T08:00`), then: 'met' },
    {
      ...tell('given ten minutes past midnight is late', `${nextDay}T00:10`, `${nextDay}T08:00`),
      then: 'breached',
      missing: [act],
    },
    { ...tell('not yet given on the day is due', null, `${day}T23:59`), then: 'due', missing: [act] },
  ];
}
