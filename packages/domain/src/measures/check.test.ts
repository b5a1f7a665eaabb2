import { describe, expect, test } from 'vitest';
import { faultsAmong, faultsOf } from './check.ts';
import { packSchema } from './notice.ts';

const pack = {
  notice: { id: 'T', title: '通知', number: null, issuer: 'T', issuedOn: null, region: '232700', standing: false },
  clauses: [
    { id: 'T-1', place: '一', kind: 'rule', room: 'measures', summary: '略' },
    { id: 'T-2', place: '二', kind: 'advice', room: 'measures', summary: '略' },
    { id: 'T-3', place: '三', kind: 'none', room: 'measures', summary: '' },
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

  test('says what each clause asks; a slogan asks nothing', () => {
    const clauses = pack.clauses.map((clause) => ({ ...clause, summary: ' ' }));
    expect(faultsOf({ ...pack, clauses })).toEqual([
      { fault: 'unwritten', at: 'T-1' },
      { fault: 'unwritten', at: 'T-2' },
    ]);
  });

  test.each([
    ['whose rule cites nothing', { clauses: [] }, 'shape', 'rules.0.clauses'],
    ['whose rule cites an unknown clause', { clauses: ['T-1', 'T-9'] }, 'uncited', 'T/peak@1'],
    ['whose rule ends on the day it begins', { until: '2022-05-01' }, 'reversed', 'T/peak@1'],
    ['whose rule binds no kind of institution', { scope: { region: null, kinds: [] } }, 'shape', 'rules.0.scope.kinds'],
    ['whose rule asks for nothing known', { requirement: { kind: 'wish' } }, 'unknownKind', 'rules.0.requirement.kind'],
    [
      'whose rule binds an unknown kind',
      { scope: { region: '232700', kinds: ['x'] } },
      'unknownKind',
      'rules.0.scope.kinds.0',
    ],
    [
      'whose rule binds an unknown region',
      { scope: { ...rule?.scope, region: '239900' } },
      'unknownRegion',
      'T/peak@1',
    ],
    [
      'whose rule names a region that is none',
      { scope: { ...rule?.scope, region: '乌有县' } },
      'unknownRegion',
      'T/peak@1',
    ],
    ['whose rule binds a region of others', { scope: { ...rule?.scope, region: '450200' } }, 'deadScope', 'T/peak@1'],
    ['whose rule leaves itself out', { scope: { ...rule?.scope, except: ['232700'] } }, 'deadScope', 'T/peak@1'],
    [
      'whose rule leaves out what it does not hold',
      { scope: { ...rule?.scope, except: ['450200'] } },
      'deadScope',
      'T/peak@1',
    ],
    [
      'whose rule binds a level above its region',
      { scope: { ...rule?.scope, levels: ['province'] } },
      'deadScope',
      'T/peak@1',
    ],
    [
      'whose rule looks at stays in an unknown region',
      {
        requirement: {
          ...{ kind: 'ledger', of: 'arrival', steps: [], fields: [] },
          exposure: { region: '619900', since: '2021-12-04' },
        },
      },
      'unknownRegion',
      'T/peak@1',
    ],
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

const closure = {
  ...rule,
  id: 'T/closure@1',
  from: '2022-05-01',
  until: '2022-06-01',
  requirement: { kind: 'status', subject: 'institution', state: 'closed', trigger: 'citywide', by: null, bars: [] },
};
const spanned = { ...pack, notice: { ...pack.notice, spans: [{ from: '2022-05-01', until: '2022-06-01' }] } };

describe('the versions of a rule', () => {
  const versions = (until: string | null, from: string) => ({
    ...pack,
    rules: [
      { ...rule, until },
      { ...rule, id: 'T/peak@2', from, until: '2022-07-01' },
    ],
  });

  test.each([
    ['follow each other', '2022-06-01', '2022-06-01', []],
    ['leave a hole of a day', '2022-06-01', '2022-06-02', ['gap']],
    ['share a day', '2022-06-02', '2022-06-01', ['overlap']],
    ['never end', null, '2022-06-01', ['overlap']],
  ])('%s', (_, until, from, faults) => {
    expect(faultsOf(versions(until, from)).map(({ fault }) => fault)).toEqual(faults);
  });
});

describe('a rule of a notice with spans', () => {
  test.each([
    ['begins and ends with one', {}, []],
    ['begins a day later', { from: '2022-05-02' }, ['gap']],
    ['ends a day earlier', { until: '2022-05-31' }, ['expired']],
    ['lies outside', { from: '2022-07-01', until: '2022-08-01' }, ['gap', 'expired', 'unreachable']],
  ])('%s', (_, change, faults) => {
    expect(faultsOf({ ...spanned, rules: [{ ...rule, ...change }] }).map(({ fault }) => fault)).toEqual(faults);
  });

  test.each(['authorityDecision', 'breachDecision', 'confirmedCase', 'communityStatus'])(
    'set going by a %s of nobody is unreachable',
    (trigger) => {
      const rules = [rule, { ...closure, requirement: { ...closure.requirement, trigger } }];
      expect(faultsOf({ ...spanned, rules })).toEqual([{ fault: 'unreachable', at: 'T/closure@1' }]);
    },
  );
});

test('a word the vocabulary does not know', () => {
  const words = { institution: { zh: '机构', en: 'institution' } };
  expect(faultsOf({ ...pack, rules: [rule, closure] }, words)).toEqual([{ fault: 'unknownWord', at: 'T/closure@1' }]);
});

describe('a number stands on the side its text says', () => {
  const gathering = (from: number | null) => ({
    ...rule,
    id: 'T/gathering@1',
    requirement: { kind: 'threshold', of: 'gathering', measure: 'persons', from, acts: [{ act: 'plan', by: null }] },
  });
  const saying = (word: string, value: number) =>
    pack.clauses.map((clause) =>
      clause.id === 'T-1' ? { ...clause, bounds: [{ word, value, unit: 'persons' }] } : clause,
    );

  test.each([
    ['50人以上', 'atLeast', 50, 50, []],
    ['50人以上', 'atLeast', 50, 51, ['boundary']],
    ['不超过50人', 'notAbove', 50, 51, []],
    ['不超过50人', 'notAbove', 50, 50, ['boundary']],
    ['50人以上', 'atLeast', 50, null, ['boundary']],
  ])('%s: %s %i, the rule from %s on', (_, word, value, from, faults) => {
    const found = faultsOf({ ...pack, clauses: saying(word, value), rules: [rule, gathering(from)] });
    expect(found.map(({ fault }) => fault)).toEqual(faults);
  });
});

describe('packs together', () => {
  const open = { ...closure, id: 'T/open@1', requirement: { ...closure.requirement, state: 'open' } };
  const among = (...rules: unknown[]) => faultsAmong([packSchema.parse({ ...pack, rules })]);

  test('two states of one thing on one day contradict each other', () => {
    expect(among(closure, open)).toEqual([{ fault: 'contradiction', at: 'T/open@1', against: closure.id }]);
  });

  test('a rule that contradicts several is told against each', () => {
    const again = { ...closure, id: 'T/closedAgain@1' };
    expect(among(closure, again, open).map(({ against }) => against)).toEqual([closure.id, again.id]);
  });

  test.each([
    ['on other days', { from: '2022-06-01', until: '2022-07-01' }],
    ['of other institutions', { scope: { region: '232700', kinds: ['funeral'] } }],
    ['elsewhere', { scope: { region: '450200', kinds: ['marriageRegistrationOffice'] } }],
    ['where the first is left out', { scope: { region: '232701', kinds: ['marriageRegistrationOffice'] } }],
    ['where a choice is', { modality: 'may' }],
  ])('but not %s', (_, change) => {
    const first = { ...closure, scope: { ...closure.scope, except: ['232701'] } };
    expect(among(first, { ...open, ...change })).toEqual([]);
  });

  test('a notice replaced binds no longer, and none replaces itself', () => {
    const notice = (id: string, replaces: string[], until: string | null) =>
      packSchema.parse({
        notice: { ...pack.notice, id, replaces, spans: [{ from: `2022-0${id === 'A' ? '5' : '6'}-01`, until }] },
        clauses: [{ ...pack.clauses[0], id: `${id}-1` }],
        rules: [{ ...rule, id: `${id}/peak@1`, clauses: [`${id}-1`], until }],
      });
    expect(faultsAmong([notice('A', [], '2022-06-01'), notice('B', ['A'], null)])).toEqual([]);
    expect(faultsAmong([notice('A', [], null), notice('B', ['A'], null)])).toEqual([
      { fault: 'repealed', at: 'A/peak@1' },
    ]);
    const cycle = faultsAmong([notice('A', ['B'], '2022-05-20'), notice('B', ['A'], '2022-05-20')]);
    expect(cycle.filter(({ fault }) => fault === 'cyclic').map(({ at }) => at)).toEqual(['A', 'B']);
  });
});
