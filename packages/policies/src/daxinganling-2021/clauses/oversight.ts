import type { Clause } from '@anmin/domain/measures/notice';

export const oversightClauses: readonly Clause[] = [
  {
    id: 'DX-4.2.1',
    place: '四、（二）',
    kind: 'rule',
    room: 'plans',
    summary: '县局方案经主要负责人签字，12月17日前报地区局审核备案。',
    bounds: [{ word: 'byDay', value: 20211217, unit: 'days' }],
  },
  {
    id: 'DX-4.2.2',
    place: '四、（二）',
    kind: 'rule',
    room: 'inspections',
    summary: '坚持三级包保；主要领导亲自走流程，查漏、补短、整改。',
  },
  {
    id: 'DX-4.2.3',
    place: '四、（二）',
    kind: 'rule',
    room: 'governance',
    summary: '对照冬春季、边境、农村等方案细化措施，督查机构和人员。',
  },
  { id: 'DX-4.2.4', place: '四、（二）', kind: 'rule', room: 'measures', summary: '管好本单位职工的防控和应急处置。' },
  {
    id: 'DX-4.3.1',
    place: '四、（三）',
    kind: 'rule',
    room: 'plans',
    summary: '七项重点任务逐项分解，定责任人和期限。',
  },
  {
    id: 'DX-4.3.2',
    place: '四、（三）',
    kind: 'rule',
    room: 'inspections',
    summary: '以“四不两直”方式督查，查出的问题严肃改正。',
  },
  {
    id: 'DX-4.3.3',
    place: '四、（三）',
    kind: 'judgement',
    room: 'governance',
    summary: '履职不力影响大局的，由有权机关从严追责。',
  },
];
