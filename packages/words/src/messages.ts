import { appointmentText, dayText, instantText, shortDayText } from './dates.ts';
import { timeText } from './times.ts';
import { declineWord, insteadWord } from './visits.ts';
import type { Word } from './vocabulary.ts';
import * as m from '#m';
import type { Locale } from '#locale';

export type MessageFacts = Readonly<Record<string, string | number>>;
export type MessageKind = keyof typeof letters;

/** The text of a message to a phone. What it needs to know travels as facts; a missing one is an error. */
export function messageText(kind: MessageKind, facts: MessageFacts, locale: Locale): string {
  return letters[kind](factsReader(kind, facts, locale), { locale });
}

type Known = ReturnType<typeof factsReader>;
type Language = { locale: Locale };

const letters = {
  code: ({ fact }: Known, locale: Language) => m.sms_code({ code: fact('code') }, locale),
  booked: (known: Known, locale: Language) => m.sms_booked(appointment(known), locale),
  visitBooked: (known: Known, locale: Language) => m.sms_visit_booked(appointment(known), locale),
  visitAsked: (known: Known, locale: Language) =>
    m.sms_visit_asked({ ...appointment(known), until: known.instant('until') }, locale),
  visitConfirmed: (known: Known, locale: Language) => m.sms_visit_confirmed(appointment(known), locale),
  visitDeclined: (known: Known, locale: Language) =>
    m.sms_visit_declined(
      {
        ...appointment(known),
        reason: wordOf(declineWord, known.fact('reason'))({}, locale),
        instead: wordOf(insteadWord, known.fact('instead'))({}, locale),
        phone: known.fact('tel'),
      },
      locale,
    ),
  visitLate: (known: Known, locale: Language) =>
    m.sms_visit_late({ ...appointment(known), phone: known.fact('tel') }, locale),
  visitUnanswered: (known: Known, locale: Language) =>
    m.sms_visit_unanswered({ ...appointment(known), phone: known.fact('tel') }, locale),
  moved: (known: Known, locale: Language) => m.sms_moved(appointment(known), locale),
  cancelled: ({ fact }: Known, locale: Language) => m.sms_cancelled({ reference: fact('reference') }, locale),
  cancelledByDesk: ({ fact }: Known, locale: Language) =>
    m.sms_cancelled_by_desk({ reference: fact('reference'), phone: fact('tel') }, locale),
  reminder: (known: Known, locale: Language) => m.sms_reminder(appointment(known), locale),
  offered: (known: Known, locale: Language) =>
    m.sms_offered({ ...appointment(known), until: known.instant('until') }, locale),
  displacedNoPlace: ({ fact }: Known, locale: Language) =>
    m.sms_displaced_no_place({ reference: fact('reference'), office: fact('office'), phone: fact('tel') }, locale),
  offerExpired: ({ fact }: Known, locale: Language) =>
    m.sms_offer_expired({ reference: fact('reference'), phone: fact('tel') }, locale),
  corrected: ({ fact }: Known, locale: Language) =>
    m.sms_corrected({ reference: fact('reference'), phone: fact('tel') }, locale),
  papersMissing: (known: Known, locale: Language) =>
    m.sms_papers_missing(
      {
        ...appointment(known),
        missing: known.fact(locale.locale === 'en' ? 'missingEnglish' : 'missing'),
        phone: known.fact('tel'),
      },
      locale,
    ),
  duplicateTried: (known: Known, locale: Language) =>
    m.sms_duplicate_tried({ ...appointment(known), phone: known.fact('tel') }, locale),
  waitJoined: (known: Known, locale: Language) => m.sms_wait_joined(appointment(known), locale),
  waitOffered: (known: Known, locale: Language) =>
    m.sms_wait_offered({ ...appointment(known), until: known.instant('until') }, locale),
  waitOfferExpired: ({ fact }: Known, locale: Language) =>
    m.sms_wait_offer_expired({ reference: fact('reference') }, locale),
  waitOfferWithdrawn: ({ fact }: Known, locale: Language) =>
    m.sms_wait_offer_withdrawn({ reference: fact('reference'), office: fact('office') }, locale),
  waitOver: ({ fact }: Known, locale: Language) =>
    m.sms_wait_over({ reference: fact('reference'), phone: fact('tel') }, locale),
  waitLeft: ({ fact }: Known, locale: Language) =>
    m.sms_wait_left({ reference: fact('reference'), phone: fact('tel') }, locale),
  ballotApplied: (known: Known, locale: Language) =>
    m.sms_ballot_applied({ ...appointment(known), number: known.fact('number') }, locale),
  ballotLost: (known: Known, locale: Language) =>
    m.sms_ballot_lost(
      { ...appointment(known), number: known.fact('number'), instead: insteadText(known, locale) },
      locale,
    ),
  released: ({ fact }: Known, locale: Language) =>
    m.sms_released({ reference: fact('reference'), phone: fact('tel') }, locale),
};

function appointment({ fact, when }: Known) {
  return { reference: fact('reference'), office: fact('office'), when: when() };
}

function wordOf(words: Readonly<Record<string, Word>>, name: string): Word {
  const word = words[name];
  if (word === undefined) throw new Error(`no word is known for ${name}`);
  return word;
}

/** The nearest days with room, where there are any. */
function insteadText({ days }: Known, language: Language): string {
  const near = days();
  return near.length === 0
    ? m.sms_ballot_instead_none({}, language)
    : m.sms_ballot_instead({ days: near.join(m.booking_comma({}, language)) }, language);
}

function factsReader(kind: string, facts: MessageFacts, locale: Locale) {
  const fact = (name: string): string => {
    const value = facts[name];
    if (value === undefined) throw new Error(`a message of kind ${kind} needs ${name}`);
    return String(value);
  };
  return {
    fact,
    instant: (name: string) => instantText(fact(name), locale),
    days: () =>
      String(facts['days'] ?? '')
        .split(' ')
        .filter((it) => it !== '')
        .map((it) => shortDayText(it, locale)),
    /** The span of the appointment, or its beginning where the end is not told. */
    when: () =>
      facts['ends'] === undefined
        ? m.date_at_time({ date: dayText(fact('day'), locale), time: timeText(fact('time'), locale) }, { locale })
        : appointmentText(fact('day'), fact('time'), fact('ends'), locale),
  };
}
