import { isBefore, officeDay } from '../calendar/day.ts';
import { UnpublishedYear } from '../calendar/working-days.ts';
import type { Place } from '../measures/in-force.ts';
import type { Pack } from '../measures/notice.ts';
import { refuse, type Refusal } from '../refusal.ts';
import { leadRefusal, openingRefusal, overRefusal, type ClosedSpan } from './bookable.ts';
import { divorceWindow, type DivorcePeriods, type DivorceWindow } from './divorce-window.ts';
import { admissionRefusal, visitsStopped, type Door } from './entering.ts';
import { lawOn, type Law } from './law.ts';
import { ofAgeFrom, oldEnough, quarantineUnfulfilled, type Party } from './party.ts';
import { isOfTheLaw } from './service.ts';
import type { Channel, OfficeRules } from './settings.ts';
import type { Visit } from './visit.ts';

export type Wish = {
  readonly service: string;
  readonly day: Temporal.PlainDate;
  /** When the wanted slot begins: 'HH:MM'. */
  readonly time: string;
  readonly applicationDay: Temporal.PlainDate | null;
  readonly parties: readonly Party[];
  readonly channel: Channel;
  /** What was told of a visit; absent where nothing is asked again. */
  readonly visit?: Pick<Visit, 'told'> | null;
};

export type OfficeBook = {
  readonly place: Place;
  readonly rules: OfficeRules;
  readonly closures: readonly ClosedSpan[];
  /** The day is drawn, and was not yet: nobody books it, whoever came first. */
  readonly underBallot: boolean;
  /** null: nobody is visited there. */
  readonly door: Door | null;
};

/** Whether the office takes this booking now, as far as rules decide; which place it gets, the database decides. */
export function bookPlace(
  packs: readonly Pack[],
  book: OfficeBook,
  wish: Wish,
  now: Temporal.Instant,
): Refusal | { law: Law } {
  const law = lawOn(packs, book.place, wish.service, officeDay(now), wish.day);
  return (
    serviceRefusal(book, wish, law) ??
    calendarRefusal(book, wish, now) ??
    visitsStopped(packs, book, wish, now) ??
    admissionRefusal(packs, book, { ...wish, admission: wish.visit?.told['admission'] }, now) ??
    overRefusal(book.rules, wish.day, wish.time, now) ??
    windowRefusal(law, wish) ??
    ageRefusal(law, wish) ??
    quarantineRefusal(law, wish) ?? { law }
  );
}

/** Everything that depends on the chosen day but not on the persons. */
export function dayChoiceRefusal(
  packs: readonly Pack[],
  book: OfficeBook,
  wish: Omit<Wish, 'time' | 'parties'>,
  now: Temporal.Instant,
): Refusal | null {
  const law = lawOn(packs, book.place, wish.service, officeDay(now), wish.day);
  return (
    serviceRefusal(book, wish, law) ??
    calendarRefusal(book, wish, now) ??
    visitsStopped(packs, book, wish, now) ??
    windowRefusal(law, wish)
  );
}

function serviceRefusal(book: OfficeBook, { service, day }: Pick<Wish, 'service' | 'day'>, law: Law): Refusal | null {
  if (!book.rules.services.includes(service)) return refuse('serviceNotOffered', [], { service });
  return law.terms || !isOfTheLaw(service) ? null : refuse('noRuleInForce', [], { service, day: day.toString() });
}

/** The lead time binds citizens only: the desk books today's free places as well. */
export function calendarRefusal(
  { rules, closures, underBallot }: OfficeBook,
  { service, day, channel }: Pick<Wish, 'service' | 'day' | 'channel'>,
  now: Temporal.Instant,
): Refusal | null {
  const early = channel === 'online' ? leadRefusal(rules, day, now) : pastRefusal(day, officeDay(now));
  const shut = early ?? openingRefusal(rules, closures, service, day, now);
  return shut ?? (underBallot ? refuse('underBallot', [], { day: day.toString() }) : null);
}

function pastRefusal(day: Temporal.PlainDate, today: Temporal.PlainDate): Refusal | null {
  return isBefore(day, today) ? refuse('tooSoon', [], { day: day.toString(), earliest: today.toString() }) : null;
}

function windowRefusal(law: Law, { service, day, applicationDay }: Omit<Wish, 'time' | 'parties'>): Refusal | null {
  const { divorce } = law;
  if (service !== 'divorceCertificate' || divorce === null) return null;
  if (applicationDay === null) return refuse('wrongInput', [], { field: 'applicationDay' });
  const window = windowOf(applicationDay, divorce.requirement);
  if (window === null) return refuse('yearNotPublished', [], { day: day.toString(), year: applicationDay.year + 1 });
  const facts = {
    coolsUntil: window.coolsUntil.toString(),
    first: window.first.toString(),
    last: window.last.toString(),
  };
  if (Temporal.PlainDate.compare(day, window.first) < 0) return refuse('coolingOff', divorce.clauses, facts);
  if (Temporal.PlainDate.compare(day, window.last) > 0) return refuse('collectionOver', divorce.clauses, facts);
  return null;
}

/** null: the window reaches a year whose working days are not published, so its ends cannot be told. */
export function windowOf(applicationDay: Temporal.PlainDate, periods: DivorcePeriods): DivorceWindow | null {
  try {
    return divorceWindow(applicationDay, periods);
  } catch (error) {
    if (error instanceof UnpublishedYear) return null;
    throw error;
  }
}

function ageRefusal(law: Law, { day, parties }: Wish): Refusal | null {
  if (law.legalAge === null) return null;
  const { requirement, clauses } = law.legalAge;
  if (parties.every((party) => oldEnough(party, requirement, day))) return null;
  const earliest = latest(parties.map((party) => ofAgeFrom(party, requirement)));
  return refuse('underAge', clauses, {
    male: requirement.male,
    female: requirement.female,
    earliest: earliest.toString(),
  });
}

/** DX-3.1.14: whoever has not finished quarantine is neither booked nor registered; one party suffices. */
export function quarantineRefusal(law: Law, { day, parties }: Pick<Wish, 'day' | 'parties'>): Refusal | null {
  if (law.gate === null) return null;
  if (parties.some(({ screening }) => screening === null)) return refuse('screeningMissing', law.gate.clauses);
  const blocked = parties.filter((party) => quarantineUnfulfilled(party, day));
  if (blocked.length === 0) return null;
  const ends = blocked.flatMap(({ screening }) => screening?.quarantineEnd ?? []);
  return refuse('quarantine', law.gate.clauses, {
    day: day.toString(),
    earliest: latest(ends).add({ days: 1 }).toString(),
  });
}

function latest(days: readonly Temporal.PlainDate[]): Temporal.PlainDate {
  return days.reduce((a, b) => (Temporal.PlainDate.compare(a, b) >= 0 ? a : b));
}
