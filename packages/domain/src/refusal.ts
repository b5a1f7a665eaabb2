/** How the office says no: a closed reason, the clauses it rests on, and the facts a sentence needs. */

export const reasons = [
  'notFound',
  'notAllowed',
  'signInNeeded',
  'signInWrong',
  'secondFactorNeeded',
  'passphraseDue',
  'passphraseWeak',
  'wrongInput',
  'busy',
  'stale',
  'keyReused',
  'slotFull',
  'notFull',
  'alreadyWaiting',
  'noWaitingList',
  'underBallot',
  'notApplying',
  'notToBeDrawn',
  'slotOver',
  'notOpenYet',
  'restDay',
  'notReleased',
  'tooSoon',
  'yearNotPublished',
  'closed',
  'suspended',
  'visitsStopped',
  'notAdmitted',
  'residentVisited',
  'notAnswered',
  'noRuleInForce',
  'serviceNotOffered',
  'underAge',
  'duplicate',
  'barred',
  'quarantine',
  'coolingOff',
  'collectionOver',
  'otherOffice',
  'cancelTooLate',
  'notChangeable',
  'offerExpired',
  'walkInsNotTaken',
  'insideFull',
  'nobodyInside',
  'codeWrong',
  'codeExpired',
  'codeLimit',
  'tooOften',
  'phoneNotProven',
  'workNeeded',
  'alreadyCheckedIn',
  'wrongDay',
  'screeningMissing',
  'nameTaken',
  'dutiesApart',
] as const;

export type Reason = (typeof reasons)[number];

/** Plain values only: days as YYYY-MM-DD, wall times as HH:MM, never a name, number or phone of a person. */
export type Facts = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

export type Refusal = {
  readonly refused: Reason;
  readonly clauses: readonly string[];
  readonly facts: Facts;
};

export function refuse(refused: Reason, clauses: readonly string[] = [], facts: Facts = {}): Refusal {
  return { refused, clauses: [...new Set(clauses)], facts };
}

export function isRefusal(value: unknown): value is Refusal {
  return typeof value === 'object' && value !== null && 'refused' in value;
}
