import type { RuleVersion } from '@anmin/domain/measures/notice';
import { binds, must, wholeAction } from '../binding.ts';

const everybody = must('bureau', 'bureauSection', 'affiliatedUnit');

/** Plans, supervision and accountability. */
export const governance: readonly RuleVersion[] = [
  {
    id: 'DX/plan-by-17-december@1',
    clauses: ['DX-4.2.1'],
    ...must('bureau'),
    scope: { ...binds('bureau'), levels: ['county'] },
    requirement: {
      kind: 'deadline',
      act: 'implementationPlan',
      after: null,
      by: '2021-12-17',
      withinMinutes: null,
      onDays: [],
      to: ['prefectureBureau'],
      signedBy: 'principal',
    },
    reading: 'I3：年份由行动起日推定。',
  },
  {
    id: 'DX/plan-filing@1',
    clauses: ['DX-4.2.1'],
    ...must('bureau'),
    scope: { ...binds('bureau'), levels: ['county'] },
    requirement: {
      kind: 'ledger',
      of: 'implementationPlan',
      steps: ['reviewAndSign', 'submission', 'reviewAndFile'],
      fields: [],
    },
  },
  {
    id: 'DX/process-walk-through@1',
    clauses: ['DX-4.2.2'],
    ...must('bureau'),
    requirement: {
      kind: 'cadence',
      activity: 'processWalkThrough',
      each: 'principal',
      times: null,
      per: null,
      items: ['gapsFound', 'weaknessesMended', 'rectification'],
    },
  },
  {
    id: 'DX/refined-measures@1',
    clauses: ['DX-4.2.3'],
    ...must('bureau'),
    requirement: {
      kind: 'ledger',
      of: 'refinedMeasure',
      steps: [],
      fields: ['winterSpringPlan', 'hundredDaySafeguardCampaign', 'borderAreaPlan', 'ruralAreaPlan'],
    },
    reading: '所列方案的内容不在本通知内；没有边境或农村地区的写无。',
  },
  {
    id: 'DX/supervision@1',
    clauses: ['DX-4.2.3'],
    ...must('bureau'),
    requirement: {
      kind: 'cadence',
      activity: 'supervisionInspection',
      each: 'civilAffairsInstitution',
      times: null,
      per: null,
      items: ['institutionsInspected', 'staffInspected'],
    },
  },
  {
    id: 'DX/own-staff@1',
    clauses: ['DX-4.2.4'],
    ...everybody,
    requirement: {
      kind: 'cadence',
      activity: 'ownStaffControl',
      each: 'unit',
      times: null,
      per: null,
      items: ['staffHealthRecord', 'emergencyHandling'],
    },
  },
  {
    id: 'DX/task-breakdown@1',
    clauses: ['DX-4.3.1'],
    ...everybody,
    requirement: {
      kind: 'ledger',
      of: 'taskItem',
      steps: ['ownerNamed', 'dueDateSet'],
      fields: [
        'institutionsTask',
        'reliefTask',
        'communityTask',
        'vagrantsTask',
        'outletsTask',
        'publicityTask',
        'vaccinationTask',
      ],
    },
    reading: '七项重点任务逐项分解，与本单位无关的写无。',
  },
  {
    id: 'DX/unannounced-inspections@1',
    clauses: ['DX-4.3.2'],
    ...must('bureau'),
    requirement: {
      kind: 'cadence',
      activity: 'unannouncedDirectInspection',
      each: 'civilAffairsInstitution',
      times: null,
      per: null,
      items: [],
    },
  },
  {
    id: 'DX/inspection-findings@1',
    clauses: ['DX-4.3.2'],
    ...must('bureau'),
    requirement: { kind: 'ledger', of: 'inspectionFinding', steps: ['rectification'], fields: [] },
  },
  {
    id: 'DX/accountability@1',
    clauses: ['DX-4.3.3'],
    scope: binds('bureau', 'bureauSection', 'affiliatedUnit'),
    ...wholeAction,
    modality: 'discretion',
    requirement: {
      kind: 'status',
      subject: 'unit',
      state: 'accountability',
      trigger: 'breachDecision',
      by: 'competentAuthority',
      bars: [],
    },
    reading: '由谁处理，原文未写，读作有权机关；不自动生效。',
  },
];
