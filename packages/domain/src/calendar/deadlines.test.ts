import { describe, expect, test } from 'vitest';
import { deadline, type Term } from './deadlines.ts';
import { addWorkingDays, UnpublishedYear, workingDaysBetween } from './working-days.ts';

const day = (text: string) => Temporal.PlainDate.from(text);
const term = (text: string): Term => {
  const [count, unit] = text.split(' ');
  return { count: Number(count), unit: unit as Term['unit'] };
};

describe('a deadline', () => {
  test.each([
    ['ends on the day itself when worked', '2026-08-03', '30 days', '2026-09-02'],
    ['on a Saturday moves to Monday', '2026-08-06', '30 days', '2026-09-07'],
    ['on a Sunday worked for a holiday stays', '2025-12-05', '30 days', '2026-01-04'],
    ['inside the Spring Festival moves behind it', '2026-01-20', '30 days', '2026-02-24'],
    ['inside National Day moves behind it', '2026-09-01', '30 days', '2026-10-08'],
    ['on the last day before National Day stays', '2026-08-31', '30 days', '2026-09-30'],
    ['of a week over Labour Day', '2026-04-24', '7 days', '2026-05-06'],
    ['of no days falls on a rest day and moves', '2026-08-22', '0 days', '2026-08-24'],
    ['crosses a leap day', '2024-02-15', '14 days', '2024-02-29'],
    ['crosses a February without one', '2026-02-15', '15 days', '2026-03-02'],
    ['of one month from a month end is clamped', '2026-03-31', '1 months', '2026-04-30'],
    ['of one month from 31 January ends with February', '2024-01-31', '1 months', '2024-02-29'],
    ['of six months from 31 August ends with February', '2025-08-31', '6 months', '2026-02-28'],
    ['of one year from 29 February ends on the 28th', '2024-02-29', '1 years', '2025-02-28'],
    ['of two years from 29 February ends on a Saturday that is worked', '2024-02-29', '2 years', '2026-02-28'],
    ['of ten working days skips two weekends', '2026-08-03', '10 workingDays', '2026-08-17'],
    ['of ten working days over National Day', '2026-09-28', '10 workingDays', '2026-10-16'],
    ['of one working day from a Friday', '2026-08-21', '1 workingDays', '2026-08-24'],
    ['of one working day from a Saturday', '2026-08-22', '1 workingDays', '2026-08-24'],
    ['of five working days over the Spring Festival', '2026-02-13', '5 workingDays', '2026-02-27'],
    ['of twenty working days from the last day of May', '2026-05-31', '20 workingDays', '2026-06-29'],
    ['of thirty working days', '2026-07-01', '30 workingDays', '2026-08-12'],
  ])('[G14] %s', (_, start, length, end) => {
    expect(deadline(day(start), term(length)).toString()).toBe(end);
  });

  test('[G14] beyond the published years is not promised', () => {
    expect(() => deadline(day('2026-12-10'), term('30 days'))).toThrow(UnpublishedYear);
    expect(() => deadline(day('2026-12-25'), term('10 workingDays'))).toThrow(UnpublishedYear);
    expect(deadline(day('2026-12-01'), term('30 days')).toString()).toBe('2026-12-31');
  });
});

describe('a lead time', () => {
  test.each([
    ['two working days before a Wednesday', '2026-08-19', -2, '2026-08-17'],
    ['one working day before a Monday', '2026-08-24', -1, '2026-08-21'],
    ['one working day before the first day after National Day', '2026-10-08', -1, '2026-09-30'],
    ['two working days before the first day after the Spring Festival', '2026-02-24', -2, '2026-02-13'],
    ['one working day before the Monday after a make-up Sunday', '2026-01-05', -1, '2026-01-04'],
    ['five working days before 1 March of a leap year', '2024-03-01', -5, '2024-02-23'],
    ['three working days after a Friday', '2026-08-21', 3, '2026-08-26'],
    ['one working day after the eve of Labour Day', '2026-04-30', 1, '2026-05-06'],
    ['one working day after the Friday before a make-up Saturday', '2026-10-09', 1, '2026-10-10'],
    ['none from a rest day: the next working day', '2026-10-03', 0, '2026-10-08'],
    ['none from a working day: the day itself', '2026-08-19', 0, '2026-08-19'],
  ])('[G14] %s', (_, from, n, reached) => {
    expect(addWorkingDays(day(from), n).toString()).toBe(reached);
  });
});

describe('working days used', () => {
  test.each([
    ['in August 2026', '2026-08-01', '2026-09-01', 21],
    ['in February 2026 with its two make-up Saturdays', '2026-02-01', '2026-03-01', 16],
    ['in October 2026 with its make-up Saturday', '2026-10-01', '2026-11-01', 18],
    ['in the whole of 2026', '2026-01-01', '2027-01-01', 248],
    ['in the whole of 2025', '2025-01-01', '2026-01-01', 248],
    ['from a day to itself', '2026-08-19', '2026-08-19', 0],
  ])('[G14] %s', (_, from, until, count) => {
    expect(workingDaysBetween(day(from), day(until))).toBe(count);
  });
});
