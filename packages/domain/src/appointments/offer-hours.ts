import { instantOf, officeDay, officeTime } from '../calendar/day.ts';
import type { OfficeRules } from './settings.ts';

/**
 * Until when a place offered now is held for who waits: so many hours of those in which the office makes offers, so that
 * none of them pass in sleep. null: the office keeps no waiting list.
 */
export function offeredUntil(
  { waitHours, waitOffers }: Pick<OfficeRules, 'waitHours' | 'waitOffers'>,
  now: Temporal.Instant,
): Temporal.Instant | null {
  if (waitHours === undefined) return null;
  const whole = Temporal.Duration.from({ hours: waitHours });
  if (waitOffers === undefined) return now.add(whole);
  let day = officeTime(now) < waitOffers.to ? officeDay(now) : officeDay(now).add({ days: 1 });
  let from = latest(now, instantOf(day, waitOffers.from));
  let left = whole.total('seconds');
  for (let to = instantOf(day, waitOffers.to); secondsTo(from, to) < left; to = instantOf(day, waitOffers.to)) {
    left -= secondsTo(from, to);
    day = day.add({ days: 1 });
    from = instantOf(day, waitOffers.from);
  }
  return from.add({ milliseconds: Math.round(left * 1000) });
}

const latest = (one: Temporal.Instant, other: Temporal.Instant) =>
  Temporal.Instant.compare(one, other) < 0 ? other : one;

const secondsTo = (from: Temporal.Instant, to: Temporal.Instant) => from.until(to).total('seconds');
