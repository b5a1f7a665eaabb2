import type { RuleVersion } from '@anmin/domain/measures/notice';
import { listOf, unsetCadence } from '../duties.ts';
import { committees, communities, inForce } from '../scopes.ts';

/** 「12月4日以来有陕西省西安市旅居史」: that day included. */
const fromXian = { region: '610100', since: '2021-12-04' };

export const communityRules: RuleVersion[] = [
  {
    id: 'LAN/community-gate@1',
    clauses: ['LAN-1.3.1'],
    scope: committees,
    ...inForce,
    modality: 'must',
    requirement: {
      kind: 'gate',
      at: 'community',
      checks: ['registration', 'temperature', 'healthCode'],
      refuses: [],
      exempt: [],
    },
  },
  {
    id: 'LAN/community-open@1',
    clauses: ['LAN-1.3.1'],
    scope: committees,
    ...inForce,
    modality: 'principle',
    requirement: {
      kind: 'status',
      subject: 'community',
      state: 'freeMovement',
      trigger: 'citywide',
      by: null,
      bars: [],
    },
    reading: 'C30',
  },
  ...(
    [
      { name: 'returnees', of: 'returnee' },
      { name: 'outsiders', of: 'outsider' },
      { name: 'risk-areas', of: 'personFromRiskArea' },
      { name: 'inbound', of: 'releasedInboundTraveller' },
    ] as const
  ).map(({ name, of }): RuleVersion => ({
    id: `LAN/key-persons-${name}@1`,
    clauses: ['LAN-1.3.2'],
    scope: communities,
    ...inForce,
    modality: 'must',
    requirement: listOf(of, 'registered', 'controlled'),
  })),
  {
    id: 'LAN/key-persons-partners@1',
    clauses: ['LAN-1.3.2'],
    scope: communities,
    ...inForce,
    modality: 'must',
    requirement: unsetCadence('partnerExchange', 'community', ['police', 'healthDepartment']),
  },
  {
    id: 'LAN/xian-arrivals@1',
    clauses: ['LAN-1.3.3'],
    scope: communities,
    ...inForce,
    modality: 'must',
    requirement: { ...listOf('arrivalFromXian', 'surveyed', 'registered', 'protectionSupervised'), exposure: fromXian },
    reading: 'C21',
  },
  {
    id: 'LAN/xian-monitoring@1',
    clauses: ['LAN-1.3.3'],
    scope: communities,
    ...inForce,
    modality: 'must',
    requirement: {
      kind: 'cadence',
      activity: 'healthMonitoring',
      each: 'arrivalFromXian',
      times: 1,
      per: 'day',
      items: [],
      exposure: fromXian,
    },
    reading: 'C21：日常为每日一次。',
  },
  {
    id: 'LAN/grid-worker@1',
    clauses: ['LAN-1.3.4'],
    scope: committees,
    ...inForce,
    modality: 'must',
    requirement: {
      kind: 'assignment',
      each: 'keyPerson',
      roles: [{ role: 'gridWorker', count: 1, exactly: true }],
      hoursADay: null,
    },
  },
  {
    id: 'LAN/grid-monitoring@1',
    clauses: ['LAN-1.3.4'],
    scope: committees,
    ...inForce,
    modality: 'must',
    requirement: {
      kind: 'cadence',
      activity: 'monitoringReport',
      each: 'keyPerson',
      times: 1,
      per: 'day',
      items: [],
    },
    reading: '日常：每日一次。',
  },
  {
    id: 'LAN/public-places@1',
    clauses: ['LAN-1.3.5'],
    scope: committees,
    ...inForce,
    modality: 'must',
    requirement: unsetCadence('disinfection', 'publicLeisurePlace'),
  },
  ...(
    [
      { name: 'science', activity: 'popularScience' },
      { name: 'policy', activity: 'currentPolicy' },
    ] as const
  ).map(({ name, activity }): RuleVersion => ({
    id: `LAN/publicity-${name}@1`,
    clauses: ['LAN-1.3.6'],
    scope: communities,
    ...inForce,
    modality: 'must',
    requirement: unsetCadence(activity, 'community', ['weChat', 'loudspeaker', 'eScreen']),
  })),
];
