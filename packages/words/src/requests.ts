import type { RequestKind, RequestState } from '@anmin/domain/people/rights';
import * as m from '#m';
import type { Word } from './vocabulary.ts';

export const requestKindWord = {
  copy: m.request_copy,
  correction: m.request_correction,
  erasure: m.request_erasure,
} satisfies Record<RequestKind, Word>;

/** What somebody gets who asks for it. */
export const requestHint = {
  copy: m.booking_request_copy_hint,
  correction: m.booking_request_correction_hint,
  erasure: m.booking_request_erasure_hint,
} satisfies Record<RequestKind, Word>;

export const requestStateWord = {
  open: m.request_open,
  done: m.request_done,
  refused: m.request_refused,
} satisfies Record<RequestState, Word>;
