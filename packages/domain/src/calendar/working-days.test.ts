import fc from 'fast-check';
import published from 'chinese-days/dist/chinese-days.json' with { type: 'json' };
import { describe, expect, test } from 'vitest';
import { overrides } from './overrides.ts';
import {
  addWorkingDays,
  horizon,
  isPublished,
  isWorkingDay,
  nextWorkingDay,
  scheduleFrom,
  UnpublishedYear,
  workingDay,
  workingDaysBetween,
} from './working-days.ts';

const day = (text: string) => Temporal.PlainDate.from(text);
const nationalNotice2027 = [
  { day: '2027-01-01', kind: 'rest', name: '元旦', source: 'test' },
  { day: '2027-01-02', kind: 'work', name: '元旦', source: 'test' },
  { day: '2027-10-01', kind: 'rest', name: '国庆节', source: 'test' },
] as const;

describe('a working day', () => {
  test.each([
    ['a Sunday worked for the new year', '2026-01-04', true, '元旦'],
    ['a Monday of the Spring Festival', '2026-02-16', false, '春节'],
    ['a Saturday worked for National Day', '2026-10-10', true, '国庆节'],
    ['National Day', '2026-10-01', false, '国庆节'],
    ['an ordinary Wednesday', '2026-08-19', true, undefined],
    ['an ordinary Saturday', '2026-08-22', false, undefined],
    ['the festival lengthened by the epidemic', '2020-01-31', false, '春节'],
    ['the Monday after it', '2020-02-03', true, undefined],
    ['a holiday given once', '2015-09-03', false, '中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日'],
  ])('[G14] %s: %s', (_, text, work, name) => {
    expect(workingDay(day(text))).toEqual(name === undefined ? { work } : { work, name });
  });

  test('[G14] is not guessed for a year without a yearly notice', () => {
    for (const text of ['2027-01-01', '2027-03-10', '2003-10-01']) {
      expect(() => workingDay(day(text))).toThrow(UnpublishedYear);
    }
    expect(() => nextWorkingDay(day('2027-01-01'))).toThrow('2027');
    expect(() => addWorkingDays(day('2026-12-31'), 1)).toThrow(UnpublishedYear);
  });
});

describe('the published years', () => {
  test('[G14] bound what can be promised', () => {
    expect([2003, 2004, 2026, 2027].map((year) => isPublished(year))).toEqual([false, true, true, false]);
    expect(horizon().toString()).toBe('2026-12-31');
  });

  test('a whole notice entered by hand publishes the year and wins over the package', () => {
    const schedule = scheduleFrom(published, nationalNotice2027);
    expect(horizon(schedule).toString()).toBe('2027-12-31');
    expect(isWorkingDay(day('2027-01-01'), schedule)).toBe(false);
    expect(workingDay(day('2027-01-02'), schedule)).toEqual({ work: true, name: '元旦' });

    const moved = scheduleFrom(published, [{ day: '2026-10-10', kind: 'rest', name: '国庆节', source: 'test' }]);
    expect(isWorkingDay(day('2026-10-10'), moved)).toBe(false);
  });

  test('one early day of next year does not publish it', () => {
    const schedule = scheduleFrom(published, nationalNotice2027.slice(0, 2));
    expect(horizon(schedule).toString()).toBe('2026-12-31');
  });

  test('a year beyond a gap promises nothing', () => {
    const schedule = scheduleFrom(
      published,
      nationalNotice2027.map((row) => ({ ...row, day: row.day.replace('2027', '2028') })),
    );
    expect(isPublished(2028, schedule)).toBe(true);
    expect(horizon(schedule).toString()).toBe('2026-12-31');
  });

  test('every override is a real day with a source', () => {
    for (const { day: text, source } of overrides) {
      expect(day(text).toString()).toBe(text);
      expect(source).not.toBe('');
    }
  });
});

describe('counting working days', () => {
  const anyDay = fc.integer({ min: 0, max: 365 * 3 - 1 }).map((days) => day('2023-06-01').add({ days }));

  test('n working days after a day, n - 1 lie between', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 1, max: 60 }), (start, n) => {
        const end = addWorkingDays(start, n);
        expect(isWorkingDay(end)).toBe(true);
        expect(workingDaysBetween(start.add({ days: 1 }), end)).toBe(n - 1);
      }),
    );
  });

  test('forth and back leads to the same working day', () => {
    fc.assert(
      fc.property(
        anyDay.filter((start) => isWorkingDay(start)),
        fc.integer({ min: 1, max: 60 }),
        (start, n) => {
          expect(addWorkingDays(addWorkingDays(start, n), -n).equals(start)).toBe(true);
        },
      ),
    );
  });

  test('the next working day is the day itself exactly when it is worked, and skips none', () => {
    fc.assert(
      fc.property(anyDay, (start) => {
        const next = nextWorkingDay(start);
        expect(next.equals(start)).toBe(isWorkingDay(start));
        expect([isWorkingDay(next), workingDaysBetween(start, next)]).toEqual([true, 0]);
      }),
    );
  });
});
