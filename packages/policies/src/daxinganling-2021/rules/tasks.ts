import type { RuleVersion } from '@anmin/domain/measures/notice';
import { must } from '../binding.ts';

/** The sections that coordinate the seven key tasks, and the bureaus that carry them out. */
export const tasks: readonly RuleVersion[] = [
  {
    id: 'DX/task-institutions@1',
    clauses: ['DX-3.1.R'],
    ...must('bureau'),
    requirement: task('institutionsTask', ['countyBureau'], ['socialAffairsAndElderCareSection']),
  },
  {
    id: 'DX/task-relief@1',
    clauses: ['DX-3.2.R'],
    ...must('bureau'),
    requirement: task('reliefTask', ['countyBureau'], ['socialAssistanceSection']),
  },
  {
    id: 'DX/task-community@1',
    clauses: ['DX-3.3.R'],
    ...must('bureau'),
    requirement: task(
      'communityTask',
      ['countyBureau'],
      ['organisationsAndGovernanceSection', 'socialAffairsAndElderCareSection'],
    ),
  },
  {
    id: 'DX/task-vagrants@1',
    clauses: ['DX-3.4.R'],
    ...must('bureau'),
    requirement: task('vagrantsTask', ['countyBureau'], ['reliefMainStation']),
  },
  {
    id: 'DX/task-outlets@1',
    clauses: ['DX-3.5.R'],
    ...must('bureau'),
    requirement: task('outletsTask', ['countyBureau'], ['prefectureLotteryCentre']),
  },
  {
    id: 'DX/task-publicity@1',
    clauses: ['DX-3.6.R'],
    ...must('bureau', 'bureauSection', 'affiliatedUnit'),
    requirement: task(
      'publicityTask',
      ['countyBureau', 'prefectureSection', 'affiliatedUnit'],
      ['prefectureBureauOffice'],
    ),
  },
  {
    id: 'DX/task-vaccination@1',
    clauses: ['DX-3.6.R'],
    ...must('bureau', 'bureauSection', 'affiliatedUnit'),
    requirement: task(
      'vaccinationTask',
      ['countyBureau', 'prefectureSection', 'affiliatedUnit'],
      ['prefectureBureauOffice'],
    ),
  },
];

function task(each: string, implementing: readonly string[], coordinating: readonly string[]) {
  return {
    kind: 'assignment' as const,
    each,
    roles: [
      ...implementing.map((role) => ({ role, count: 1, exactly: false })),
      ...coordinating.map((role) => ({ role, count: 1, exactly: true })),
    ],
    hoursADay: null,
  };
}
