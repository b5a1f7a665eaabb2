import type { RuleVersion } from '@anmin/domain/measures/notice';
import { must, scopes } from './scopes.ts';

const services = ['psychologicalSupport', 'healthCare', 'resourceLinking', 'hardshipRelief'];
const helpers = [
  { each: 'socialOrganisation', name: 'social-organisation' },
  { each: 'socialWorkAgency', name: 'social-work' },
  { each: 'volunteerGroup', name: 'volunteer' },
];

/** Part one, fourth sentence, and part four: the public, the villages, the helpers. */
export const community: RuleVersion[] = [
  {
    id: 'SX/mobilisation@1',
    clauses: ['SX-1.1'],
    scope: scopes.departmentsAndInstitutions,
    ...must,
    requirement: {
      kind: 'cadence',
      activity: 'mobilisationPublicity',
      each: 'unit',
      times: null,
      per: null,
      items: ['elderlyAndChildren'],
    },
  },
  {
    id: 'SX/village-organisation@1',
    clauses: ['SX-4.1'],
    scope: scopes.bureaus,
    ...must,
    requirement: {
      kind: 'assignment',
      each: 'villageOrCommunity',
      roles: [
        { role: 'partyBranch', count: 1, exactly: false },
        { role: 'villageCommittee', count: 1, exactly: false },
        { role: 'primaryCareBody', count: 1, exactly: false },
        { role: 'townshipContact', count: 1, exactly: false },
        { role: 'countyContact', count: 1, exactly: false },
      ],
      hoursADay: null,
    },
  },
  ...helpers.map(({ each, name }): RuleVersion => ({
    id: `SX/${name}-services@1`,
    clauses: ['SX-4.2'],
    scope: scopes.bureaus,
    ...must,
    requirement: { kind: 'cadence', activity: 'helperServices', each, times: null, per: null, items: services },
  })),
  {
    id: 'SX/exemplars@1',
    clauses: ['SX-4.3'],
    scope: scopes.bureaus,
    ...must,
    requirement: {
      kind: 'ledger',
      of: 'exemplar',
      steps: ['drafted', 'approvedByBureau', 'published'],
      fields: ['epidemicControl', 'donation', 'workResumption'],
    },
  },
  {
    id: 'SX/volunteer-guidance@1',
    clauses: ['SX-4.4'],
    scope: scopes.bureaus,
    ...must,
    requirement: {
      kind: 'cadence',
      activity: 'volunteerGuidance',
      each: 'bureau',
      times: null,
      per: null,
      items: ['initiativeLetterAnnouncementOrGuideline'],
    },
  },
];
