import type { RuleVersion } from '@anmin/domain/measures/notice';
import { bureaus, communities, inForce } from '../scopes.ts';

const atLeastOne = (role: string) => ({ role, count: 1, exactly: false });

export const communityRules: RuleVersion[] = [
  {
    id: 'ZJ/key-persons@1',
    clauses: ['ZJ-0.1'],
    scope: bureaus,
    ...inForce,
    modality: 'must',
    requirement: {
      kind: 'ledger',
      of: 'keyPerson',
      steps: ['categorised', 'isolatedOrControlled'],
      fields: [],
    },
  },
  {
    id: 'ZJ/community-gate@1',
    clauses: ['ZJ-4.1'],
    scope: communities,
    ...inForce,
    modality: 'must',
    requirement: {
      kind: 'assignment',
      each: 'communityGate',
      roles: [atLeastOne('responsibleTownship'), atLeastOne('responsibleCommunity')],
      hoursADay: null,
    },
  },
  {
    id: 'ZJ/community-gate-measures@1',
    clauses: ['ZJ-4.1'],
    scope: communities,
    ...inForce,
    modality: 'must',
    requirement: { kind: 'ledger', of: 'communityGate', steps: ['measuresInPlace'], fields: [] },
  },
  ...(
    [
      { name: 'no-case', by: 'noCaseFound', state: 'measuresWithoutCase' },
      { name: 'case-or-outbreak', by: 'caseOrOutbreak', state: 'measuresOnCaseOrOutbreak' },
      { name: 'transmission', by: 'transmission', state: 'measuresOnTransmission' },
    ] as const
  ).map(({ name, by, state }): RuleVersion => ({
    id: `ZJ/community-${name}@1`,
    clauses: ['ZJ-4.2'],
    scope: communities,
    ...inForce,
    modality: 'must',
    requirement: { kind: 'status', subject: 'community', state, trigger: 'communityStatus', by, bars: [] },
  })),
  {
    id: 'ZJ/community-network@1',
    clauses: ['ZJ-4.3'],
    scope: communities,
    ...inForce,
    modality: 'must',
    requirement: {
      kind: 'assignment',
      each: 'community',
      roles: [
        atLeastOne('townshipCadre'),
        atLeastOne('communityWorker'),
        atLeastOne('ownersCommitteeMember'),
        atLeastOne('propertyManagementStaff'),
        atLeastOne('medicalWorker'),
        atLeastOne('volunteer'),
      ],
      hoursADay: null,
    },
    reading: '各类人员至少一人。',
  },
];
