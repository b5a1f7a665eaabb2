import { describe, expect, test } from 'vitest';
import { at, day, rules } from '../../test/office.ts';
import {
  bookableUntil,
  changeableUntil,
  earliestDay,
  leadRefusal,
  openingRefusal,
  releasedUntil,
  type ClosedSpan,
} from './bookable.ts';
import type { OfficeRules } from './settings.ts';

describe('the earliest day one may book', () => {
  test.each([
    ['tomorrow, at the release', '2022-05-16T08:30', '2022-05-17'],
    ['tomorrow, in the last minute before the office closes', '2022-05-16T16:59:59', '2022-05-17'],
    ['the day after, once it has closed', '2022-05-16T17:00', '2022-05-18'],
    ['Monday, on a Friday', '2022-05-20T10:00', '2022-05-23'],
    ['Tuesday, late on a Saturday', '2022-05-21T18:00', '2022-05-24'],
    ['a Saturday worked for a holiday', '2022-05-06T10:00', '2022-05-07'],
    ['the Monday after it, once it has closed', '2022-05-06T17:00', '2022-05-09'],
    ['the first day after National Day', '2026-09-30T12:00', '2026-10-08'],
    ['the last day of a published year', '2026-12-30T16:59', '2026-12-31'],
  ])('%s', (_, now, earliest) => {
    expect(earliestDay(rules, at(now))?.toString()).toBe(earliest);
  });

  test.each([
    ['without a lead it is today', { leadWorkingDays: 0 }, '2022-05-20T16:59', '2022-05-20'],
    ['without a lead, after closing, the next working day', { leadWorkingDays: 0 }, '2022-05-20T17:00', '2022-05-23'],
    ['without a closing time it does not move', { closeAt: null }, '2022-05-16T23:59', '2022-05-17'],
    ['three working days over a weekend', { leadWorkingDays: 3 }, '2022-05-19T10:00', '2022-05-24'],
  ])('%s', (_, change, now, earliest) => {
    expect(earliestDay({ ...rules, ...change }, at(now))?.toString()).toBe(earliest);
  });

  test('[G14] nobody counts working days into a year that is not published', () => {
    expect(earliestDay(rules, at('2026-12-30T17:00'))).toBeNull();
    expect(leadRefusal(rules, day('2026-12-31'), at('2026-12-31T09:00'))).toMatchObject({
      refused: 'yearNotPublished',
      facts: { day: '2026-12-31', year: 2027 },
    });
  });

  test('[T43] is counted by the wall of the office, whatever the zone of the instant', () => {
    const evening = Temporal.Instant.from('2022-05-16T09:00:00Z');
    expect(earliestDay(rules, evening)?.toString()).toBe('2022-05-18');
  });

  test('an earlier day is refused with the earliest', () => {
    const now = at('2022-05-16T09:00');
    expect(leadRefusal(rules, day('2022-05-16'), now)).toMatchObject({
      refused: 'tooSoon',
      facts: { earliest: '2022-05-17' },
    });
    expect(leadRefusal(rules, day('2022-05-17'), now)).toBeNull();
  });
});

describe('the window', () => {
  test('moves on in the second of the release', () => {
    expect(releasedUntil(rules, at('2022-05-16T08:29:59')).toString()).toBe('2022-06-14');
    expect(releasedUntil(rules, at('2022-05-16T08:30:00')).toString()).toBe('2022-06-15');
  });

  test('holds its last day and not the next', () => {
    const now = at('2022-05-16T08:30');
    expect(refusalOn('2022-06-15', now)).toBeNull();
    expect(refusalOn('2022-06-16', now)).toMatchObject({
      refused: 'notReleased',
      facts: { releasesOn: '2022-05-17', releaseAt: '08:30' },
    });
    expect(refusalOn('2022-06-15', at('2022-05-16T08:29:59'))).toMatchObject({
      refused: 'notReleased',
      facts: { releasesOn: '2022-05-16' },
    });
  });

  test('[G14] ends with the last published year', () => {
    const now = at('2026-12-31T09:00');
    expect(refusalOn('2027-01-04', now)).toMatchObject({ refused: 'yearNotPublished', facts: { year: 2027 } });
    expect(refusalOn('2026-12-31', now)).toBeNull();
  });
});

