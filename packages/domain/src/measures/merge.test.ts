import { describe, expect, test } from 'vitest';
import { merged } from './merge.ts';
import { ruleVersionSchema, type RuleVersion } from './notice.ts';

const weekly = { kind: 'cadence', activity: 'test', each: 'staff', times: 1, per: 'week', items: [] };
const report = {
  kind: 'deadline',
  act: 'report',
  after: 'event',
  by: null,
  withinMinutes: null,
  onDays: [],
  to: ['hq'],
  signedBy: null,
};
const gate = { kind: 'gate', at: 'entry', checks: ['temperature'], refuses: [], exempt: [] };
const coverage = {
  kind: 'coverage',
  dose: 'any',
  groups: ['staff'],
  ageMin: 18,
  ageMax: 59,
  floor: { permille: 900, of: 'all' },
  goal: null,
  by: null,
};
const meeting = { kind: 'threshold', of: 'meeting', measure: 'persons', from: 50, acts: [{ act: 'file', by: null }] };

describe('two layers that ask the same are one duty', () => {
  test.each([
    ['the oftener cadence', weekly, { ...weekly, times: 1, per: 'day' }, { times: 1, per: 'day' }],
    ['the oftener cadence, whichever comes first', { ...weekly, per: 'day' }, weekly, { times: 1, per: 'day' }],
    ['a cadence with a number', { ...weekly, times: null, per: null }, weekly, { times: 1, per: 'week' }],
    ['the items of both', { ...weekly, items: ['a'] }, { ...weekly, items: ['b'] }, { items: ['a', 'b'] }],
    [
      'the shorter deadline',
      { ...report, withinMinutes: 720 },
      { ...report, withinMinutes: 60 },
      { withinMinutes: 60 },
    ],
    ['the earlier day', { ...report, by: '2021-12-17' }, { ...report, by: '2021-12-10' }, { by: '2021-12-10' }],
    ['the recipients of both', report, { ...report, to: ['dutyRoom'] }, { to: ['hq', 'dutyRoom'] }],
    ['the checks of both', gate, { ...gate, checks: ['mask'] }, { checks: ['temperature', 'mask'] }],
    [
      'the higher floor',
      coverage,
      { ...coverage, floor: { permille: 950, of: 'all' } },
      { floor: { permille: 950, of: 'all' } },
    ],
    ['the smaller maximum', meeting, { ...meeting, from: 30 }, { from: 30 }],
  ])('%s holds', (_, one, other, asked) => {
    expect(merged([rule('A', one), rule('B', other)])).toMatchObject([
      { requirement: asked, clauses: ['A-1', 'B-1'], rules: ['A/x@1', 'B/x@1'] },
    ]);
  });

  test.each(['may', 'advise'] as const)('%s never weakens nor tightens MUST, and is named', (modality) => {
    const [duty, ...more] = merged([{ ...rule('A', { ...weekly, times: 3 }), modality }, rule('B', weekly)]);
    expect(more).toEqual([]);
    expect(duty).toMatchObject({ modality: 'must', requirement: { times: 1 }, clauses: ['B-1', 'A-1'] });
  });

  test('an absolute rule beats a PRINCIPLE', () => {
    const principle = { ...rule('A', { ...meeting, from: 30 }), modality: 'principle' as const };
    expect(merged([principle, rule('B', meeting)])).toMatchObject([{ modality: 'must', requirement: { from: 50 } }]);
  });

  test('MUST NOT beats all', () => {
    const [duty] = merged([rule('A', gate), { ...rule('B', gate), modality: 'mustNot' }]);
    expect(duty?.modality).toBe('mustNot');
  });
});

describe('what differs in subject adds up', () => {
  test.each([
    ['tables and heads [LAN-1.2.6]', meeting, { ...meeting, measure: 'tables', from: 5 }],
    ['a filing and an approval', meeting, { ...meeting, acts: [{ act: 'approve', by: null }] }],
    ['staff and residents', weekly, { ...weekly, each: 'resident' }],
    ['goods and whatever else comes', gate, { ...gate, of: ['coldChainFood'] }],
    ['a refusal and a check', gate, { ...gate, refuses: ['fromRiskArea'] }],
    ['two cohorts', coverage, { ...coverage, ageMin: 60, ageMax: 69 }],
  ])('%s', (_, one, other) => {
    expect(merged([rule('A', one), rule('B', other)])).toHaveLength(2);
  });
});

test('what a counter asks is no duty', () => {
  expect(merged([rule('A', { kind: 'peakDays', days: ['2022-05-20'] })])).toEqual([]);
});

function rule(notice: string, requirement: unknown): RuleVersion {
  return ruleVersionSchema.parse({
    id: `${notice}/x@1`,
    clauses: [`${notice}-1`],
    scope: { region: '330000', kinds: ['elderCare'] },
    from: '2021-12-07',
    until: null,
    modality: 'must',
    requirement,
  });
}
