import type { RuleVersion } from '@anmin/domain/measures/notice';
import { binds, must, wholeAction } from '../binding.ts';

/** Welfare-lottery outlets and those who watch over them. */
export const outlets: readonly RuleVersion[] = [
  {
    id: 'DX/outlet-checklist@1',
    clauses: ['DX-3.5.1'],
    ...must('lotteryOutlet'),
    requirement: {
      kind: 'cadence',
      activity: 'outletCheck',
      each: 'lotteryOutlet',
      times: null,
      per: null,
      items: [
        'salespersonProtection',
        'threeTreasures',
        'healthAndTravelCodeScan',
        'ventilation',
        'disinfection',
        'recordKeeping',
      ],
    },
  },
  {
    id: 'DX/outlet-gate@1',
    clauses: ['DX-3.5.1'],
    ...must('lotteryOutlet'),
    requirement: { kind: 'gate', at: 'entry', checks: ['healthCode', 'travelCode'], refuses: [], exempt: [] },
    reading: 'C11：双码为健康码和行程码。',
  },
  {
    id: 'DX/buy-and-go@1',
    clauses: ['DX-3.5.1'],
    scope: binds('lotteryOutlet'),
    ...wholeAction,
    modality: 'advise',
    requirement: {
      kind: 'advice',
      text: { zh: '买好彩票请即离开，不要停留聚集。', en: 'Please buy your ticket and go, without staying on.' },
    },
  },
  {
    id: 'DX/patrol-circular@1',
    clauses: ['DX-3.5.2'],
    ...must('bureau'),
    requirement: { kind: 'cadence', activity: 'patrolCircular', each: 'bureau', times: null, per: null, items: [] },
  },
  {
    id: 'DX/outlet-supervisor@1',
    clauses: ['DX-3.5.2'],
    ...must('bureau'),
    requirement: {
      kind: 'assignment',
      each: 'lotteryOutlet',
      roles: [{ role: 'outletSupervisor', count: 1, exactly: false }],
      hoursADay: null,
    },
    reading: '读作每个投注站至少有一名专管员。',
  },
  {
    id: 'DX/patrols@1',
    clauses: ['DX-3.5.3'],
    ...must('bureau'),
    requirement: { kind: 'cadence', activity: 'patrol', each: 'lotteryOutlet', times: 1, per: 'week', items: [] },
    reading: 'I5：巡查与抽查不能互抵。',
  },
  {
    id: 'DX/spot-checks@1',
    clauses: ['DX-3.5.3'],
    ...must('bureau'),
    requirement: { kind: 'cadence', activity: 'spotCheck', each: 'lotteryOutlet', times: 2, per: 'week', items: [] },
    reading: 'I5：巡查与抽查不能互抵。',
  },
  {
    id: 'DX/outlet-ladder@1',
    clauses: ['DX-3.5.4', 'DX-3.5.5', 'DX-3.5.6'],
    ...must('lotteryOutlet'),
    requirement: {
      kind: 'ladder',
      of: 'outletFinding',
      steps: [
        { act: 'terminalShutdown', hours: 72, needs: null, decidedBy: null },
        { act: 'terminalShutdown', hours: 168, needs: null, decidedBy: null },
        {
          act: 'revokeLicence',
          hours: null,
          needs: { record: 'education', count: 2 },
          decidedBy: 'prefectureLotteryCentre',
        },
      ],
    },
    reading: 'I6、C31：「反复」读作至少两次教育记录。',
  },
];
