import type { Reason } from '@anmin/domain/refusal';
import { TRPCError } from '@trpc/server';
import type { TRPC_ERROR_CODE_KEY } from '@trpc/server';
import { getHTTPStatusCodeFromError } from '@trpc/server/http';

/** The HTTP status of a refusal. */
export function statusOf(reason: Reason): number {
  return getHTTPStatusCodeFromError(new TRPCError({ code: codeOf[reason] }));
}

/** What each refusal is to tRPC. */
export const codeOf: Record<Reason, TRPC_ERROR_CODE_KEY> = {
  notFound: 'NOT_FOUND',
  notAllowed: 'FORBIDDEN',
  signInNeeded: 'UNAUTHORIZED',
  signInWrong: 'UNAUTHORIZED',
  secondFactorNeeded: 'FORBIDDEN',
  passphraseDue: 'FORBIDDEN',
  passphraseWeak: 'UNPROCESSABLE_CONTENT',
  wrongInput: 'BAD_REQUEST',
  busy: 'CONFLICT',
  stale: 'CONFLICT',
  keyReused: 'UNPROCESSABLE_CONTENT',
  slotFull: 'CONFLICT',
  slotOver: 'CONFLICT',
  notOpenYet: 'CONFLICT',
  restDay: 'CONFLICT',
  notReleased: 'CONFLICT',
  tooSoon: 'CONFLICT',
  yearNotPublished: 'CONFLICT',
  closed: 'CONFLICT',
  suspended: 'CONFLICT',
  visitsStopped: 'CONFLICT',
  notAdmitted: 'CONFLICT',
  residentVisited: 'CONFLICT',
  notAnswered: 'CONFLICT',
  noRuleInForce: 'CONFLICT',
  serviceNotOffered: 'CONFLICT',
  underAge: 'CONFLICT',
  duplicate: 'CONFLICT',
  barred: 'CONFLICT',
  quarantine: 'CONFLICT',
  coolingOff: 'CONFLICT',
  collectionOver: 'CONFLICT',
  otherOffice: 'CONFLICT',
  cancelTooLate: 'CONFLICT',
  notChangeable: 'CONFLICT',
  offerExpired: 'CONFLICT',
  notFull: 'CONFLICT',
  alreadyWaiting: 'CONFLICT',
  noWaitingList: 'CONFLICT',
  underBallot: 'CONFLICT',
  notApplying: 'CONFLICT',
  notToBeDrawn: 'CONFLICT',
  walkInsNotTaken: 'CONFLICT',
  insideFull: 'CONFLICT',
  nobodyInside: 'CONFLICT',
  codeWrong: 'UNPROCESSABLE_CONTENT',
  codeExpired: 'UNPROCESSABLE_CONTENT',
  codeLimit: 'TOO_MANY_REQUESTS',
  tooOften: 'TOO_MANY_REQUESTS',
  phoneNotProven: 'FORBIDDEN',
  workNeeded: 'FORBIDDEN',
  alreadyCheckedIn: 'CONFLICT',
  wrongDay: 'CONFLICT',
  screeningMissing: 'CONFLICT',
  nameTaken: 'CONFLICT',
  dutiesApart: 'CONFLICT',
};

/** SQLSTATEs by which the database refuses. AN…: our own, see the migrations. */
export const reasonOfState: Partial<Record<string, Reason>> = {
  AN001: 'slotFull',
  AN002: 'duplicate',
  AN003: 'slotFull',
  AN005: 'closed',
  AN006: 'notOpenYet',
  AN007: 'wrongInput',
  AN008: 'notFound',
  AN009: 'stale',
  // characters and numbers that no column holds
  '22021': 'wrongInput',
  '22003': 'wrongInput',
  '22008': 'wrongInput',
  '42501': 'notFound',
  // somebody else did the same a moment ago
  '23P01': 'stale',
  '55P03': 'busy',
  '40P01': 'busy',
  '40001': 'busy',
  '57014': 'busy',
};
