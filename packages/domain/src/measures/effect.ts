import type { Fact } from './facts.ts';
import { determine, requiredOf } from './determine.ts';
import type { Place } from './in-force.ts';
import type { Pack, RuleVersion } from './notice.ts';

/** What facts change at one place from a day on; nothing gained or lost: from then on it is as before. */
export type Effect<Of extends Place> = {
  readonly place: Of;
  readonly from: string;
  readonly gains: readonly RuleVersion[];
  readonly loses: readonly RuleVersion[];
};

/** Which place gains or loses which duty, from when, if these facts were known instead of those. */
export function effectOf<Of extends Place>(
  packs: readonly Pack[],
  places: readonly Of[],
  before: readonly Fact[],
  after: readonly Fact[],
): Effect<Of>[] {
  const last = places.map(() => '');
  return turningDays(packs, before, after).flatMap((day) => {
    const clocks = { factsAt: day, lawAt: day, knownAt: farAhead };
    const were = requiredOf(packs, places, clocks, before);
    const are = requiredOf(packs, places, clocks, after);
    return places.flatMap((place, index) => {
      const [old, fresh] = [were[index] ?? [], are[index] ?? []];
      const gains = fresh.filter((rule) => !old.includes(rule));
      const loses = old.filter((rule) => !fresh.includes(rule));
      const text = JSON.stringify([gains.map(({ id }) => id), loses.map(({ id }) => id)]);
      if (text === (last[index] || nothing)) return [];
      last[index] = text;
      return [{ place, from: day, gains, loses }];
    });
  });
}

/** The rules that somebody may switch on or must decide on from a day on, and could not, or need not, without what changed. */
export function opened(
  packs: readonly Pack[],
  places: readonly Place[],
  before: readonly Fact[],
  after: readonly Fact[],
): string[] {
  const [day] = turningDays(packs, before, after);
  if (day === undefined) return [];
  const clocks = { factsAt: day, lawAt: day, knownAt: farAhead };
  const openAt = (place: Place, facts: readonly Fact[]) =>
    determine(packs, place, clocks, facts)
      .receipt.findings.filter(({ state }) => state === 'off' || state === 'pending')
      .map(({ rule }) => rule);
  const found = places.flatMap((place) => {
    const were = openAt(place, before);
    return openAt(place, after).filter((rule) => !were.includes(rule));
  });
  return [...new Set(found)].sort();
}

const nothing = '[[],[]]';

/** A change is judged by all that will be known of it. */
const farAhead = '9999-12-31T23:59';

/** The days on which a fact that differs begins or ends, and those between on which a rule does. */
function turningDays(packs: readonly Pack[], before: readonly Fact[], after: readonly Fact[]): string[] {
  const [known, kept] = [new Set(before.map(textOf)), new Set(after.map(textOf))];
  const changed = [...after.filter((it) => !known.has(textOf(it))), ...before.filter((it) => !kept.has(textOf(it)))];
  const days = changed.flatMap(({ from, until, lifted }) => [from, ...given(until), ...given(lifted?.from)]);
  const [first] = days.toSorted();
  if (first === undefined) return [];
  const ofRules = packs.flatMap(({ rules }) => rules).flatMap(({ from, until }) => [from, ...given(until)]);
  return [...new Set([...days, ...ofRules.filter((day) => day > first)])].sort();
}

const textOf = (fact: Fact): string => JSON.stringify([fact.id, fact.until, fact.lifted?.from]);

const given = (day: string | null | undefined): string[] => (day === null || day === undefined ? [] : [day]);
