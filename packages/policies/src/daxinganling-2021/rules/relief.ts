import type { RuleVersion } from '@anmin/domain/measures/notice';
import { binds, must, wholeAction } from '../binding.ts';

/** Relief of people in hardship. */
export const relief: readonly RuleVersion[] = [
  {
    id: 'DX/three-tier-responsibility@1',
    clauses: ['DX-3.2.1', 'DX-4.2.2'],
    ...must('bureau'),
    requirement: {
      kind: 'assignment',
      each: 'household',
      roles: [
        { role: 'countyOfficial', count: 1, exactly: false },
        { role: 'townshipOfficial', count: 1, exactly: false },
        { role: 'villageOfficial', count: 1, exactly: false },
      ],
      hoursADay: null,
    },
  },
  {
    id: 'DX/early-relief@1',
    clauses: ['DX-3.2.2'],
    ...must('bureau'),
    requirement: {
      kind: 'ledger',
      of: 'hardshipCase',
      steps: ['earlyDiscovery', 'earlyIntervention', 'earlyRelief'],
      fields: [],
    },
  },
  {
    id: 'DX/paid-in-full@1',
    clauses: ['DX-3.2.3'],
    ...must('bureau'),
    requirement: { kind: 'ledger', of: 'reliefPayment', steps: ['paidInFull'], fields: [] },
  },
  {
    id: 'DX/officer-initiated-inclusion@1',
    clauses: ['DX-3.2.4'],
    ...must('bureau'),
    requirement: { kind: 'ledger', of: 'eligiblePerson', steps: ['includedInDibaoOrTekun'], fields: [] },
  },
  {
    id: 'DX/interim-relief@1',
    clauses: ['DX-3.2.5'],
    ...must('bureau'),
    requirement: {
      kind: 'cadence',
      activity: 'interimLivingRelief',
      each: 'undecidedApplicant',
      times: 1,
      per: 'month',
      items: [],
    },
    reading: 'C26：按日历月计，至作出决定为止。',
  },
  {
    id: 'DX/incomplete-files@1',
    clauses: ['DX-3.2.5'],
    ...must('bureau'),
    requirement: { kind: 'ledger', of: 'incompleteFile', steps: ['fileCompleted', 'reliefDecision'], fields: [] },
  },
  {
    id: 'DX/relief-of-confirmed@1',
    clauses: ['DX-3.2.6'],
    ...must('bureau'),
    requirement: {
      kind: 'ledger',
      of: 'confirmedReliefRecipient',
      steps: ['temporaryRelief'],
      fields: ['dibaoRecipient', 'tekunPerson', 'lowIncomeFamily'],
    },
    reading: 'I8：「及时」无数字；每一类人员均须确认，没有的写无。',
  },
  {
    id: 'DX/relief-of-workless@1',
    clauses: ['DX-3.2.7'],
    ...must('bureau'),
    requirement: {
      kind: 'ledger',
      of: 'worklessApplicant',
      steps: ['ableToWork', 'keptFromWork', 'temporaryHardship', 'temporaryRelief'],
      fields: [],
    },
  },
  {
    id: 'DX/dibao-after-months@1',
    clauses: ['DX-3.2.8'],
    scope: binds('bureau'),
    ...wholeAction,
    modality: 'principle',
    requirement: {
      kind: 'threshold',
      of: 'hardshipMonths',
      measure: 'months',
      from: 3,
      acts: [{ act: 'approve', by: 'bureau' }],
    },
    reading: 'I2、C26：已满或经评估将满三个月均可；不满三个月的，须有记录的理由和审批人。',
  },
  {
    id: 'DX/income-deduction@1',
    clauses: ['DX-3.2.9'],
    ...must('bureau'),
    requirement: {
      kind: 'ledger',
      of: 'incomeCalculation',
      steps: ['minimumWageReferred', 'dibaoStandardReferred', 'isolationCostDeducted', 'employmentCostDeducted'],
      fields: [],
    },
  },
  {
    id: 'DX/home-isolation-care@1',
    clauses: ['DX-3.2.10'],
    ...must('bureau'),
    requirement: {
      kind: 'ledger',
      of: 'homeIsolatedRecipient',
      steps: ['carerNamed', 'needsRecorded', 'homeVisit'],
      fields: [],
    },
  },
  {
    id: 'DX/case-by-case@1',
    clauses: ['DX-3.2.11'],
    scope: binds('bureau'),
    ...wholeAction,
    modality: 'may',
    requirement: { kind: 'ledger', of: 'caseByCaseDecision', steps: ['decisionRecorded'], fields: [] },
  },
  {
    id: 'DX/hotline@1',
    clauses: ['DX-3.2.12'],
    ...must('bureau'),
    requirement: { kind: 'ledger', of: 'hotlineRequest', steps: ['requestAccepted', 'requestAnswered'], fields: [] },
  },
  {
    id: 'DX/hotline-time@1',
    clauses: ['DX-3.2.12'],
    ...must('bureau'),
    requirement: {
      kind: 'deadline',
      act: 'hotlineAnswer',
      after: 'hotlineRequest',
      by: null,
      withinMinutes: null,
      onDays: [],
      to: [],
      signedBy: null,
    },
    reading: 'I8',
  },
];
