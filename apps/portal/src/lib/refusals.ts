import type { Facts, Reason, Refusal } from '@anmin/domain/refusal';
import { m } from '@anmin/words/m';
import { plainDay } from '#lib/days.ts';

export function sentenceOf({ refused, facts }: Refusal): string {
  return sentences[refused](facts);
}

const sentences: Readonly<Record<Reason, (facts: Facts) => string>> = {
  notFound: m.portal_reason_notFound,
  notAllowed: m.portal_reason_notAllowed,
  signInNeeded: m.portal_reason_signInNeeded,
  signInWrong: m.portal_signin_wrong,
  secondFactorNeeded: m.portal_reason_secondFactorNeeded,
  passphraseDue: m.portal_reason_passphraseDue,
  passphraseWeak: ({ least, same }) =>
    same === true
      ? m.portal_reason_passphraseSame()
      : least === undefined
        ? m.portal_reason_passphraseWeak()
        : m.portal_reason_passphraseShort({ n: text(least) }),
  wrongInput: m.portal_reason_wrongInput,
  busy: m.portal_reason_busy,
  stale: m.portal_reason_stale,
  keyReused: m.portal_reason_keyReused,
  slotFull: m.portal_reason_slotFull,
  slotOver: m.portal_reason_slotOver,
  notOpenYet: m.portal_reason_notOpenYet,
  restDay: m.portal_reason_restDay,
  notReleased: m.portal_reason_notReleased,
  tooSoon: m.portal_reason_tooSoon,
  yearNotPublished: m.portal_reason_yearNotPublished,
  closed: ({ reason }) => m.portal_reason_closed({ reason: text(reason) }),
  suspended: ({ reason }) => m.portal_reason_suspended({ reason: text(reason) }),
  visitsStopped: m.reason_visitsStopped,
  notAdmitted: m.reason_notAdmitted,
  residentVisited: ({ most }) => m.reason_residentVisited({ n: text(most) }),
  notAnswered: m.reason_not_answered,
  noRuleInForce: m.portal_reason_noRuleInForce,
  serviceNotOffered: m.portal_reason_serviceNotOffered,
  underAge: ({ earliest }) => m.portal_reason_underAge({ earliest: day(earliest) }),
  duplicate: m.portal_reason_duplicate,
  barred: m.portal_reason_barred,
  quarantine: ({ earliest }) => m.portal_reason_quarantine({ earliest: day(earliest) }),
  coolingOff: m.portal_reason_coolingOff,
  collectionOver: m.portal_reason_collectionOver,
  otherOffice: m.portal_reason_otherOffice,
  cancelTooLate: m.portal_reason_cancelTooLate,
  notChangeable: m.portal_reason_notChangeable,
  notFull: m.line_reason_notFull,
  alreadyWaiting: m.line_reason_alreadyWaiting,
  noWaitingList: m.line_reason_noWaitingList,
  underBallot: m.ballot_reason_underBallot,
  notApplying: m.ballot_reason_notApplying,
  notToBeDrawn: m.ballot_reason_notToBeDrawn,
  offerExpired: m.portal_reason_offerExpired,
  walkInsNotTaken: m.portal_reason_walkInsNotTaken,
  insideFull: m.inside_full,
  nobodyInside: m.inside_nobody,
  codeWrong: m.portal_reason_codeWrong,
  codeExpired: m.portal_reason_codeExpired,
  codeLimit: m.portal_reason_codeLimit,
  tooOften: m.portal_reason_tooOften,
  phoneNotProven: m.portal_reason_phoneNotProven,
  workNeeded: m.portal_reason_workNeeded,
  alreadyCheckedIn: ({ at, by }) => m.portal_reason_alreadyCheckedIn({ at: text(at), by: text(by) }),
  wrongDay: (facts) => m.portal_reason_wrongDay({ day: day(facts['day']) }),
  screeningMissing: m.portal_reason_screeningMissing,
  nameTaken: m.portal_reason_nameTaken,
  dutiesApart: m.portal_reason_dutiesApart,
};

type Fact = Facts[string] | undefined;

function text(fact: Fact): string {
  return fact === undefined || fact === null ? m.portal_not_given() : String(fact);
}

function day(fact: Fact): string {
  return typeof fact === 'string' && /^\d{4}-\d\d-\d\d$/.test(fact) ? plainDay(fact) : text(fact);
}
