import { z } from 'zod';
import { memo } from '../measures/memo.ts';

/** Every office keeps the one legal time of the country; a day begins and ends by it. */
export const officeZone = 'Asia/Shanghai';

/** A calendar day as data: 'YYYY-MM-DD', and a day that exists. */
export const daySchema = z.iso.date();

/** A wall time as data: 'HH:MM', 00:00 to 23:59. */
export const wallTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

/** A day to reckon with, or as it stands in data. */
export type DayLike = Temporal.PlainDate | string;

/** Monday first, as the office counts. */
export const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
export type Weekday = (typeof weekdays)[number];

export const officeDay = (instant: Temporal.Instant): Temporal.PlainDate => wallAt(instant).day;

/** The time on the office's wall at an instant, cut to the minute: 'HH:MM'. */
export const officeTime = (instant: Temporal.Instant): string => wallAt(instant).time;

/** The instant at which the office's wall shows this day and time ('HH:MM'). */
export function instantOf(day: DayLike, time: string): Temporal.Instant {
  if (instants.size === instantsKept) instants.clear();
  return memo(instants, `${day.toString()} ${time}`, () =>
    Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: officeZone, plainTime: time }).toInstant(),
  );
}

/** A release moment asks for the same few of them thousands of times. */
const instants = new Map<string, Temporal.Instant>();
const instantsKept = 4096;

export function weekdayOf(day: Temporal.PlainDate): Weekday {
  const weekday = weekdays[day.dayOfWeek - 1];
  if (weekday === undefined) throw new RangeError(`not a day of the ISO week: ${day.dayOfWeek}`);
  return weekday;
}

/** The Monday of the week a day lies in. */
export const mondayOf = (day: Temporal.PlainDate): Temporal.PlainDate => day.subtract({ days: day.dayOfWeek - 1 });

/** Two ISO days compare as texts, which is what a rule's interval asks a thousand times. */
export const isBefore = (day: DayLike, other: DayLike): boolean =>
  typeof day === 'string' && typeof other === 'string' ? day < other : Temporal.PlainDate.compare(day, other) < 0;

export const isAfter = (day: DayLike, other: DayLike): boolean => isBefore(other, day);

/** Calendar days from one day to another; negative when the other is earlier. */
export const daysBetween = (from: DayLike, until: DayLike): number =>
  Temporal.PlainDate.from(from).until(until, { largestUnit: 'days' }).days;

type Wall = { readonly minute: number; readonly day: Temporal.PlainDate; readonly time: string };

/** What the wall shows all through a minute; while many ask it is the same one. */
function wallAt(instant: Temporal.Instant): Wall {
  const minute = Math.floor(instant.epochMilliseconds / 60_000);
  if (lastWall?.minute === minute) return lastWall;
  const clock = instant.toZonedDateTimeISO(officeZone);
  const time = clock.toPlainTime().toString({ smallestUnit: 'minute' });
  const wall = { minute, day: clock.toPlainDate(), time };
  // before the standard time the wall's minute was no minute of the world's
  if (clock.offsetNanoseconds % 60e9 === 0) lastWall = wall;
  return wall;
}

let lastWall: Wall | undefined;
