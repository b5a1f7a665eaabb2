import { describe, expect, test } from 'vitest';
import { faultsOf } from './check.ts';

const pack = {
  notice: { id: 'T', title: '通知', number: null, issuer: 'T', issuedOn: null, region: '232700', standing: false },
  clauses: [
    { id: 'T-1', place: '一', kind: 'rule', summary: '' },
    { id: 'T-2', place: '二', kind: 'advice', summary: '' },
    { id: 'T-3', place: '三', kind: 'none', summary: '' },
  ],
  rules: [
    {
      id: 'T/peak@1',
      clauses: ['T-1'],
      scope: { region: '232700', kinds: ['marriageRegistrationOffice'] },
      from: '2022-05-01',
      until: '2022-06-01',
      modality: 'must',
      requirement: { kind: 'peakDays', days: ['2022-05-20'] },
    },
  ],
};
const [rule] = pack.rules;

describe('a pack', () => {
  test('without a fault: advice and slogans need no rule', () => {
    expect(faultsOf(pack)).toEqual([]);
  });

  test.each([
    ['whose rule cites nothing', { clauses: [] }, 'shape', 'rules.0.clauses'],
    ['whose rule cites an unknown clause', { clauses: ['T-1', 'T-9'] }, 'uncited', 'T/peak@1'],
    ['whose rule ends on the day it begins', { until: '2022-05-01' }, 'reversed', 'T/peak@1'],
    ['whose rule binds no kind of institution', { scope: { region: null, kinds: [] } }, 'shape', 'rules.0.scope.kinds'],
    ['whose rule asks for nothing known', { requirement: { kind: 'wish' } }, 'shape', 'rules.0.requirement.kind'],
    ['whose rule names its region wrongly', { scope: { region: 7, kinds: ['x'] } }, 'shape', 'rules.0.scope.region'],
  ])('%s', (_, change, fault, at) => {
    expect(faultsOf({ ...pack, rules: [{ ...rule, ...change }] })).toContainEqual({ fault, at });
  });

  test('whose rule clause no rule cites', () => {
    const clauses = pack.clauses.map((clause) => (clause.id === 'T-2' ? { ...clause, kind: 'rule' } : clause));
    expect(faultsOf({ ...pack, clauses })).toEqual([{ fault: 'idle', at: 'T-2' }]);
  });

  test('that gives an id twice', () => {
    expect(faultsOf({ ...pack, rules: [rule, rule] })).toEqual([{ fault: 'twice', at: 'T/peak@1' }]);
    expect(faultsOf({ ...pack, clauses: [...pack.clauses, pack.clauses[2]] })).toEqual([{ fault: 'twice', at: 'T-3' }]);
  });

  test.each([[null], [{}], ['T'], [{ ...pack, clauses: [] }]])('that is none: %o', (data) => {
    expect(faultsOf(data).every(({ fault }) => fault === 'shape')).toBe(true);
    expect(faultsOf(data)).not.toEqual([]);
  });
});
