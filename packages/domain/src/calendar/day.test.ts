import { describe, expect, test } from 'vitest';
import { wallTime, daySchema, daysBetween, instantOf, mondayOf, officeDay, officeTime, weekdayOf } from './day.ts';

describe('a day of the office', () => {
  test.each([
    ['one second before midnight belongs to the old day', '2026-08-18T15:59:59Z', '2026-08-18', '23:59'],
    ['midnight begins the new day', '2026-08-18T16:00:00Z', '2026-08-19', '00:00'],
    ['new year comes eight hours before Greenwich', '2025-12-31T16:00:00Z', '2026-01-01', '00:00'],
    ['the summer time of 1988 is remembered', '1988-07-01T15:00:00Z', '1988-07-02', '00:00'],
  ])('%s', (_, instant, day, time) => {
    const now = Temporal.Instant.from(instant);
    expect([officeDay(now).toString(), officeTime(now)]).toEqual([day, time]);
  });

  test('a day and a wall time name one instant, wherever the server stands', () => {
    expect(instantOf('2026-08-19', '08:30').toString()).toBe('2026-08-19T00:30:00Z');
  });

  test('the week begins on Monday', () => {
    const sunday = Temporal.PlainDate.from('2026-08-23');
    expect([weekdayOf(sunday), mondayOf(sunday).toString()]).toEqual(['sunday', '2026-08-17']);
  });

  test('days are counted across a leap day', () => {
    expect(daysBetween('2024-02-28', '2024-03-01')).toBe(2);
    expect(daysBetween('2026-03-01', '2026-02-28')).toBe(-1);
  });

  test.each(['2026-02-29', '2026-13-01', '2026-2-3', '20260203', '2026-02-03T00:00', ''])('%j is not a day', (text) =>
    expect(daySchema.safeParse(text).success).toBe(false),
  );

  test.each([
    ['08:30', true],
    ['23:59', true],
    ['24:00', false],
    ['8:30', false],
  ])('%s is a wall time: %s', (text, is) => {
    expect(wallTime.safeParse(text).success).toBe(is);
  });
});
