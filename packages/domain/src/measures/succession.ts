import { memo } from './memo.ts';
import type { Notice, Pack, RuleVersion } from './notice.ts';

/** From which day a rule ends because another notice took the place of its own, and from when that was known. */
export type Succession = { readonly from: string; readonly known: string };

/** The rules whose notice another one replaces. They stay as they were written, so that old receipts replay. */
export const successions = (packs: readonly Pack[]): ReadonlyMap<RuleVersion, Succession> =>
  memo(found, packs, () => {
    const byNotice = Map.groupBy(
      packs.flatMap(({ notice }) => (notice.replaces ?? []).map((id) => ({ id, ...beginOf(notice) }))),
      ({ id }) => id,
    );
    return new Map(
      packs.flatMap(({ notice: { id }, rules }) => {
        const [first] = [...(byNotice.get(id) ?? [])].sort((one, other) => (one.from < other.from ? -1 : 1));
        return first === undefined
          ? []
          : rules.map((rule) => [rule, { from: first.from, known: first.known }] as const);
      }),
    );
  });

const found = new WeakMap<readonly Pack[], ReadonlyMap<RuleVersion, Succession>>();

const beginOf = (notice: Notice): Succession => ({
  from: notice.spans?.[0]?.from ?? notice.issuedOn ?? '',
  known: knownOf(notice),
});

/** A day, or a moment where the office entered the notice later than it was published. */
export function knownOf({ publishedOn, issuedOn, enteredAt }: Notice): string {
  const read = publishedOn ?? issuedOn ?? '';
  return enteredAt !== undefined && enteredAt > read ? enteredAt : read;
}

/** The packs with every replaced rule ending on the day of its succession: what is left of them to compare and check. */
export function withEnds(packs: readonly Pack[]): Pack[] {
  const ends = successions(packs);
  const endOf = (rule: RuleVersion): RuleVersion => {
    const from = ends.get(rule)?.from;
    return from === undefined || (rule.until !== null && rule.until <= from) ? rule : { ...rule, until: from };
  };
  return packs.map((pack) => ({
    ...pack,
    rules: pack.rules.map(endOf).filter(({ from, until }) => until === null || from < until),
  }));
}
