import { describe, expect, test } from 'vitest';
import { isEligible } from './assessment.ts';
import { faultsOfHindrance, hindranceOn, type Hindrance } from './hindrance.ts';

const from = '2021-09-01';

describe('[SX-3.7] [DX-3.7.1] why somebody is not vaccinated', () => {
  test.each<[string, Hindrance, string, string[]]>([
    ['a contraindication stands on evidence', { kind: 'contraindication', from, until: null }, '诊断证明', []],
    ['and without it excludes nobody', { kind: 'contraindication', from, until: null }, ' ', ['evidence']],
    ['who is put off comes back on a day', { kind: 'deferral', from, until: null }, '诊断证明', ['until']],
    ['a refusal needs neither', { kind: 'ownRefusal', from, until: null }, '', []],
    ['nothing ends before it begins', { kind: 'noSupply', from, until: from }, '', ['order']],
  ])('%s', (_, hindrance, evidence, faults) => {
    expect(faultsOfHindrance(hindrance, evidence)).toEqual(faults);
  });

  test('who was put off is back on the day, and what weighs most is told', () => {
    const held: Hindrance[] = [
      { kind: 'ownRefusal', from, until: null },
      { kind: 'deferral', from, until: '2021-10-01' },
    ];
    expect(hindranceOn(held, '2021-08-31')).toBeNull();
    expect(hindranceOn(held, '2021-09-30')).toBe('deferral');
    expect(hindranceOn(held, '2021-10-01')).toBe('ownRefusal');
  });
});

test.each([
  [true, true, true, true],
  [false, true, true, false],
  [true, false, true, false],
  [true, true, false, false],
])(
  '[SX-3.4] [LIU-4.6] all three criteria, or not eligible: %s %s %s',
  (conditionGood, medicationStable, suitable, expected) => {
    expect(isEligible({ on: '2021-09-01', conditionGood, medicationStable, suitable })).toBe(expected);
  },
);
