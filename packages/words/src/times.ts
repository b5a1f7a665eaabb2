import * as m from '#m';
import { getLocale, type Locale } from '#locale';

/** 上午9:00—9:40, and 上午11:40—下午12:20 across noon */
export function timeRangeText(starts: string, ends: string, locale: Locale = getLocale()): string {
  const sameHalf = isMorning(starts) === isMorning(ends);
  // Chinese names the half of the day before the hour, English after it, so the repeated one is dropped at that end
  const [from, until] =
    locale === 'en'
      ? [sameHalf ? clockText(starts) : timeText(starts, locale), timeText(ends, locale)]
      : [timeText(starts, locale), sameHalf ? clockText(ends) : timeText(ends, locale)];
  return m.time_range({ from, until }, { locale });
}

/** 上午9:00 */
export function timeText(time: string, locale: Locale = getLocale()): string {
  const half = isMorning(time) ? m.time_morning : m.time_afternoon;
  return half({ time: clockText(time) }, { locale });
}

const isMorning = (time: string): boolean => time < '12:00';

function clockText(time: string): string {
  const [hours = '', minutes = ''] = time.split(':');
  return `${Number(hours) > 12 ? Number(hours) - 12 : Number(hours)}:${minutes}`;
}
