import type { RuleVersion } from '@anmin/domain/measures/notice';
import { binds, must, wholeAction } from '../binding.ts';

/** Relief stations: vagrants, stranded workers, and their own staff. */
export const vagrants: readonly RuleVersion[] = [
  {
    id: 'DX/street-patrol@1',
    clauses: ['DX-3.4.1'],
    ...must('reliefStation'),
    requirement: {
      kind: 'cadence',
      activity: 'streetPatrol',
      each: 'reliefStation',
      times: null,
      per: null,
      items: ['patrolRoute', 'patrolTime', 'personsFound', 'patrolResult'],
    },
  },
  {
    id: 'DX/relief-briefing@1',
    clauses: ['DX-3.4.2'],
    ...must('reliefStation'),
    requirement: {
      kind: 'cadence',
      activity: 'reliefPolicyBriefing',
      each: 'reliefStation',
      times: null,
      per: null,
      items: [],
    },
  },
  {
    id: 'DX/guided-relief@1',
    clauses: ['DX-3.4.2'],
    ...must('reliefStation'),
    requirement: {
      kind: 'ledger',
      of: 'strandedWorker',
      steps: ['guidedRelief', 'returnedHome'],
      fields: ['noLiabilityIncident'],
    },
    reading: '元旦、春节为重点，日期原文未写。',
  },
  {
    id: 'DX/relief-staff-education@1',
    clauses: ['DX-3.4.3'],
    ...must('reliefStation'),
    requirement: {
      kind: 'cadence',
      activity: 'preventionEducation',
      each: 'staff',
      times: null,
      per: null,
      items: ['epidemicSituation', 'preventionPractice'],
    },
  },
  {
    id: 'DX/leave@1',
    clauses: ['DX-3.4.4'],
    ...must('reliefStation'),
    requirement: { kind: 'ledger', of: 'leave', steps: ['leaveRequest', 'leaveClosing'], fields: [] },
  },
  {
    id: 'DX/returnee-registration@1',
    clauses: ['DX-3.4.4'],
    ...must('reliefStation'),
    requirement: { kind: 'ledger', of: 'returnee', steps: ['returneeRegistration'], fields: [] },
  },
  {
    id: 'DX/trip-reports@1',
    clauses: ['DX-3.4.4'],
    ...must('reliefStation'),
    requirement: {
      kind: 'ledger',
      of: 'trip',
      steps: ['outboundReport', 'returnReport'],
      fields: ['publicPersonnel', 'nonPublicPersonnel'],
    },
    reading: 'C19：只报备，不待批准；两类人员均须确认。',
  },
  {
    id: 'DX/no-unvaccinated-escort@1',
    clauses: ['DX-3.4.5'],
    scope: binds('reliefStation'),
    ...wholeAction,
    modality: 'principle',
    requirement: {
      kind: 'gate',
      at: 'assignment',
      checks: ['vaccinationRecord'],
      refuses: ['unvaccinated'],
      exempt: [],
    },
    reading: 'C13：「人员」读作拟派的工作人员；所指任务为护送返乡和外出溯源。',
  },
];
