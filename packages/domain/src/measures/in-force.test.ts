import { describe, expect, test } from 'vitest';
import { eitherDay, inForce, requirementsOf } from './in-force.ts';
import type { Pack, RuleVersion } from './notice.ts';

const kind = 'marriageRegistrationOffice';
const august = rule('T/peak@1', '232700', '2022-08-01', '2022-09-01');
const since = rule('T/peak@2', null, '2022-09-01', null);
const packs = [packOf([august]), packOf([since])];

describe('a rule is in force', () => {
  test.each([
    ['the day before', '232701', '2022-07-31', []],
    ['the first day in', '232701', '2022-08-01', ['T/peak@1']],
    ['the last day in', '232701', '2022-08-31', ['T/peak@1']],
    ['the first day out, and its successor in', '232701', '2022-09-01', ['T/peak@2']],
    ['without an end', '232701', '2099-01-01', ['T/peak@2']],
    ['in the region itself', '232700', '2022-08-10', ['T/peak@1']],
    ['in a township below', '232701100', '2022-08-10', ['T/peak@1']],
    ['not in the province above', '230000', '2022-08-10', []],
    ['not beside it', '232601', '2022-08-10', []],
    ['everywhere, where no region is named', '110101', '2022-09-10', ['T/peak@2']],
  ])('%s', (_, region, on, ids) => {
    const rules = inForce(packs, { region, kind }, Temporal.PlainDate.from(on));
    expect(rules.map(({ id }) => id)).toEqual(ids);
  });

  test('only for the kinds of institution it names', () => {
    const other = { ...august, scope: { region: null, kinds: [] } };
    expect(inForce([packOf([other])], { region: '232701', kind }, Temporal.PlainDate.from('2022-08-10'))).toEqual([]);
  });

  test.each([
    ['232700', 0],
    ['232701', 1],
    ['232701100', 0],
  ])('only for units of the levels it names: %s', (region, count) => {
    const counties = { ...august, scope: { ...august.scope, levels: ['county' as const] } };
    const on = Temporal.PlainDate.from('2022-08-10');
    expect(inForce([packOf([counties])], { region, kind }, on)).toHaveLength(count);
  });
});

test('a rule in force on both days counts once', () => {
  expect(eitherDay([august], [august, since])).toEqual([august, since]);
});

test('a requirement keeps the clauses and the rule it rests on', () => {
  expect(requirementsOf([august], 'peakDays')).toEqual([
    { requirement: august.requirement, clauses: ['T-1'], rule: 'T/peak@1' },
  ]);
  expect(requirementsOf([august], 'screening')).toEqual([]);
});

function packOf(rules: RuleVersion[]): Pack {
  const notice = { id: 'T', title: 'T', number: null, issuer: 'T', issuedOn: null, region: null, standing: false };
  return { notice, clauses: [], rules };
}

function rule(id: string, region: string | null, from: string, until: string | null): RuleVersion {
  const requirement = { kind: 'peakDays' as const, days: ['2022-08-04'] };
  return { id, clauses: ['T-1'], scope: { region, kinds: [kind] }, from, until, modality: 'must', requirement };
}
