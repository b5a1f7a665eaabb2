import type { RuleVersion } from '@anmin/domain/measures/notice';
import { must, scopes } from './scopes.ts';

/** Point five: gatherings of any size, and crowds at a place. */
export const places: RuleVersion[] = [
  {
    id: 'LIU/online-first@1',
    clauses: ['LIU-5.1'],
    scope: scopes.everyUnit,
    ...must,
    requirement: {
      kind: 'threshold',
      of: 'inPersonGathering',
      measure: 'any',
      from: null,
      acts: [{ act: 'giveReason', by: null }],
    },
    reading: 'C16',
  },
  {
    id: 'LIU/fewer-gatherings@1',
    clauses: ['LIU-5.1'],
    scope: scopes.everyUnit,
    ...must,
    requirement: {
      kind: 'cadence',
      activity: 'gatheringStatistics',
      each: 'unit',
      times: null,
      per: null,
      items: ['gatheringCount', 'gatheringSize'],
    },
  },
  {
    id: 'LIU/hq-opinion@1',
    clauses: ['LIU-5.2'],
    scope: scopes.everyUnit,
    ...must,
    requirement: {
      kind: 'threshold',
      of: 'inPersonGathering',
      measure: 'any',
      from: null,
      acts: [{ act: 'seekOpinion', by: 'districtHQ' }],
    },
    reading: 'C16',
  },
  {
    id: 'LIU/gathering-safeguards@1',
    clauses: ['LIU-5.2'],
    scope: scopes.everyUnit,
    ...must,
    requirement: {
      kind: 'ledger',
      of: 'inPersonGathering',
      steps: ['allowedByDistrictHQ', 'venueSafeguarded', 'participantsSafeguarded'],
      fields: [],
    },
  },
  {
    id: 'LIU/occupancy@1',
    clauses: ['LIU-5.3'],
    scope: scopes.institutions,
    ...must,
    requirement: {
      kind: 'threshold',
      of: 'placeOccupancy',
      measure: 'persons',
      from: null,
      acts: [
        { act: 'refuse', by: null },
        { act: 'plan', by: null },
      ],
    },
  },
  {
    id: 'LIU/over-occupancy@1',
    clauses: ['LIU-5.3'],
    scope: scopes.institutions,
    ...must,
    requirement: { kind: 'gate', at: 'entry', checks: [], refuses: ['overOccupancy'], exempt: [] },
  },
  {
    id: 'LIU/real-name@1',
    clauses: ['LIU-5.4'],
    scope: scopes.institutions,
    ...must,
    requirement: {
      kind: 'gate',
      at: 'entry',
      checks: ['temperature', 'healthCode', 'realName'],
      refuses: [],
      exempt: [],
    },
    reading: 'C11',
  },
  {
    id: 'LIU/real-name-exit@1',
    clauses: ['LIU-5.4'],
    scope: scopes.institutions,
    ...must,
    requirement: { kind: 'gate', at: 'exit', checks: ['realName'], refuses: [], exempt: [] },
  },
  {
    id: 'LIU/one-metre-line@1',
    clauses: ['LIU-5.5'],
    scope: scopes.institutions,
    ...must,
    requirement: {
      kind: 'cadence',
      activity: 'placeCheck',
      each: 'place',
      times: null,
      per: null,
      items: ['oneMetreLine', 'maskWearing', 'cleaning', 'preventiveDisinfection'],
    },
  },
];
