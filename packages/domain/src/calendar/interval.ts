import { isBefore, type DayLike } from './day.ts';

/**
 * Days from `from` up to, but not including, `until`; `until` null means not ended.
 * A notice 「8月1日至8月31日」 is `from` 08-01, `until` 09-01: `throughLastDay` writes it.
 */
export interface Interval {
  readonly from: DayLike;
  readonly until: DayLike | null;
}

export const throughLastDay = (first: DayLike, last: DayLike) => ({
  from: Temporal.PlainDate.from(first),
  until: Temporal.PlainDate.from(last).add({ days: 1 }),
});

export const contains = ({ from, until }: Interval, day: DayLike): boolean =>
  !isBefore(day, from) && (until === null || isBefore(day, until));

export const isEmpty = ({ from, until }: Interval): boolean => until !== null && !isBefore(from, until);

export const overlaps = (one: Interval, other: Interval): boolean => overlapOf(one, other) !== undefined;

/** The days both intervals hold; undefined when they share none. */
export function overlapOf(one: Interval, other: Interval): Interval | undefined {
  const shared = {
    from: isBefore(one.from, other.from) ? other.from : one.from,
    until: earlierEnd(one.until, other.until),
  };
  return isEmpty(shared) ? undefined : shared;
}

/** The last day inside; undefined for an interval without an end or without a day. */
export const lastDayOf = (span: Interval): Temporal.PlainDate | undefined =>
  span.until === null || isEmpty(span) ? undefined : Temporal.PlainDate.from(span.until).subtract({ days: 1 });

function earlierEnd(one: DayLike | null, other: DayLike | null): DayLike | null {
  if (one === null || other === null) return one ?? other;
  return isBefore(one, other) ? one : other;
}
