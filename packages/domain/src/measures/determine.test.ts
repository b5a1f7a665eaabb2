import { describe, expect, test } from 'vitest';
import { determine, replays, writeReceipt } from './determine.ts';
import type { Fact } from './facts.ts';
import { packSchema } from './notice.ts';

const place = { region: '330402', kind: 'elderCare' } as const;
const clocks = { factsAt: '2021-12-08', lawAt: '2021-12-08', knownAt: '2021-12-08T12:00' };

describe('a closure holds', () => {
  test.each([
    ['by the rule alone', closure('immediateList', null), [], 'holds'],
    ['not before the authority decides: a decision is pending', closure('authorityDecision', 'city'), [], 'pending'],
    ['nor for a breach: nobody is asked before there is one', closure('breachDecision', 'city'), [], 'waits'],
    ['on a breach it decides as well', closure('breachDecision', 'city'), [decision('closed')], 'holds'],
    ['or decides against', closure('breachDecision', 'city'), [decision('open')], 'refused'],
    ['once it decides to close', closure('authorityDecision', 'city'), [decision('closed')], 'holds'],
    ['and not once it decides against', closure('authorityDecision', 'city'), [decision('open')], 'refused'],
    [
      'by the last decision',
      closure('authorityDecision', 'city'),
      [decision('closed'), { ...decision('open'), id: 'd2', known: '2021-12-08T10:00' }],
      'refused',
    ],
    ['not without a case', closure('confirmedCase', 'county'), [], 'waits'],
    [
      '[ZJ-2.4] with a case at another institution of the county',
      closure('confirmedCase', 'county'),
      [fact('confirmedCase', '330402001')],
      'holds',
    ],
    [
      '[ZJ-2.4] not with one in the next county',
      closure('confirmedCase', 'county'),
      [fact('confirmedCase', '330411')],
      'waits',
    ],
    [
      '[ZJ-2.4] not with an asymptomatic finding',
      closure('confirmedCase', 'county'),
      [fact('asymptomaticFinding', '330402')],
      'waits',
    ],
    ['by an order for the prefecture', closure('hqOrder', null), [fact('hqOrder', '330400', 'institution')], 'holds'],
    [
      'not by an order about something else',
      closure('hqOrder', null),
      [fact('hqOrder', '330400', 'community')],
      'waits',
    ],
    ['by an outbreak', closure('outbreak', null), [fact('outbreak', '330402')], 'holds'],
    [
      'by the status of the community',
      closure('communityStatus', 'transmission'),
      [fact('communityStatus', '330402', 'transmission')],
      'holds',
    ],
    [
      'not by another status',
      closure('communityStatus', 'transmission'),
      [fact('communityStatus', '330402', 'noCase')],
      'waits',
    ],
  ])('%s', (_, rule, facts, state) => {
    const { receipt, rules } = determine([packOf(rule)], place, clocks, facts);
    expect(receipt.findings).toMatchObject([{ rule: 'T/closure@1', clauses: ['T-1'], state }]);
    expect(rules.map(({ id }) => id)).toEqual(state === 'holds' ? ['T/closure@1'] : []);
  });

  test('a MAY only where it is switched on', () => {
    const may = { ...closure('immediateList', null), modality: 'may' };
    const on = { ...fact('switch', '330400'), rule: 'T/closure@1' };
    const stateWith = (facts: Fact[]) => determine([packOf(may)], place, clocks, facts).receipt.findings[0]?.state;
    expect(stateWith([])).toBe('off');
    expect(stateWith([on])).toBe('holds');
    expect(stateWith([{ ...on, region: '330411' }])).toBe('off');
  });

  test('a MAY of an authority on its decision alone [ZJ-2.5]', () => {
    const may = { ...closure('authorityDecision', 'county'), modality: 'may' };
    const decision = { ...fact('decision', '330402', 'closed'), rule: 'T/closure@1' };
    const stateWith = (facts: Fact[]) => determine([packOf(may)], place, clocks, facts).receipt.findings[0]?.state;
    expect(stateWith([])).toBe('off');
    expect(stateWith([decision])).toBe('holds');
    expect(stateWith([{ ...decision, value: 'open' }])).toBe('refused');
  });
});

test('of two decisions the one known last counts, in whatever order they are read', () => {
  const later = { ...decision('open'), id: 'a later one', known: '2021-12-08T11:00' };
  for (const facts of [
    [decision('closed'), later],
    [later, decision('closed')],
  ]) {
    const { receipt } = determine([packOf(closure('authorityDecision', 'city'))], place, clocks, facts);
    expect(receipt.findings[0]).toMatchObject({ state: 'refused', facts: ['a later one'] });
  }
});

