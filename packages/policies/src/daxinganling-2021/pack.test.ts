import { daysBetween } from '@anmin/domain/calendar/day';
import { describe, expect, test } from 'vitest';
import { daxinganling } from './pack.ts';

/** The facts of the notice as its text gives them, beside which the pack is read. */
const phases = [
  { clause: 'DX-2.1', from: '2021-12-13', until: '2022-01-31', days: 49 },
  { clause: 'DX-2.2', from: '2022-01-31', until: '2022-02-26', days: 26 },
  { clause: 'DX-2.3', from: '2022-02-26', until: '2022-05-22', days: 85 },
];
const [phase1, phase2, phase3] = phases;
const action = { from: phase1?.from, until: phase3?.until };

describe('the notice of Daxing’anling', () => {
  test.each(phases)('[DX-2.0] a phase of $days days: $clause', ({ from, until, days }) => {
    expect(daysBetween(from, until)).toBe(days);
  });

  test('[DX-2.0] three phases without gap or overlap, 160 days although it says a hundred', () => {
    expect(phase2?.from).toBe(phase1?.until);
    expect(phase3?.from).toBe(phase2?.until);
    expect(daysBetween(action.from ?? '', action.until ?? '')).toBe(160);
  });

  test('has neither a number nor a date of issue', () => {
    expect(daxinganling.notice).toMatchObject({ number: null, issuedOn: null, region: '232700', standing: false });
  });

  test('holds every clause that binds marriage registration', () => {
    expect(daxinganling.clauses.map(({ id }) => id)).toEqual([
      'DX-2.1',
      'DX-2.2',
      'DX-2.2.3',
      'DX-2.2.4',
      'DX-2.3',
      'DX-2.3.2',
      'DX-3.1.10',
      'DX-3.1.11',
      'DX-3.1.12',
      'DX-3.1.13',
      'DX-3.1.14',
      'DX-3.1.15',
    ]);
  });

  test.each([
    ['DX-3.1.10', action, 'must', { kind: 'guideline', title: '全国婚姻登记机关疫情防控工作指南', edition: 2 }],
    ['DX-3.1.11', action, 'must', { kind: 'quota', appointmentOnly: true, total: null, walkIns: 'refused' }],
    ['DX-3.1.12', action, 'must', { kind: 'choice', offices: 'prefecture' }],
    ['DX-3.1.13', action, 'must', { kind: 'notice', ahead: true, daysAhead: null }],
    [
      'DX-3.1.14',
      action,
      'mustNot',
      {
        kind: 'screening',
        asks: ['keyAreaStay', 'quarantineEnd'],
        refuses: ['quarantineUnfulfilled'],
        at: ['booking', 'counter'],
        records: ['temperature', 'inquiry'],
      },
    ],
    ['DX-3.1.15', action, 'must', { kind: 'report', on: 'nonCompliance', limitMinutes: null }],
    ['DX-2.2.4', phase2, 'discretion', { kind: 'suspension', acts: ['adjust', 'suspend'] }],
    ['DX-2.2.3', phase2, 'advise', { kind: 'advice' }],
    ['DX-2.3.2', phase3, 'must', { kind: 'peakDays', days: ['2022-05-20', '2022-05-21'] }],
  ])('[%s] is one rule, with its days, its force and no number of ours', (clause, span, modality, requirement) => {
    const rules = daxinganling.rules.filter(({ clauses }) => clauses.includes(clause));
    expect(rules).toMatchObject([
      {
        from: span?.from,
        until: span?.until,
        modality,
        requirement,
        scope: { region: '232700', kinds: ['marriageRegistrationOffice'] },
      },
    ]);
  });

  test('no rule stands beside these', () => {
    expect(daxinganling.rules).toHaveLength(9);
    expect(daxinganling.rules.every(({ clauses }) => clauses.length === 1)).toBe(true);
  });
});
