import { m } from '@anmin/words/m';
import { plainDay } from '#lib/days.ts';
import type { ClosureRow } from '#lib/rows.ts';

export const closureStates = ['closed', 'over', 'lifted'] as const;

type ClosureState = (typeof closureStates)[number];

export const closureStateWord: Readonly<Record<ClosureState, () => string>> = {
  closed: m.portal_closed,
  over: m.portal_closure_over,
  lifted: m.portal_closure_is_lifted,
};

/** Where a closure stands on a day: lifted before it ended, over, or closing still, be it from a later day. */
export function standingOf({ liftedAt, untilDay }: ClosureRow, today: string): ClosureState {
  if (liftedAt !== null) return 'lifted';
  return untilDay < today ? 'over' : 'closed';
}

export function spanOf({ fromDay, untilDay }: ClosureRow): string {
  return plainDay(fromDay) + m.portal_to() + plainDay(untilDay);
}
