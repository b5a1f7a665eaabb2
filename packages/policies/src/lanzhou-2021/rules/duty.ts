import type { RuleVersion } from '@anmin/domain/measures/notice';
import { assigned, listOf, unsetCadence, unsetDeadline } from '../duties.ts';
import { countiesAndAffiliatedUnits, inForce } from '../scopes.ts';

export const dutyRules: RuleVersion[] = [
  {
    id: 'LAN/roster@1',
    clauses: ['LAN-7.1'],
    scope: countiesAndAffiliatedUnits,
    ...inForce,
    modality: 'must',
    requirement: assigned('shift', ['dutyOfficer', 'leaderOnDuty'], 24),
    reading: 'C24',
  },
  {
    id: 'LAN/trip-filing@1',
    clauses: ['LAN-7.1'],
    scope: countiesAndAffiliatedUnits,
    ...inForce,
    modality: 'must',
    requirement: listOf('staffTrip', 'tripReport'),
  },
  {
    id: 'LAN/information-report@1',
    clauses: ['LAN-7.1'],
    scope: countiesAndAffiliatedUnits,
    ...inForce,
    modality: 'must',
    requirement: unsetCadence('informationReport', 'unit'),
  },
  {
    id: 'LAN/urgent-report@1',
    clauses: ['LAN-7.2'],
    scope: countiesAndAffiliatedUnits,
    ...inForce,
    modality: 'must',
    requirement: unsetDeadline('urgentInformationReport', { after: 'urgentEvent', to: ['superiorBureau'] }),
    reading: 'I8',
  },
  {
    id: 'LAN/urgent-event@1',
    clauses: ['LAN-7.2'],
    scope: countiesAndAffiliatedUnits,
    ...inForce,
    modality: 'must',
    requirement: listOf('urgentEvent', 'instructionsRequested', 'measuresTaken'),
  },
  ...(
    [
      { name: 'concealed', of: 'harmfulConcealedReport' },
      { name: 'late', of: 'harmfulLateReport' },
      { name: 'omitted', of: 'harmfulOmittedReport' },
    ] as const
  ).map(({ name, of }): RuleVersion => ({
    id: `LAN/accountability-${name}@1`,
    clauses: ['LAN-7.3'],
    scope: countiesAndAffiliatedUnits,
    ...inForce,
    modality: 'discretion',
    requirement: listOf(of, 'consequenceFound', 'accountabilityDecided'),
    reading: 'C23；后果指延误处置或影响重大，二者有其一。',
  })),
  {
    id: 'LAN/emergency-plan@1',
    clauses: ['LAN-7.4'],
    scope: countiesAndAffiliatedUnits,
    ...inForce,
    modality: 'must',
    requirement: unsetDeadline('emergencyPlanRevision'),
  },
  {
    id: 'LAN/readiness@1',
    clauses: ['LAN-7.4'],
    scope: countiesAndAffiliatedUnits,
    ...inForce,
    modality: 'must',
    requirement: unsetCadence('readinessCheck', 'unit'),
  },
];
