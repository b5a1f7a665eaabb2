import { describe, expect, test } from 'vitest';
import { contains, isEmpty, lastDayOf, overlapOf, overlaps, throughLastDay } from './interval.ts';

const august = { from: '2026-08-01', until: '2026-09-01' };

describe('a half-open interval', () => {
  test.each([
    ['the day before', '2026-07-31', false],
    ['its first day', '2026-08-01', true],
    ['its last day', '2026-08-31', true],
    ['the day named as its end', '2026-09-01', false],
  ])('%s', (_, day, inside) => {
    expect(contains(august, day)).toBe(inside);
    expect(contains(august, Temporal.PlainDate.from(day))).toBe(inside);
  });

  test('without an end holds every later day', () => {
    expect(contains({ from: '2026-08-01', until: null }, '2999-12-31')).toBe(true);
  });

  test('a notice names the last day, the interval the day after', () => {
    expect(throughLastDay('2026-08-01', '2026-08-31').until.toString()).toBe('2026-09-01');
    expect(lastDayOf(august)?.toString()).toBe('2026-08-31');
    expect(lastDayOf({ from: '2026-08-01', until: null })).toBeUndefined();
  });

  test.each([
    ['neighbours share no day', { from: '2026-09-01', until: null }, undefined],
    [
      'one open to the end shares the rest',
      { from: '2026-08-20', until: null },
      { from: '2026-08-20', until: '2026-09-01' },
    ],
    [
      'one inside is shared whole',
      { from: '2026-08-10', until: '2026-08-11' },
      { from: '2026-08-10', until: '2026-08-11' },
    ],
    ['an empty one shares nothing', { from: '2026-08-10', until: '2026-08-10' }, undefined],
  ])('%s', (_, other, shared) => {
    expect(overlapOf(august, other)).toEqual(shared);
    expect(overlapOf(other, august)).toEqual(shared);
    expect(overlaps(august, other)).toBe(shared !== undefined);
  });

  test('that begins where it ends is empty', () => {
    expect(isEmpty({ from: '2026-08-10', until: '2026-08-10' })).toBe(true);
    expect(isEmpty(august)).toBe(false);
  });
});
