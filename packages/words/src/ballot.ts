import * as m from '#m';

/** Where a ballot stands. */
export const ballotStateWord = {
  planned: m.ballot_state_planned,
  open: m.ballot_state_open,
  closed: m.ballot_state_closed,
  drawn: m.ballot_state_drawn,
} as const;
