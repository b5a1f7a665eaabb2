import type { RuleVersion } from '@anmin/domain/measures/notice';
import { must, scopes } from './scopes.ts';

const cohorts = [
  { group: 'bureauStaff', name: 'bureau' },
  { group: 'affiliatedUnitStaff', name: 'affiliated-unit' },
  { group: 'institutionStaff', name: 'institution' },
  { group: 'communityWorker', name: 'community' },
  { group: 'socialOrganisationStaff', name: 'social-organisation' },
  { group: 'socialWorker', name: 'social-worker' },
];

/** Part six, third sentence: vaccination as the touchstone of cadres. The text gives no share for a cohort. */
export const cadres: RuleVersion[] = [
  ...cohorts.map(({ group, name }): RuleVersion => ({
    id: `SX/${name}-coverage@1`,
    clauses: ['SX-6.3'],
    scope: scopes.bureaus,
    ...must,
    requirement: {
      kind: 'coverage',
      dose: 'any',
      groups: [group],
      ageMin: null,
      ageMax: null,
      floor: null,
      goal: null,
      by: null,
    },
  })),
  {
    id: 'SX/vaccine-publicity@1',
    clauses: ['SX-6.4'],
    scope: scopes.departmentsAndInstitutions,
    ...must,
    requirement: {
      kind: 'cadence',
      activity: 'vaccinePublicity',
      each: 'unit',
      times: null,
      per: null,
      items: ['vaccineSafety', 'vaccinationNecessity'],
    },
  },
];
