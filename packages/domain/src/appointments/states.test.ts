import { expect, test } from 'vitest';
import {
  bookingStates,
  canChange,
  canCheckIn,
  canFinish,
  canMarkNoShow,
  isLive,
  liveStates,
  outcomes,
  placedStates,
} from './states.ts';

test.each([
  // state, live, check in, finish, no-show, change, owns a place
  ['booked', true, true, false, true, true, true],
  ['checkedIn', true, false, true, false, false, true],
  ['displaced', true, false, false, false, true, false],
  ['registered', false, false, false, false, false, true],
  ['refused', false, false, false, false, false, true],
  ['noShow', false, false, false, false, false, true],
  ['noOutcome', false, false, false, false, false, true],
  ['cancelled', false, false, false, false, false, false],
  ['waiting', true, false, false, false, false, false],
  ['withdrawn', false, false, false, false, false, false],
] as const)('what may be done with a booking that is %s', (state, live, checkIn, finish, noShow, change, placed) => {
  expect(isLive(state)).toBe(live);
  expect(canCheckIn(state)).toBe(checkIn);
  expect(canFinish(state)).toBe(finish);
  expect(canMarkNoShow(state)).toBe(noShow);
  expect(canChange(state)).toBe(change);
  expect((placedStates as readonly string[]).includes(state)).toBe(placed);
});

test('an outcome ends a booking', () => {
  expect(outcomes.some(isLive)).toBe(false);
  expect(bookingStates.filter(isLive)).toEqual([...liveStates]);
});
