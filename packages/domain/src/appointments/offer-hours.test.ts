import { expect, test } from 'vitest';
import { at } from '../../test/office.ts';
import { offeredUntil } from './offer-hours.ts';

const waking = { from: '08:00', to: '21:00' };

test.each([
  ['at any time where no hours are settled', 2, undefined, '2022-05-16T23:30', '2022-05-17T01:30'],
  ['in the middle of the day', 2, waking, '2022-05-16T10:00', '2022-05-16T12:00'],
  ['to the last minute of the day', 2, waking, '2022-05-16T19:00', '2022-05-16T21:00'],
  ['in the evening: the rest of it runs on in the morning', 2, waking, '2022-05-16T20:30', '2022-05-17T09:30'],
  ['at night: from the morning on', 2, waking, '2022-05-16T23:30', '2022-05-17T10:00'],
  ['before the morning: from the morning on', 2, waking, '2022-05-17T05:00', '2022-05-17T10:00'],
  ['for longer than a day of them', 15, waking, '2022-05-16T10:00', '2022-05-17T12:00'],
  ['for more than two days of them', 30, waking, '2022-05-16T10:00', '2022-05-18T14:00'],
] as const)('a place is held for who waits %s', (_, waitHours, waitOffers, now, until) => {
  const rules = waitOffers === undefined ? { waitHours } : { waitHours, waitOffers };
  expect(offeredUntil(rules, at(now))?.toString()).toBe(at(until).toString());
});

test('an office without a waiting list holds nothing', () => {
  expect(offeredUntil({ waitOffers: waking }, at('2022-05-16T10:00'))).toBeNull();
});
