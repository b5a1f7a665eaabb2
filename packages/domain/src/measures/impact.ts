import type { Fact } from './facts.ts';
import { requiredOf } from './determine.ts';
import type { Place } from './in-force.ts';
import { memo } from './memo.ts';
import type { Pack, RuleVersion } from './notice.ts';
import { withEnds } from './succession.ts';

/** What changes for one place from a day on. `changed` holds pairs of versions of one rule. */
export type Impact<Of extends Place> = {
  readonly place: Of;
  readonly from: string;
  readonly gains: readonly RuleVersion[];
  readonly loses: readonly RuleVersion[];
  readonly changes: readonly { readonly before: RuleVersion; readonly after: RuleVersion }[];
};

/**
 * Who gains, loses or changes which duty, from when, if these packs were to take the place of those: the difference of
 * both on today and on every later day on which a rule that differs begins or ends.
 */
export function impactOf<Of extends Place>(
  before: readonly Pack[],
  after: readonly Pack[],
  places: readonly Of[],
  today: string,
  facts: readonly Fact[],
): Impact<Of>[] {
  const [then, later] = [withEnds(before), withEnds(after)];
  const [gone, come] = [changed(then, later), changed(later, then)];
  const found: Impact<Of>[] = [];
  let last: readonly string[] = places.map(() => '');
  for (const day of turningDays([...gone, ...come], today)) {
    const clocks = { factsAt: day, lawAt: day, knownAt: farAhead };
    const [were, are] = [requiredOf(then, places, clocks, facts), requiredOf(later, places, clocks, facts)];
    const known = new Map<unknown, Map<unknown, Told>>();
    last = places.map((place, index) => {
      const [old, fresh] = [were[index] ?? [], are[index] ?? []];
      const told = memo(
        memo(known, old, () => new Map<unknown, Told>()),
        fresh,
        () =>
          tell(
            old.filter((rule) => gone.has(rule)),
            fresh.filter((rule) => come.has(rule)),
          ),
      );
      if (told.text !== last[index]) found.push({ place, from: day, ...told.difference });
      return told.text;
    });
  }
  return found;
}

/** A change is judged by all that will be known of it. */
const farAhead = '9999-12-31T23:59';

/** Versions that are not in the other packs word for word. */
function changed(packs: readonly Pack[], others: readonly Pack[]): ReadonlySet<RuleVersion> {
  const kept = new Set(rulesIn(others).map((rule) => JSON.stringify(rule)));
  return new Set(rulesIn(packs).filter((rule) => !kept.has(JSON.stringify(rule))));
}

const rulesIn = (packs: readonly Pack[]): RuleVersion[] => packs.flatMap(({ rules }) => rules);

function turningDays(changing: readonly RuleVersion[], today: string): string[] {
  const days = changing.flatMap(({ from, until }) => (until === null ? [from] : [from, until]));
  return [...new Set([today, ...days.filter((day) => day > today)])].sort();
}

type Difference = Pick<Impact<Place>, 'gains' | 'loses' | 'changes'>;

type Told = { readonly difference: Difference; readonly text: string };

/** The difference of what no longer holds and what newly does, and a text by which two of them are the same. */
function tell(gone: readonly RuleVersion[], come: readonly RuleVersion[]): Told {
  const gains = [...come];
  const [loses, changes]: [RuleVersion[], Difference['changes'][number][]] = [[], []];
  for (const before of gone) {
    const at = gains.findIndex((rule) => nameOf(rule) === nameOf(before));
    const [after] = at < 0 ? [] : gains.splice(at, 1);
    if (after === undefined) loses.push(before);
    else changes.push({ before, after });
  }
  const difference = { gains, loses, changes };
  return { difference, text: gone.length + come.length === 0 ? '' : JSON.stringify(difference) };
}

const nameOf = ({ id }: RuleVersion): string => id.split('@')[0] ?? id;
