import type { RuleVersion } from '@anmin/domain/measures/notice';
import { binds, must, wholeAction } from '../binding.ts';

const everybody = must('bureau', 'bureauSection', 'affiliatedUnit');

/** Vaccination by register: nobody due is left open. */
export const vaccination: readonly RuleVersion[] = [
  {
    id: 'DX/vaccination-files@1',
    clauses: ['DX-3.7.1'],
    ...everybody,
    requirement: { kind: 'ledger', of: 'personOnRegister', steps: ['electronicFile'], fields: [] },
  },
  {
    id: 'DX/vaccination-strike-off@1',
    clauses: ['DX-3.7.1', 'DX-3.7.2'],
    ...everybody,
    requirement: {
      kind: 'ledger',
      of: 'outstandingVaccination',
      steps: ['strikeOff'],
      fields: ['vaccinated', 'contraindication', 'deferredVaccination', 'outstandingPersons'],
    },
    reading: 'C1、C2：禁忌与暂缓分列；不设比例，未销号的应为零。',
  },
  {
    id: 'DX/mobilisers@1',
    clauses: ['DX-3.7.2'],
    ...everybody,
    requirement: {
      kind: 'assignment',
      each: 'outstandingVaccination',
      roles: [{ role: 'mobiliser', count: 1, exactly: true }],
      hoursADay: null,
    },
  },
  {
    id: 'DX/vaccination-data@1',
    clauses: ['DX-3.7.3'],
    ...everybody,
    requirement: {
      kind: 'cadence',
      activity: 'vaccinationDataReport',
      each: 'unit',
      times: null,
      per: null,
      items: ['prefectureBureauOffice'],
    },
    reading: '报地区民政局办公室方为完成；「定期」无数字。',
  },
  {
    id: 'DX/criticism@1',
    clauses: ['DX-3.7.4'],
    scope: binds('bureau', 'bureauSection', 'affiliatedUnit'),
    ...wholeAction,
    modality: 'discretion',
    requirement: {
      kind: 'status',
      subject: 'unit',
      state: 'criticismCircular',
      trigger: 'breachDecision',
      by: 'prefectureBureau',
      bars: [],
    },
    reading: '是否底数不清、组织不力，由地区民政局认定并记录。',
  },
];
