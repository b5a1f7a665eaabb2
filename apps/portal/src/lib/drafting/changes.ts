import { m } from '@anmin/words/m';

/** What a notice does to the duties of a unit. */
export const changeKinds = ['gains', 'loses', 'changes', 'ends'] as const;

export const changeWord = {
  gains: m.draft_gains,
  loses: m.draft_loses,
  changes: m.draft_changes,
  ends: m.draft_ends,
} satisfies Record<(typeof changeKinds)[number], () => string>;