describe('a day the office takes nobody', () => {
  const now = at('2022-05-09T09:00');

  test.each([
    ['a Saturday', '2022-05-21', rules, 'restDay'],
    ['a Saturday the office opens', '2022-05-21', opening('2022-05-21'), undefined],
    ['a Sunday', '2022-05-22', opening('2022-05-21'), 'restDay'],
    ['an ordinary Friday', '2022-05-20', rules, undefined],
  ])('[DX-2.3.2] %s', (_, text, office, refused) => {
    expect(refusalOn(text, now, office)?.refused).toBe(refused);
  });

  test('a closed span shows its reason, from its first day to its last', () => {
    const closures = [span('2022-05-17', '2022-05-19', null)];
    expect(['2022-05-16', '2022-05-19'].map((text) => refusalOn(text, now, rules, closures))).toEqual([null, null]);
    for (const text of ['2022-05-17', '2022-05-18'])
      expect(refusalOn(text, now, rules, closures)).toMatchObject({ refused: 'closed', facts: { reason: '检修' } });
  });

  test('[DX-2.2.4] a suspended service is refused with its clause, another service is not', () => {
    const closures = [span('2022-05-17', '2022-05-19', ['marriage'])];
    expect(refusalOn('2022-05-17', now, rules, closures)).toEqual({
      refused: 'suspended',
      clauses: ['DX-2.2.4'],
      facts: { day: '2022-05-17', reason: '检修' },
    });
    expect(openingRefusal(rules, closures, 'divorceApplication', day('2022-05-17'), now)).toBeNull();
  });
});

describe('until when citizens book a day', () => {
  test.each([
    ['until the office closes the working day before', '2022-05-18', '2022-05-17T17:00'],
    ['for a Monday until that hour of the Sunday, as working days are counted', '2022-05-23', '2022-05-22T17:00'],
  ])('%s', (_, on, last) => {
    const now = at('2022-05-16T09:00');
    const until = bookableUntil(rules, day(on), now);
    expect(until).toEqual(at(last));
    expect(leadRefusal(rules, day(on), at(last).subtract({ seconds: 1 }))).toBeNull();
    expect(leadRefusal(rules, day(on), at(last))).not.toBeNull();
  });

  test('until midnight where no closing time is settled', () => {
    expect(bookableUntil({ ...rules, closeAt: null }, day('2022-05-18'), at('2022-05-16T09:00'))).toEqual(
      at('2022-05-18T00:00'),
    );
  });

  test('no longer, once it is too soon', () => {
    expect(bookableUntil(rules, day('2022-05-17'), at('2022-05-16T17:00'))).toBeNull();
  });
});

describe('until when people may cancel or move by themselves', () => {
  test.each([
    [{ days: 1, at: '17:00' }, '2022-05-23T17:00'],
    [{ days: 0, at: '09:00' }, '2022-05-24T09:00'],
    [{ days: 2, at: '00:00' }, '2022-05-22T00:00'],
  ])('%o', (cancelBefore, until) => {
    expect(changeableUntil({ ...rules, cancelBefore }, day('2022-05-24'))).toEqual(at(until));
  });
});

function refusalOn(text: string, now: Temporal.Instant, office = rules, closures: ClosedSpan[] = []) {
  return openingRefusal(office, closures, 'marriage', day(text), now);
}

function opening(text: string): OfficeRules {
  return { ...rules, extraDays: [{ day: text, reason: '加开' }] };
}

function span(from: string, until: string, services: ClosedSpan['services']): ClosedSpan {
  return {
    from: day(from),
    until: day(until),
    services,
    reason: '检修',
    clauses: services === null ? [] : ['DX-2.2.4'],
  };
}
