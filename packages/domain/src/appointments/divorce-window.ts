import { deadline } from '../calendar/deadlines.ts';
import { isAfter, isBefore } from '../calendar/day.ts';
import { isWorkingDay, nextWorkingDay, publishedSchedule } from '../calendar/working-days.ts';

/** The two periods of 民法典第一千零七十七条, in calendar days; policy data, not constants. */
export interface DivorcePeriods {
  readonly coolingOffDays: number;
  readonly collectionDays: number;
}

export interface DivorceWindow {
  /** 冷静期届满日: until the end of this day either party may withdraw, and only that */
  readonly coolsUntil: Temporal.PlainDate;
  /** first working day on which the couple can collect the certificate */
  readonly first: Temporal.PlainDate;
  /** last day to collect; afterwards the application counts as withdrawn */
  readonly last: Temporal.PlainDate;
}

/**
 * When a couple whose application was accepted on `accepted` may collect the divorce certificate. The collection
 * period runs from the day the cooling-off period ends; an end on a rest day moves to the next working day.
 * @throws {UnpublishedYear} when the window reaches a year whose holidays are not published.
 */
export function divorceWindow(
  accepted: Temporal.PlainDate,
  { coolingOffDays, collectionDays }: DivorcePeriods,
  schedule = publishedSchedule,
): DivorceWindow {
  const coolsUntil = deadline(accepted, { count: coolingOffDays, unit: 'days' }, schedule);
  return {
    coolsUntil,
    first: nextWorkingDay(coolsUntil.add({ days: 1 }), schedule),
    last: deadline(coolsUntil, { count: collectionDays, unit: 'days' }, schedule),
  };
}

/** A working day inside the window. */
export const canCollect = (
  { first, last }: DivorceWindow,
  day: Temporal.PlainDate,
  schedule = publishedSchedule,
): boolean => !isBefore(day, first) && !isAfter(day, last) && isWorkingDay(day, schedule);
