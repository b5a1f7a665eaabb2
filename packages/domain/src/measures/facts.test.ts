import { expect, test } from 'vitest';
import { heldFacts, type Fact } from './facts.ts';

const outbreak: Fact = {
  ...{ id: 'a', kind: 'outbreak', region: '330211', value: null, rule: null },
  ...{ from: '2021-12-07', until: null, known: '2021-12-08T10:00:30.000000' },
};
const lifted: Fact = { ...outbreak, lifted: { from: '2021-12-20', known: '2021-12-21T09:00:00.000000' } };

test('a fact counts from the moment it was known, for the days it held', () => {
  expect(heldFacts([outbreak], '2021-12-07', '2021-12-08T10:00')).toEqual([]);
  expect(heldFacts([outbreak], '2021-12-07', '2021-12-08T10:01')).toEqual([outbreak]);
  expect(heldFacts([outbreak], '2021-12-06', '2021-12-08T10:01')).toEqual([]);
});

test('a lifted fact holds to the day before, and before its end was known it is as it was written', () => {
  const known = '2021-12-21T09:01';
  expect(heldFacts([lifted], '2021-12-19', known)).toEqual([{ ...outbreak, until: '2021-12-20' }]);
  expect(heldFacts([lifted], '2021-12-20', known)).toEqual([]);
  expect(heldFacts([lifted], '2021-12-20', '2021-12-21T08:59')).toEqual([outbreak]);
});
