import { liuzhou } from '@anmin/policies/liuzhou-2021/pack';
import { expect, test } from 'vitest';
import { day } from '../../test/office.ts';
import { insideLimit } from './inside.ts';

const on = day('2021-09-15');
const reasons = { inside: 8, insideOver: 'withReason' as const };

test('an outlet that settles nothing has no limit, and one that says no more lets nobody in for a reason', () => {
  const outlet = { region: '232761', kind: 'lotteryOutlet' as const };
  expect(insideLimit([], outlet, on, {})).toEqual({ most: null, mayExceed: false, clauses: [] });
  expect(insideLimit([], outlet, on, { inside: 8 })).toEqual({ most: 8, mayExceed: false, clauses: [] });
  expect(insideLimit([], outlet, on, reasons)).toEqual({ most: 8, mayExceed: true, clauses: [] });
});

test('where a rule in force turns away whoever is too many, no reason of the office lets one more in [LIU-5.3]', () => {
  const funeral = { region: '450202', kind: 'funeral' as const };
  expect(insideLimit([liuzhou], funeral, on, reasons)).toEqual({ most: 8, mayExceed: false, clauses: ['LIU-5.3'] });
  expect(insideLimit([liuzhou], funeral, day('2021-01-10'), reasons).mayExceed).toBe(true);
});
