import { describe, expect, test } from 'vitest';
import { UnpublishedYear } from '../calendar/working-days.ts';
import { canCollect, divorceWindow } from './divorce-window.ts';

const day = (text: string) => Temporal.PlainDate.from(text);
const thirty = { coolingOffDays: 30, collectionDays: 30 };

describe('the window to collect a divorce certificate', () => {
  test.each([
    ['plain working days', '2026-01-05', '2026-02-04', '2026-02-05', '2026-03-06'],
    ['cooling-off ends in the Spring Festival', '2026-01-20', '2026-02-24', '2026-02-25', '2026-03-26'],
    ['cooling-off ends on the eve of National Day', '2026-08-31', '2026-09-30', '2026-10-08', '2026-10-30'],
    [
      'cooling-off ends on National Day, collection on a weekend',
      '2026-09-01',
      '2026-10-08',
      '2026-10-09',
      '2026-11-09',
    ],
    ['cooling-off ends on a Sunday that is no rest day', '2025-12-02', '2026-01-04', '2026-01-05', '2026-02-03'],
    ['cooling-off ends on the leap day', '2024-01-30', '2024-02-29', '2024-03-01', '2024-04-01'],
    ['cooling-off ends on a Saturday worked as a make-up day', '2026-01-29', '2026-02-28', '2026-03-02', '2026-03-30'],
    ['accepted on the last day of January of a common year', '2025-01-31', '2025-03-03', '2025-03-04', '2025-04-02'],
    ['accepted on 31 December', '2025-12-31', '2026-01-30', '2026-02-02', '2026-03-02'],
  ])('[G14] %s: accepted %s', (_, accepted, coolsUntil, first, last) => {
    const window = divorceWindow(day(accepted), thirty);
    expect(Object.values(window).map(String)).toEqual([coolsUntil, first, last]);
  });

  test('[G14] both periods are the law of the day, not ours', () => {
    const window = divorceWindow(day('2026-08-03'), { coolingOffDays: 10, collectionDays: 5 });
    expect(Object.values(window).map(String)).toEqual(['2026-08-13', '2026-08-14', '2026-08-18']);
  });

  test('[G14] opens the day after the cooling-off ends and on working days only', () => {
    const window = divorceWindow(day('2026-08-31'), thirty);
    const asked = ['2026-09-30', '2026-10-07', '2026-10-08', '2026-10-10', '2026-10-11', '2026-10-30', '2026-10-31'];
    expect(asked.filter((text) => canCollect(window, day(text)))).toEqual(['2026-10-08', '2026-10-10', '2026-10-30']);
  });

  test('[G14] is not promised into a year whose holidays are unpublished', () => {
    expect(() => divorceWindow(day('2026-11-15'), thirty)).toThrow(UnpublishedYear);
    expect(divorceWindow(day('2026-10-30'), thirty).last.toString()).toBe('2026-12-30');
  });
});
