import type { RuleVersion } from '@anmin/domain/measures/notice';
import { binds, must, phase2, phase3, wholeAction } from '../binding.ts';

const offices = binds('marriageRegistrationOffice');

/** What binds marriage registration offices alone. */
export const marriage: readonly RuleVersion[] = [
  {
    id: 'DX/guideline@1',
    clauses: ['DX-3.1.10'],
    scope: offices,
    ...wholeAction,
    modality: 'must',
    requirement: { kind: 'guideline', title: '全国婚姻登记机关疫情防控工作指南', edition: 2 },
  },
  {
    id: 'DX/appointment-only@1',
    clauses: ['DX-3.1.11'],
    scope: offices,
    ...wholeAction,
    modality: 'must',
    requirement: { kind: 'quota', appointmentOnly: true, total: null, walkIns: 'refused' },
  },
  {
    id: 'DX/any-office@1',
    clauses: ['DX-3.1.12'],
    scope: offices,
    ...wholeAction,
    modality: 'must',
    requirement: { kind: 'choice', offices: 'prefecture' },
  },
  {
    id: 'DX/advance-notice@1',
    clauses: ['DX-3.1.13'],
    scope: offices,
    ...wholeAction,
    modality: 'must',
    requirement: { kind: 'notice', ahead: true, daysAhead: null },
  },
  {
    id: 'DX/quarantine-gate@1',
    clauses: ['DX-3.1.14'],
    scope: offices,
    ...wholeAction,
    modality: 'mustNot',
    requirement: {
      kind: 'screening',
      asks: ['keyAreaStay', 'quarantineEnd'],
      refuses: ['quarantineUnfulfilled'],
      at: ['booking', 'counter'],
      records: ['temperature', 'inquiry'],
    },
  },
  {
    id: 'DX/non-compliance-report@1',
    clauses: ['DX-3.1.15'],
    scope: offices,
    ...wholeAction,
    modality: 'must',
    requirement: { kind: 'report', on: 'nonCompliance', limitMinutes: null },
  },
  {
    id: 'DX/suspension@1',
    clauses: ['DX-2.2.4'],
    scope: offices,
    ...phase2,
    modality: 'discretion',
    requirement: { kind: 'suspension', acts: ['adjust', 'suspend'] },
  },
  {
    id: 'DX/short-and-simple@1',
    clauses: ['DX-2.2.3'],
    scope: offices,
    ...phase2,
    modality: 'advise',
    requirement: {
      kind: 'advice',
      text: { zh: '请尽量从简从快办理，不要多人陪同。', en: 'Please keep it short and come without companions.' },
    },
  },
  {
    id: 'DX/peak-days@1',
    clauses: ['DX-2.3.2'],
    scope: offices,
    ...phase3,
    modality: 'must',
    requirement: { kind: 'peakDays', days: ['2022-05-20', '2022-05-21'] },
  },
  {
    id: 'DX/marriage-hall-hygiene@1',
    clauses: ['DX-3.1.13'],
    ...must('marriageRegistrationOffice'),
    requirement: {
      kind: 'cadence',
      activity: 'hallHygiene',
      each: 'marriageRegistrationOffice',
      times: null,
      per: null,
      items: ['ventilation', 'disinfection'],
    },
  },
];
