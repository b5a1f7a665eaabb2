import type { RuleVersion } from '@anmin/domain/measures/notice';
import { assigned, listOf, unsetCadence, unsetDeadline } from '../duties.ts';
import { hazardPlaces, inForce, institutions } from '../scopes.ts';

export const safetyRules: RuleVersion[] = [
  {
    id: 'LAN/safety-leads@1',
    clauses: ['LAN-3.1'],
    scope: institutions,
    ...inForce,
    modality: 'must',
    requirement: assigned('institution', ['partyLead', 'administrativeLead']),
  },
  {
    id: 'LAN/hazards@1',
    clauses: ['LAN-3.2'],
    scope: hazardPlaces,
    ...inForce,
    modality: 'must',
    requirement: unsetCadence('safetyCheck', 'institution', [
      'fire',
      'electricity',
      'freezing',
      'foodPoisoning',
      'gasPoisoning',
      'trafficSafety',
    ]),
    reading: '社会福利机构没有单独的类别，按儿童福利机构登记。',
  },
  ...(
    [
      { name: 'hazards', act: 'safetyHazardCheck' },
      { name: 'fire', act: 'fireSafetyInspection' },
    ] as const
  ).map(({ name, act }): RuleVersion => ({
    id: `LAN/pre-holiday-${name}@1`,
    clauses: ['LAN-3.3'],
    scope: institutions,
    ...inForce,
    modality: 'must',
    requirement: unsetDeadline(act),
    reading: '节前：日期原文未写。',
  })),
  {
    id: 'LAN/hazard-closure@1',
    clauses: ['LAN-3.3'],
    scope: institutions,
    ...inForce,
    modality: 'must',
    requirement: listOf('safetyHazard', 'rectified'),
  },
  {
    id: 'LAN/holiday-patrol@1',
    clauses: ['LAN-3.4'],
    scope: institutions,
    ...inForce,
    modality: 'must',
    requirement: unsetCadence('holidayPatrol', 'institution'),
  },
  {
    id: 'LAN/equipment@1',
    clauses: ['LAN-3.4'],
    scope: institutions,
    ...inForce,
    modality: 'must',
    requirement: unsetCadence('equipmentCheck', 'institution', ['emergencyEquipment', 'fireEquipment']),
  },
];
