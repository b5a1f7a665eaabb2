import * as m from '#m';

/** What a message was about that did not reach somebody. */
export const missedWord = {
  reminder: m.calls_kind_reminder,
  offered: m.calls_kind_offered,
  displacedNoPlace: m.calls_kind_displaced,
  offerExpired: m.calls_kind_offer_expired,
  cancelledByDesk: m.calls_kind_cancelled,
  papersMissing: m.calls_kind_papers,
  released: m.calls_kind_released,
  waitOffered: m.calls_kind_wait_offered,
  waitOfferWithdrawn: m.calls_kind_wait_withdrawn,
  visitConfirmed: m.calls_kind_visit_confirmed,
  visitDeclined: m.calls_kind_visit_declined,
  visitLate: m.calls_kind_visit_late,
} as const;
