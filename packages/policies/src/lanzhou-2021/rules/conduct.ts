import type { RuleVersion } from '@anmin/domain/measures/notice';
import { assigned, listOf, unsetCadence } from '../duties.ts';
import { inForce, units } from '../scopes.ts';

export const conductRules: RuleVersion[] = [
  {
    id: 'LAN/four-parties@1',
    clauses: ['LAN-1.0'],
    scope: units,
    ...inForce,
    modality: 'must',
    requirement: assigned('unit', [
      'territorialResponsible',
      'departmentResponsible',
      'unitResponsible',
      'individualResponsible',
    ]),
  },
  {
    id: 'LAN/self-check@1',
    clauses: ['LAN-1.0.1'],
    scope: units,
    ...inForce,
    modality: 'must',
    requirement: unsetCadence('selfCheck', 'unit', ['risk', 'loophole', 'shortcoming', 'weakPoint']),
  },
  {
    id: 'LAN/self-check-items@1',
    clauses: ['LAN-1.0.1'],
    scope: units,
    ...inForce,
    modality: 'must',
    requirement: listOf('selfCheckItem', 'rectified'),
  },
  {
    id: 'LAN/pre-holiday-education@1',
    clauses: ['LAN-1.1.1'],
    scope: units,
    ...inForce,
    modality: 'must',
    requirement: {
      kind: 'cadence',
      activity: 'preHolidayEducation',
      each: 'unit',
      times: 1,
      per: null,
      items: ['preventionEducation', 'travelRiskReminder'],
    },
    reading: '节前一次；日期原文未写。',
  },
  {
    id: 'LAN/clean-plate@1',
    clauses: ['LAN-5.1'],
    scope: units,
    ...inForce,
    modality: 'advise',
    requirement: {
      kind: 'advice',
      text: {
        zh: '吃多少点多少，用公筷公勺，少用一次性餐具。',
        en: 'Order what you will eat, serve with shared chopsticks and spoons, use few throwaway dishes.',
      },
    },
  },
  {
    id: 'LAN/modest-customs@1',
    clauses: ['LAN-5.2'],
    scope: { ...units, kinds: [...units.kinds, 'marriageRegistrationOffice', 'funeral'] },
    ...inForce,
    modality: 'advise',
    requirement: {
      kind: 'advice',
      text: {
        zh: '婚丧从俭：不铺张，不要高价彩礼，老人在世多尽孝，祭扫要文明。',
        en: 'Keep weddings and funerals modest: no show, no waste, no high bride price; care for the living, mourn with dignity.',
      },
    },
  },
  {
    id: 'LAN/ten-prohibitions@1',
    clauses: ['LAN-6.1'],
    scope: units,
    ...inForce,
    modality: 'must',
    requirement: listOf('partyCadre', 'tenProhibitionsAcknowledged'),
    reading: '十条内容不在本通知内。',
  },
  {
    id: 'LAN/discipline-inspection@1',
    clauses: ['LAN-6.2'],
    scope: units,
    ...inForce,
    modality: 'must',
    requirement: unsetCadence('disciplineInspection', 'unit'),
    reading: '检查的是派驻纪检监察组，被检查的单位不由本局安排。',
  },
];
