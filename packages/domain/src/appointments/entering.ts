import { officeZone, type DayLike } from '../calendar/day.ts';
import { contains, type Interval } from '../calendar/interval.ts';
import { requiredOf } from '../measures/determine.ts';
import type { Fact } from '../measures/facts.ts';
import type { Place } from '../measures/in-force.ts';
import type { Pack, RuleVersion } from '../measures/notice.ts';
import { askedOf, barsOf, judgePassing } from '../measures/passing.ts';
import { refuse, type Refusal } from '../refusal.ts';
import { notOne } from './visit.ts';

/** What stands at the door of an institution that takes visits. */
export type Door = {
  readonly facts: readonly Fact[];
  /** Spans in which a closure on record lets in no visitor. */
  readonly shut: readonly (Interval & { readonly reason: string; readonly clauses: readonly string[] })[];
  /** Services for which nobody comes in. */
  readonly remote: readonly string[];
};

type At = { readonly place: Place; readonly door: Door | null };

/** Who comes to see somebody, in the word of the notices. */
const visitor = { at: 'entry', as: 'visitor' } as const;

/** Why no visitor is let in on a day: a closure on record, or a rule in force by what is known now. */
export function visitsStopped(
  packs: readonly Pack[],
  { place, door }: At,
  { service, day }: { readonly service: string; readonly day: Temporal.PlainDate },
  now: Temporal.Instant,
): Refusal | null {
  if (door === null || door.remote.includes(service)) return null;
  const barring = barsOf(rulesFor(packs, place, door, day, now), visitor);
  const shut = door.shut.find((span) => contains(span, day));
  if (barring.length === 0 && shut === undefined) return null;
  const clauses = [...barring.flatMap((rule) => rule.clauses), ...(shut?.clauses ?? [])];
  return refuse('visitsStopped', clauses, { day: day.toString(), reason: shut?.reason ?? null });
}

/** What a visitor is asked before they come: the reasons of the rules of that day that they know of themselves. */
export function admissionAsked(
  packs: readonly Pack[],
  { place, door }: At,
  { service, day }: { readonly service: string; readonly day: Temporal.PlainDate },
  now: Temporal.Instant,
): { readonly reasons: readonly string[]; readonly exemptions: readonly string[] } | undefined {
  if (door === null || door.remote.includes(service)) return undefined;
  const { reasons, exemptions } = askedOf(rulesFor(packs, place, door, day, now), visitor);
  const known = reasons.filter((it) => knownBefore.has(it));
  return known.length === 0 ? undefined : { reasons: known, exemptions };
}

/** Whoever says that a reason applies to them is let in by nobody, or by whom the rule entitles: that is decided there. */
export function admissionRefusal(
  packs: readonly Pack[],
  { place, door }: At,
  wish: { readonly service: string; readonly day: Temporal.PlainDate; readonly admission: string | undefined },
  now: Temporal.Instant,
): Refusal | null {
  const { admission: answer, day } = wish;
  if (door === null || answer === undefined || answer === notOne || door.remote.includes(wish.service)) return null;
  const rules = rulesFor(packs, place, door, day, now);
  const { checks, reasons, exemptions } = askedOf(rules, visitor);
  if (exemptions.includes(answer)) return null;
  // the gate itself checks and asks the rest
  const told = { checks, found: [answer], cleared: reasons.filter((it) => it !== answer), exemptions: [] };
  const { verdict, clauses, yields } = judgePassing(rules, visitor, told);
  if (verdict !== 'refused') return null;
  return refuse('notAdmitted', clauses, { day: day.toString(), reason: answer, yields });
}

/** Of the reasons of a gate those somebody knows days before; a fever is found on the day. */
const knownBefore: ReadonlySet<string> = new Set(['fromRiskArea', 'unvaccinated']);

function rulesFor(
  packs: readonly Pack[],
  place: Place,
  { facts }: Door,
  day: DayLike,
  now: Temporal.Instant,
): readonly RuleVersion[] {
  const on = day.toString();
  const knownAt = now.toZonedDateTimeISO(officeZone).toPlainDateTime().toString({ fractionalSecondDigits: 6 });
  return requiredOf(packs, [place], { factsAt: on, lawAt: on, knownAt }, facts)[0] ?? [];
}
