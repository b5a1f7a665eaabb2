import { getLocale } from '@anmin/words/locale';

// The portal renders in browsers without Temporal as well, so its days are written by Intl.

/** `day` is YYYY-MM-DD: 2022年5月20日星期五 */
export function longDay(day: string): string {
  return written(day, { year: 'numeric', month: 'long', day: 'numeric', weekday: 'long' });
}

/** 5月20日周五 */
export function shortDay(day: string): string {
  return written(day, { month: 'long', day: 'numeric', weekday: 'short' });
}

/** 2022年5月20日 */
export function plainDay(day: string): string {
  return written(day, { year: 'numeric', month: 'long', day: 'numeric' });
}

export function monthOf(day: string): string {
  return written(day, { year: 'numeric', month: 'long' });
}

/** An ISO instant in the office's own time: 5月20日 09:31 */
export function momentOf(instant: string): string {
  return new Intl.DateTimeFormat(getLocale(), {
    timeZone: 'Asia/Shanghai',
    month: 'long',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(new Date(instant));
}

/** The same to the second, with the year, as a log tells it: 2022年5月16日 08:30:05 */
export function secondOf(instant: string): string {
  return new Intl.DateTimeFormat(getLocale(), {
    timeZone: 'Asia/Shanghai',
    dateStyle: 'long',
    timeStyle: 'medium',
    hourCycle: 'h23',
  }).format(new Date(instant));
}

export function clock(time: string): string {
  return time.replace(/^0/, '');
}

export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

export function isDay(text: string | null): text is string {
  return text !== null && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));
}

/** The day gone that an address names; null: today as it stands, because what is still to come is not judged. */
export function dayGone(text: string, today: string): string | null {
  return isDay(text) && text < today ? text : null;
}

function written(day: string, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(getLocale(), { timeZone: 'UTC', ...options }).format(new Date(`${day}T00:00:00Z`));
}
