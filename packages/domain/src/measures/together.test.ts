import { expect, test } from 'vitest';
import type { Bound } from './in-force.ts';
import { together } from './together.ts';

const quota = (total: number | null, clause: string): Bound<'quota'> => ({
  requirement: { kind: 'quota', appointmentOnly: total !== null, total, walkIns: total === null ? 'refused' : 'taken' },
  clauses: [clause],
  rule: clause,
});

test('no rule asks nothing, one rule asks what it says', () => {
  expect(together('quota', [])).toBeNull();
  expect(together('quota', [quota(40, 'A-1')])).toEqual(quota(40, 'A-1'));
});

test.each([
  [40, 60, 40],
  [60, 40, 40],
  [null, 60, 60],
  [60, null, 60],
  [null, null, null],
])('of two totals the smaller holds: %s and %s', (one, other, total) => {
  expect(together('quota', [quota(one, 'A-1'), quota(other, 'A-2')])?.requirement.total).toBe(total);
});

test('whichever refuses walk-ins or asks for an appointment prevails, in either order', () => {
  for (const bounds of [
    [quota(null, 'A-1'), quota(40, 'A-2')],
    [quota(40, 'A-2'), quota(null, 'A-1')],
  ])
    expect(together('quota', bounds)?.requirement).toMatchObject({ appointmentOnly: true, walkIns: 'refused' });
});

test('checks, records and clauses add up, each once', () => {
  const bound = (
    ask: 'keyAreaStay' | 'quarantineEnd',
    records: ('temperature' | 'inquiry')[],
    clauses: string[],
  ): Bound<'screening'> => ({
    requirement: { kind: 'screening', asks: [ask], refuses: ['quarantineUnfulfilled'], at: ['booking'], records },
    clauses,
    rule: clauses.join(),
  });
  const both = together('screening', [
    bound('keyAreaStay', ['temperature'], ['A-1', 'A-2']),
    bound('quarantineEnd', ['temperature', 'inquiry'], ['A-2', 'A-3']),
  ]);
  expect(both).toMatchObject({
    requirement: {
      asks: ['keyAreaStay', 'quarantineEnd'],
      refuses: ['quarantineUnfulfilled'],
      records: ['temperature', 'inquiry'],
    },
    clauses: ['A-1', 'A-2', 'A-3'],
  });
});

test('the shorter limit of a report holds', () => {
  const report = (limitMinutes: number | null): Bound<'report'> => ({
    requirement: { kind: 'report', on: 'nonCompliance', limitMinutes },
    clauses: ['A-1'],
    rule: 'A',
  });
  expect(together('report', [report(null), report(720), report(60)])?.requirement.limitMinutes).toBe(60);
});

test('what may be suspended and which days are peak days add up', () => {
  const suspension = (act: 'adjust' | 'suspend'): Bound<'suspension'> => ({
    requirement: { kind: 'suspension', acts: [act] },
    clauses: ['A-1'],
    rule: 'A',
  });
  const peak = (day: string): Bound<'peakDays'> => ({
    requirement: { kind: 'peakDays', days: [day] },
    clauses: ['A-1'],
    rule: 'A',
  });
  const acts = together('suspension', [suspension('adjust'), suspension('suspend')])?.requirement.acts;
  expect(acts).toEqual(['adjust', 'suspend']);
  expect(together('peakDays', [peak('2022-05-20'), peak('2022-05-21')])?.requirement.days).toHaveLength(2);
});
