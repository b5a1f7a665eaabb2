import type { RuleVersion } from '@anmin/domain/measures/notice';
import { binds, must, wholeAction } from '../binding.ts';

/** What binds funeral institutions through the whole action. */
export const funerals: readonly RuleVersion[] = [
  {
    id: 'DX/mourner-limit@1',
    clauses: ['DX-3.1.7'],
    ...must('funeral'),
    requirement: {
      kind: 'threshold',
      of: 'funeralCeremony',
      measure: 'persons',
      from: null,
      acts: [{ act: 'refuse', by: null }],
    },
  },
  {
    id: 'DX/mourner-register@1',
    clauses: ['DX-3.1.7'],
    ...must('funeral'),
    requirement: { kind: 'ledger', of: 'funeralCeremony', steps: ['mournerRegister', 'headcount'], fields: [] },
  },
  {
    id: 'DX/no-farewell@1',
    clauses: ['DX-3.1.8'],
    ...must('funeral'),
    requirement: {
      kind: 'status',
      subject: 'funeralRite',
      state: 'cancelled',
      trigger: 'campaignPhase',
      by: null,
      bars: ['farewellCeremony', 'funeralGathering'],
    },
  },
  {
    id: 'DX/simple-funerals@1',
    clauses: ['DX-3.1.8'],
    scope: binds('funeral'),
    ...wholeAction,
    modality: 'advise',
    requirement: {
      kind: 'advice',
      text: {
        zh: '婚礼请尽量延后，丧事请从简。',
        en: 'Please postpone weddings where you can, and keep funerals simple.',
      },
    },
  },
  {
    id: 'DX/remains-handling@1',
    clauses: ['DX-3.1.9'],
    ...must('funeral'),
    requirement: {
      kind: 'ledger',
      of: 'remainsHandlingCase',
      steps: ['remainsHygiene', 'remainsTransport', 'cremation', 'ashesHandedOver'],
      fields: [],
    },
  },
  {
    id: 'DX/remains-equipment@1',
    clauses: ['DX-3.1.9'],
    ...must('funeral'),
    requirement: { kind: 'ledger', of: 'remainsHandler', steps: ['protectiveEquipment'], fields: [] },
  },
];
