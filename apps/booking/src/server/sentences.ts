import type { Facts, Reason, Refusal } from '@anmin/domain/refusal';
import { dayText, instantText, shortDayText } from '@anmin/words/dates';
import { timeText } from '@anmin/words/times';
import { m } from '@anmin/words/m';

/** How the office says no to a citizen: what is so, and what to do next. */
export type Said = { readonly heading: string; readonly text: string };

export type About = { readonly office: string; readonly phone: string };

export function say({ refused, facts }: Refusal, about: About): Said {
  return sayings[refused](facts, about);
}

const toCounter = (_: Facts, { phone }: About): Said => ({
  heading: m.reason_counter_heading(),
  text: m.reason_counter_text({ phone }),
});

const sayings: Readonly<Record<Reason, (facts: Facts, about: About) => Said>> = {
  slotFull: () => ({ heading: m.reason_full_heading(), text: m.reason_full_text() }),
  underAge: ({ male, female, earliest }) => ({
    heading: m.reason_age_heading(),
    text: m.reason_age_text({ male: fact(male), female: fact(female), date: date(earliest) }),
  }),
  duplicate: ({ own, reference }, { phone }) => ({
    heading: own === true ? m.reason_duplicate_own_heading() : m.reason_duplicate_heading(),
    text:
      own === true ? m.reason_duplicate_own_text({ reference: fact(reference) }) : m.reason_duplicate_text({ phone }),
  }),
  barred: ({ until }, { phone }) => ({
    heading: m.reason_barred_heading(),
    text: m.reason_barred_text({ date: date(until), phone }),
  }),
  quarantine: ({ earliest }) => ({
    heading: m.reason_quarantine_heading(),
    text: m.reason_quarantine_text({ date: date(earliest) }),
  }),
  closed: (facts, { office }) => ({
    heading: m.reason_closed_heading({ office, date: short(facts['day']) }),
    text: m.reason_closed_text({ reason: fact(facts['reason']) }),
  }),
  suspended: (facts, { office }) => ({
    heading: m.reason_suspended_heading({ office, date: short(facts['day']) }),
    text: m.reason_closed_text({ reason: fact(facts['reason']) }),
  }),
  visitsStopped: ({ day, reason }, { office }) => ({
    heading: m.reason_visits_stopped_heading({ office, date: short(day) }),
    text: typeof reason === 'string' ? m.reason_visits_stopped_reason({ reason }) : m.reason_visits_stopped_text(),
  }),
  notAdmitted: ({ yields }, { phone }) => ({
    heading: m.reason_not_admitted_heading(),
    text: yields === true ? m.reason_not_admitted_yields({ phone }) : m.reason_not_admitted_text({ phone }),
  }),
  residentVisited: ({ most }) => ({
    heading: m.reason_visited_heading({ n: fact(most) }),
    text: m.reason_visited_text(),
  }),
  notReleased: ({ day, releasesOn, releaseAt }) => ({
    heading: m.reason_not_released_heading(),
    text: m.reason_not_released_text({
      date: short(day),
      day: short(releasesOn),
      time: typeof releaseAt === 'string' ? timeText(releaseAt) : '',
    }),
  }),
  tooSoon: ({ earliest }) => ({
    heading: m.reason_too_soon_heading(),
    text: m.reason_too_soon_text({ date: date(earliest) }),
  }),
  coolingOff: ({ coolsUntil, first, last }, { office }) => ({
    heading: m.reason_window_heading(),
    text: m.reason_window_text({ until: date(coolsUntil), first: date(first), last: date(last), office }),
  }),
  collectionOver: ({ last }) => ({ heading: m.reason_late_heading(), text: m.reason_late_text({ date: date(last) }) }),
  slotOver: () => ({ heading: m.reason_over_heading(), text: m.reason_over_text() }),
  notOpenYet: (_, { phone }) => ({
    heading: m.reason_not_open_heading(),
    text: m.reason_not_open_text({ phone }),
  }),
  restDay: ({ day }) => ({ heading: m.reason_rest_heading({ date: short(day) }), text: m.reason_rest_text() }),
  yearNotPublished: () => ({ heading: m.reason_year_heading(), text: m.reason_year_text() }),
  serviceNotOffered: (_, { office, phone }) => ({
    heading: m.reason_not_offered_heading({ office }),
    text: m.reason_not_offered_text({ phone }),
  }),
  otherOffice: (_, { phone }) => ({
    heading: m.reason_other_office_heading(),
    text: m.reason_other_office_text({ phone }),
  }),
  cancelTooLate: ({ until }, { phone }) => ({
    heading: m.reason_cancel_late_heading(),
    text: m.reason_cancel_late_text({ time: fact(until), phone }),
  }),
  notChangeable: (_, { phone }) => ({
    heading: m.reason_not_changeable_heading(),
    text: m.reason_not_changeable_text({ phone }),
  }),
  notFull: () => ({ heading: m.reason_not_full_heading(), text: m.reason_not_full_text() }),
  alreadyWaiting: (_, { phone }) => ({
    heading: m.reason_already_waiting_heading(),
    text: m.reason_already_waiting_text({ phone }),
  }),
  noWaitingList: (_, { office, phone }) => ({
    heading: m.reason_no_line_heading({ office }),
    text: m.reason_no_line_text({ phone }),
  }),
  underBallot: ({ day }) => ({
    heading: m.reason_ballot_heading({ date: short(day) }),
    text: m.reason_ballot_text(),
  }),
  notApplying: ({ from, until }) => ({
    heading: m.reason_not_applying_heading(),
    text: m.reason_not_applying_text({ from: instantText(String(from)), until: instantText(String(until)) }),
  }),
  notToBeDrawn: toCounter,
  offerExpired: () => ({ heading: m.reason_offer_expired_heading(), text: m.reason_offer_expired_text() }),
  busy: () => ({ heading: m.reason_busy_heading(), text: m.reason_busy_text() }),
  stale: () => ({ heading: m.reason_stale_heading(), text: m.reason_stale_text() }),
  keyReused: () => ({ heading: m.reason_stale_heading(), text: m.reason_stale_text() }),
  notFound: (_, { phone }) => ({ heading: m.reason_not_found_heading(), text: m.reason_not_found_text({ phone }) }),
  codeWrong: ({ left }) => ({ heading: m.reason_code_heading(), text: m.error_sms_wrong({ n: fact(left) }) }),
  codeExpired: () => ({ heading: m.reason_code_heading(), text: m.error_sms_expired() }),
  codeLimit: (facts) => ({ heading: m.reason_code_heading(), text: codeRefusedText({ refused: 'codeLimit', facts }) }),
  workNeeded: (_, { phone }) => ({ heading: m.reason_work_heading(), text: m.reason_work_text({ phone }) }),
  tooOften: ({ perDay }, { phone }) => ({
    heading: m.reason_often_heading(),
    text: typeof perDay === 'number' ? m.reason_often_day_text({ n: perDay, phone }) : m.reason_often_soon_text(),
  }),
  phoneNotProven: () => ({ heading: m.reason_code_heading(), text: m.error_sms_empty() }),
  noRuleInForce: toCounter,
  wrongInput: toCounter,
  notAllowed: toCounter,
  notAnswered: toCounter,
  signInNeeded: toCounter,
  signInWrong: toCounter,
  secondFactorNeeded: toCounter,
  passphraseDue: toCounter,
  passphraseWeak: toCounter,
  walkInsNotTaken: toCounter,
  insideFull: toCounter,
  nobodyInside: toCounter,
  alreadyCheckedIn: toCounter,
  wrongDay: toCounter,
  screeningMissing: toCounter,
  nameTaken: toCounter,
  dutiesApart: toCounter,
};

/** Why no code was sent. Either the day's codes are spent, or those of the network for a while, or the last one is less than a minute old. */
export function codeRefusedText({ refused, facts: { perDay, minutes } }: Pick<Refusal, 'refused' | 'facts'>): string {
  if (refused === 'workNeeded') return m.error_sms_work();
  if (typeof minutes === 'number') return m.error_sms_network({ n: minutes });
  return typeof perDay === 'number' ? m.error_sms_limit({ n: perDay }) : m.error_sms_soon();
}

type Fact = Facts[string] | undefined;

function fact(value: Fact): string | number {
  return typeof value === 'string' || typeof value === 'number' ? value : '';
}

function date(value: Fact): string {
  return typeof value === 'string' ? dayText(value) : '';
}

function short(value: Fact): string {
  return typeof value === 'string' ? shortDayText(value) : '';
}
