import { instantOf, isBefore, officeDay, officeTime, type DayLike } from '../calendar/day.ts';
import { contains, type Interval } from '../calendar/interval.ts';
import { addWorkingDays, isPublished, UnpublishedYear } from '../calendar/working-days.ts';
import { refuse, type Refusal } from '../refusal.ts';
import { dayKind } from './day-plan.ts';
import type { OfficeRules } from './settings.ts';

/** A span the office is closed, or a service suspended, with its reason as shown to citizens. */
export type ClosedSpan = Interval & {
  readonly services: readonly string[] | null;
  readonly reason: string;
  readonly clauses: readonly string[];
};

/** Why a day comes too soon for a citizen: fewer working days ahead than the office asks for, or days nobody can count. */
export function leadRefusal(rules: OfficeRules, day: Temporal.PlainDate, now: Temporal.Instant): Refusal | null {
  const earliest = earliestDay(rules, now);
  if (earliest === null)
    return refuse('yearNotPublished', [], { day: day.toString(), year: firstUnpublishedYear(officeDay(now).year) });
  if (!isBefore(day, earliest)) return null;
  return refuse('tooSoon', [], { day: day.toString(), earliest: earliest.toString() });
}

/** Why the office takes nobody on a day: not released, closed, a rest day, a year without published holidays. */
export function openingRefusal(
  rules: OfficeRules,
  closures: readonly ClosedSpan[],
  service: string,
  day: Temporal.PlainDate,
  now: Temporal.Instant,
): Refusal | null {
  const kind = dayKind(rules, day);
  if (kind === 'unpublished') return refuse('yearNotPublished', [], { day: day.toString(), year: day.year });
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

/** Why a time of a day is no longer booked, by anybody: its end is past on the office's clock. */
export function overRefusal(
  rules: OfficeRules,
  day: Temporal.PlainDate,
  time: string,
  now: Temporal.Instant,
): Refusal | null {
  const ends = rules.slots.find(({ starts }) => starts === time)?.ends;
  return ends !== undefined && isOver(day, ends, now) ? refuse('slotOver', [], { day: day.toString(), time }) : null;
}

export function isOver(day: DayLike, ends: string, now: Temporal.Instant): boolean {
  return Temporal.Instant.compare(instantOf(day, ends), now) <= 0;
}

export function closureOn(
  closures: readonly ClosedSpan[],
  service: string,
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

/** The instant from which citizens no longer book a day; null: already now, or nobody can count the days up to it. */
export function bookableUntil(
  rules: OfficeRules,
  day: Temporal.PlainDate,
  now: Temporal.Instant,
): Temporal.Instant | null {
  if (leadRefusal(rules, day, now) !== null) return null;
  let last = officeDay(now);
  const begin = (on: Temporal.PlainDate) => instantOf(on, '00:00');
  while (isBefore(last, day) && leadRefusal(rules, day, begin(last.add({ days: 1 }))) === null)
    last = last.add({ days: 1 });
  if (rules.closeAt === null) return begin(last.add({ days: 1 }));
  const closing = instantOf(last, rules.closeAt);
  return leadRefusal(rules, day, closing) === null ? begin(last.add({ days: 1 })) : closing;
}

function firstUnpublishedYear(from: number): number {
  let year = from;
  while (isPublished(year)) year += 1;
  return year;
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