describe('three clocks', () => {
  const found = (change: Partial<typeof clocks>, facts: Fact[] = [fact('outbreak', '330402')]) =>
    determine([packOf(closure('outbreak', null))], place, { ...clocks, ...change }, facts).receipt.findings.map(
      ({ state }) => state,
    );

  test.each([
    ['the law: not before it is in force', { lawAt: '2021-12-06' }, []],
    ['the law: on its first day', { lawAt: '2021-12-07' }, ['holds']],
    ['the facts: not before they held', { factsAt: '2021-12-06' }, ['waits']],
    [
      'what was known: a notice not yet published binds nobody who could not read it',
      { knownAt: '2021-12-07T23:59' },
      [],
    ],
    ['what was known: a fact not yet told', { knownAt: '2021-12-08T08:59' }, ['waits']],
    ['what was known: from the minute it was told', { knownAt: '2021-12-08T09:00' }, ['holds']],
  ])('%s', (_, change, states) => {
    expect(found(change)).toEqual(states);
  });

  test('a fact lifted holds no longer', () => {
    expect(found({}, [{ ...fact('outbreak', '330402'), until: '2021-12-08' }])).toEqual(['waits']);
  });
});

describe('the risk level', () => {
  const only = {
    ...closure('riskLevel', null),
    scope: { region: '330000', kinds: ['elderCare'], risk: ['medium', 'high'] },
  };
  const bindsAt = (...facts: Fact[]) => determine([packOf(only)], place, clocks, facts).receipt.findings.length;

  test.each([
    ['nobody has set one', [], 0],
    ['low', [fact('risk', '330402', 'low')], 0],
    ['medium in the prefecture', [fact('risk', '330400', 'medium')], 1],
    [
      'low in the county overrides high in the province',
      [fact('risk', '330402', 'low'), fact('risk', '330000', 'high')],
      0,
    ],
    [
      'high in the county overrides low in the province',
      [fact('risk', '330000', 'low'), fact('risk', '330402', 'high')],
      1,
    ],
    [
      'of two for one county the last known',
      [{ ...fact('risk', '330402', 'high'), known: '2021-12-07T09:00' }, fact('risk', '330402', 'low')],
      0,
    ],
    ['high elsewhere', [fact('risk', '330411', 'high')], 0],
  ])('%s', (_, facts, bound) => {
    expect(bindsAt(...facts)).toBe(bound);
  });
});

describe('a receipt', () => {
  const packs = [packOf(closure('outbreak', null))];
  const facts = [fact('outbreak', '330402'), fact('hqOrder', '450200', 'institution')];
  const text = writeReceipt(determine(packs, place, clocks, facts).receipt);

  test('replays byte for byte, whatever comes to be known later', () => {
    expect(replays(text, packs, facts)).toBe(true);
    expect(
      replays(text, packs, [...facts, { ...fact('risk', '330402', 'high'), id: 'later', known: '2022-01-01T08:00' }]),
    ).toBe(true);
  });

  test('shows a rule whose text was changed under the same id', () => {
    expect(replays(text, [packOf({ ...closure('outbreak', null), until: '2022-06-01' })], facts)).toBe(false);
  });

  test('keeps the facts it used, and no other', () => {
    expect((JSON.parse(text) as { inputs: Fact[] }).inputs).toEqual([facts[0]]);
  });
});

function fact(kind: Fact['kind'], region: string, value: string | null = null): Fact {
  return {
    id: `${kind} ${region}`,
    kind,
    region,
    value,
    rule: null,
    from: '2021-12-07',
    until: null,
    known: '2021-12-08T09:00',
  };
}

function decision(value: string): Fact {
  return { ...fact('decision', '330400', value), rule: 'T/closure@1' };
}

function closure(trigger: string, by: string | null) {
  return {
    id: 'T/closure@1',
    clauses: ['T-1'],
    scope: { region: '330000', kinds: ['elderCare'] },
    from: '2021-12-07',
    until: null,
    modality: 'must',
    requirement: { kind: 'status', subject: 'institution', state: 'closed', trigger, by, bars: [] },
  };
}

function packOf(rule: unknown) {
  return packSchema.parse({
    notice: {
      id: 'T',
      title: '通知',
      number: null,
      issuer: '厅',
      issuedOn: '2021-12-07',
      publishedOn: '2021-12-08',
      region: '330000',
      standing: false,
    },
    clauses: [{ id: 'T-1', place: '一', kind: 'rule', room: 'institutions', summary: '封闭' }],
    rules: [rule],
  });
}
