import { mondayOf } from '../calendar/day.ts';
import type { periods } from './duty.ts';

type Period = (typeof periods)[number];

/** Moments of the office's wall compare as texts: `T24:00` lies after every minute of its day and before the next. */
export const isLate = (at: string, last: string): boolean => at > last;

export const endOf = (day: Temporal.PlainDate | string): string => `${day.toString()}T24:00`;

export const dayOf = (at: string): Temporal.PlainDate => Temporal.PlainDate.from(at.slice(0, 10));

/** The exact limit is in time (I7). */
export const minutesAfter = (at: string, minutes: number): string =>
  Temporal.PlainDateTime.from(at).add({ minutes }).toString({ smallestUnit: 'second' });

/** The first day of the period a day lies in; a week begins on Monday (I5). */
export function beginOf(per: Period, day: Temporal.PlainDate): Temporal.PlainDate {
  if (per === 'week') return mondayOf(day);
  if (per === 'month') return day.with({ day: 1 });
  return per === 'year' ? day.with({ month: 1, day: 1 }) : day;
}

/** The first day after the period that begins on a day. */
export const nextAfter = (per: Period, begin: Temporal.PlainDate): Temporal.PlainDate => begin.add({ [`${per}s`]: 1 });
