import { requiredOf } from './determine.ts';
import type { Fact } from './facts.ts';
import type { Place } from './in-force.ts';
import { merged, type Duty } from './merge.ts';
import { beginOf, nextAfter } from './moments.ts';
import type { Pack, RuleVersion } from './notice.ts';

/** What happens to the duties of a place on a day. `ends`: the last day; `review`: whether the rule still holds. */
export type Event = { readonly day: string } & (
  | { readonly what: 'begins' | 'ends' | 'review'; readonly rule: RuleVersion }
  | { readonly what: 'due'; readonly duty: Duty }
);

/**
 * The days on which duties of a place begin, end, fall due or are looked at again, from a day up to another, not
 * included, by the facts known at a moment. What waits for an event, or has no number, has no day.
 */
export function agendaOf(
  packs: readonly Pack[],
  place: Place,
  { from, until, known }: { readonly from: string; readonly until: string; readonly known: string },
  facts: readonly Fact[],
): Event[] {
  const asking = (day: Temporal.PlainDate): readonly RuleVersion[] => {
    const on = day.toString();
    return requiredOf(packs, [place], { factsAt: on, lawAt: on, knownAt: known }, facts)[0] ?? [];
  };
  const events: Event[] = [];
  const [first, out] = [Temporal.PlainDate.from(from), Temporal.PlainDate.from(until)];
  let [before, now] = [asking(first.subtract({ days: 1 })), asking(first)];
  for (let day = first; Temporal.PlainDate.compare(day, out) < 0; day = day.add({ days: 1 })) {
    const [on, then] = [day.toString(), asking(day.add({ days: 1 }))];
    const [was, will] = [new Set(before), new Set(then)];
    const told = (what: 'begins' | 'ends' | 'review', rule: RuleVersion): Event => ({ day: on, what, rule });
    events.push(
      ...now.filter((rule) => !was.has(rule)).map((rule) => told('begins', rule)),
      ...merged(now).flatMap((duty): Event[] => (fallsDue(duty, day) ? [{ day: on, what: 'due', duty }] : [])),
      ...now.filter(({ reviewBy }) => reviewBy === on).map((rule) => told('review', rule)),
      ...now.filter((rule) => !will.has(rule)).map((rule) => told('ends', rule)),
    );
    [before, now] = [now, then];
  }
  return events;
}

/** On its day, or on the last day of each period. */
function fallsDue({ requirement }: Duty, day: Temporal.PlainDate): boolean {
  if (requirement.kind === 'deadline' || requirement.kind === 'coverage') return requirement.by === day.toString();
  if (requirement.kind !== 'cadence' || requirement.times === null || requirement.per === null) return false;
  return nextAfter(requirement.per, beginOf(requirement.per, day)).equals(day.add({ days: 1 }));
}
