import * as m from '#m';
import { getLocale, type Locale } from '#locale';
import { officeZone } from '@anmin/domain/calendar/day';
import { timeRangeText, timeText } from './times.ts';
import { monthName, weekdayName } from './vocabulary.ts';

/** 2026年8月19日（星期三）上午9:00—9:40 */
export function appointmentText(day: string, starts: string, ends: string, locale: Locale = getLocale()): string {
  return m.date_at_time({ date: dayText(day, locale), time: timeRangeText(starts, ends, locale) }, { locale });
}

/** 2026年8月19日（星期三） */
export function dayText(day: string, locale: Locale = getLocale()): string {
  return m.date_full(partsOf(day, locale), { locale });
}

/** 2026年8月19日 */
export function plainDayText(day: string, locale: Locale = getLocale()): string {
  return m.date_plain(partsOf(day, locale), { locale });
}

/** 8月19日 星期三 */
export function shortDayText(day: string, locale: Locale = getLocale()): string {
  return m.date_short(partsOf(day, locale), { locale });
}

/** 8月19日 */
export function monthDayText(day: string, locale: Locale = getLocale()): string {
  return m.date_month_day(partsOf(day, locale), { locale });
}

/** 2026年8月 */
export function monthText(day: string, locale: Locale = getLocale()): string {
  return m.date_month(partsOf(day, locale), { locale });
}

/** The wall time of the office at an instant: 2026年8月18日（星期二）下午5:00 */
export function instantText(instant: string, locale: Locale = getLocale()): string {
  const wall = Temporal.Instant.from(instant).toZonedDateTimeISO(officeZone);
  const time = wall.toPlainTime().toString({ smallestUnit: 'minute' });
  return m.date_at_time(
    { date: dayText(wall.toPlainDate().toString(), locale), time: timeText(time, locale) },
    { locale },
  );
}

function partsOf(day: string, locale: Locale) {
  const date = Temporal.PlainDate.from(day);
  return {
    year: date.year,
    month: monthName(date.month, locale),
    day: date.day,
    weekday: weekdayName(date.dayOfWeek, locale),
  };
}
