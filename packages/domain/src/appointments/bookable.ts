import { instantOf, isBefore, officeDay, officeTime } from '../calendar/day.ts';
import { contains, type Interval } from '../calendar/interval.ts';
import { addWorkingDays, UnpublishedYear } from '../calendar/working-days.ts';
import type { Service } from '../measures/requirement.ts';
import { refuse, type Refusal } from '../refusal.ts';
import { dayKind } from './day-plan.ts';
import type { OfficeRules } from './settings.ts';

/** A span the office is closed, or a service suspended, with its reason as shown to citizens. */
export type ClosedSpan = Interval & {
  readonly services: readonly Service[] | null;
  readonly reason: string;
  readonly clauses: readonly string[];
};

/** Why a day is not bookable by the calendar of the office; null if it is. */
export function dayRefusal(
  rules: OfficeRules,
  closures: readonly ClosedSpan[],
  service: Service,
  day: Temporal.PlainDate,
  now: Temporal.Instant,
): Refusal | null {
  const kind = dayKind(rules, day);
  const early = earliestDay(rules, now);
  if (kind === 'unpublished' || early === null)
    return refuse('yearNotPublished', [], { day: day.toString(), year: day.year });
  if (isBefore(day, early)) return refuse('tooSoon', [], { day: day.toString(), earliest: early.toString() });
  const last = releasedUntil(rules, now);
  if (isBefore(last, day))
    return refuse('notReleased', [], {
      day: day.toString(),
      releasesOn: releaseDay(rules, day),
      releaseAt: rules.releaseAt,
    });
  const closure = closureOn(closures, service, day);
  if (closure) {
    const { reason, clauses } = closure;
    return refuse(closure.services ? 'suspended' : 'closed', clauses, { day: day.toString(), reason });
  }
  if (kind === 'rest') return refuse('restDay', [], { day: day.toString() });
  return null;
}

export function closureOn(
  closures: readonly ClosedSpan[],
  service: Service,
  day: Temporal.PlainDate,
): ClosedSpan | undefined {
  return closures.find((span) => contains(span, day) && (span.services?.includes(service) ?? true));
}

/**
 * The earliest day one may book now: working days ahead, one more once today's closing time has passed.
 * null: the working days up to then are not published, so no lead time can be counted.
 */
export function earliestDay(rules: OfficeRules, now: Temporal.Instant): Temporal.PlainDate | null {
  const today = officeDay(now);
  const late = rules.closeAt !== null && officeTime(now) >= rules.closeAt;
  const days = rules.leadWorkingDays + (late ? 1 : 0);
  try {
    return days === 0 ? today : addWorkingDays(today, days);
  } catch (error) {
    if (error instanceof UnpublishedYear) return null;
    throw error;
  }
}

/** The last day released so far. Before the release time of today the window ends a day earlier. */
export function releasedUntil(rules: OfficeRules, now: Temporal.Instant): Temporal.PlainDate {
  const today = officeDay(now);
  const released = officeTime(now) >= rules.releaseAt;
  return today.add({ days: released ? rules.windowDays : rules.windowDays - 1 });
}

function releaseDay(rules: OfficeRules, day: Temporal.PlainDate): string {
  return day.subtract({ days: rules.windowDays }).toString();
}

/** Until when a citizen may cancel or move by themselves. */
export function changeableUntil(rules: OfficeRules, day: Temporal.PlainDate): Temporal.Instant {
  return instantOf(day.subtract({ days: rules.cancelBefore.days }), rules.cancelBefore.at);
}
