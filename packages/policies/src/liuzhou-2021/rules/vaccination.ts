import type { RuleVersion } from '@anmin/domain/measures/notice';
import type { RequirementOf } from '@anmin/domain/measures/requirement';
import { must, scopes } from './scopes.ts';

type Cohort = {
  readonly name: string;
  readonly clause: string;
  readonly reach: Pick<RequirementOf<'coverage'>, 'groups' | 'ageMin' | 'ageMax' | 'floor'>;
};

const cohorts: Cohort[] = [
  {
    name: 'in-service',
    clause: 'LIU-4.1',
    reach: { groups: ['inService'], ageMin: 18, ageMax: 59, floor: { permille: 950, of: 'all' } },
  },
  {
    name: 'retired',
    clause: 'LIU-4.2',
    reach: { groups: ['retired'], ageMin: 60, ageMax: 69, floor: { permille: 900, of: 'all' } },
  },
  {
    name: 'senior',
    clause: 'LIU-4.3',
    reach: { groups: ['retired', 'lixiu'], ageMin: 70, ageMax: null, floor: { permille: 700, of: 'all' } },
  },
];

/** Whom the three cohorts leave out: shown beside them, never dropped. */
const unclassified = [
  { name: 'in-service', reach: { groups: ['inService'], ageMin: 60, ageMax: null, floor: null } },
  { name: 'retired', reach: { groups: ['retired'], ageMin: null, ageMax: 59, floor: null } },
  { name: 'lixiu', reach: { groups: ['lixiu'], ageMin: null, ageMax: 69, floor: null } },
];

const milestones = [
  { name: 'first-dose', dose: 'first', act: 'completeFirstDose', by: '2021-08-20' },
  { name: 'full-course', dose: 'fullCourse', act: 'completeFullCourse', by: '2021-09-20' },
] as const;

/** Point four: the shares of the staff and retired staff, and the two dates. */
export const vaccination: RuleVersion[] = [
  {
    id: 'LIU/staff-register@1',
    clauses: ['LIU-4.0'],
    scope: scopes.everyUnit,
    ...must,
    requirement: {
      kind: 'ledger',
      of: 'staffRegister',
      steps: ['employmentStatusRecorded', 'birthDateRecorded'],
      fields: ['inService', 'retired', 'lixiu'],
    },
    reading: 'I9',
  },
  ...cohorts.map(({ name, clause, reach }): RuleVersion => ({
    id: `LIU/${name}-coverage@1`,
    clauses: [clause],
    scope: scopes.everyUnit,
    ...must,
    requirement: { kind: 'coverage', dose: 'any', ...reach, goal: null, by: null },
    reading: 'C2',
  })),
  ...unclassified.map(({ name, reach }): RuleVersion => ({
    id: `LIU/unclassified-${name}-coverage@1`,
    clauses: cohorts.map(({ clause }) => clause),
    scope: scopes.everyUnit,
    ...must,
    requirement: { kind: 'coverage', dose: 'any', ...reach, goal: null, by: null },
    reading: 'C3',
  })),
  ...milestones.flatMap(({ name, dose, by }) =>
    cohorts.map((cohort): RuleVersion => ({
      id: `LIU/${cohort.name}-${name}@1`,
      clauses: [cohort.clause, 'LIU-4.7'],
      scope: scopes.everyUnit,
      ...must,
      requirement: { kind: 'coverage', dose, ...cohort.reach, goal: null, by },
      reading: '日期写在服务对象之后，从严也用于职工三组；I3',
    })),
  ),
  ...milestones.map(({ name, act, by }): RuleVersion => ({
    id: `LIU/recipients-${name}@1`,
    clauses: ['LIU-4.7'],
    scope: scopes.institutions,
    ...must,
    requirement: {
      kind: 'deadline',
      act,
      after: null,
      by,
      withinMinutes: null,
      onDays: [],
      to: [],
      signedBy: null,
    },
    reading: 'I3',
  })),
];
