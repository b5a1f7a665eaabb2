import type { Rating } from '@anmin/domain/appointments/feedback';
import type { Channel } from '@anmin/domain/appointments/settings';
import type { BookingState, Ender, RefusalGround } from '@anmin/domain/appointments/states';
import { sexAt, type Position } from '@anmin/domain/appointments/party';
import type { Named, ServiceDefinition } from '@anmin/domain/appointments/service';
import type { Role } from '@anmin/domain/organisation/roles';
import * as m from '#m';
import { getLocale, type Locale } from '#locale';

/** A word of the catalogue, in the locale of the request unless another is given. */
export type Word = (inputs?: object, options?: { locale?: Locale }) => string;

/** Words that are data of the office, in the language of the request unless another is given. */
export function namedText({ zh, en }: Named, locale: Locale = getLocale()): string {
  return locale === 'en' ? en : zh;
}

/** What a service is called; the name alone of one that nobody knows any more. */
export function serviceText(services: readonly Service[], id: string, locale: Locale = getLocale()): string {
  const service = services.find((it) => it.id === id);
  return service === undefined ? id : namedText(service.name, locale);
}

type Service = Pick<ServiceDefinition, 'id' | 'name'>;

export const channelWord = {
  online: m.channel_online,
  phone: m.channel_phone,
  counter: m.channel_counter,
} satisfies Record<Channel, Word>;

export const stateWord = {
  booked: m.state_booked,
  checkedIn: m.state_checked_in,
  displaced: m.state_displaced,
  registered: m.state_registered,
  refused: m.state_refused,
  noShow: m.state_no_show,
  noOutcome: m.state_no_outcome,
  cancelled: m.state_cancelled,
  waiting: m.state_waiting,
  withdrawn: m.state_withdrawn,
} satisfies Record<BookingState, Word>;

export const enderWord = {
  citizen: m.ender_citizen,
  desk: m.ender_desk,
  office: m.ender_office,
} satisfies Record<Ender, Word>;

export const groundWord = {
  quarantine: m.ground_quarantine,
  refusedCheck: m.ground_refused_check,
  notAppearedBoth: m.ground_not_appeared_both,
  materialsMissing: m.ground_materials_missing,
  underAge: m.ground_under_age,
  notVoluntary: m.ground_not_voluntary,
  other: m.ground_other,
} satisfies Record<RefusalGround, Word>;

export const ratingWord = {
  satisfied: m.rating_satisfied,
  fair: m.rating_fair,
  dissatisfied: m.rating_dissatisfied,
} satisfies Record<Rating, Word>;

export const roleWord = {
  prefectureHead: m.role_prefecture_head,
  sectionClerk: m.role_section_clerk,
  countyClerk: m.role_county_clerk,
  townshipClerk: m.role_township_clerk,
  villageWorker: m.role_village_worker,
  institutionManager: m.role_institution_manager,
  institutionStaff: m.role_institution_staff,
  lotterySupervisor: m.role_lottery_supervisor,
  dutyOfficer: m.role_duty_officer,
  auditor: m.role_auditor,
  systemAdministrator: m.role_system_administrator,
} satisfies Record<Role, Word>;

/** 男方, 女方, or 申请人 where one person asks. */
export function partyWord(service: string, position: Position, locale: Locale = getLocale()): string {
  const sex = sexAt(service, position);
  if (sex === null) return m.party_applicant({}, { locale });
  return sex === 'male' ? m.party_man({}, { locale }) : m.party_woman({}, { locale });
}

/** @param weekday 1 is Monday */
export function weekdayName(weekday: number, locale: Locale = getLocale()): string {
  return at(weekdayWords, weekday)({}, { locale });
}

/** @param weekday 1 is Monday */
export function weekdayInitial(weekday: number, locale: Locale = getLocale()): string {
  return at(weekdayInitialWords, weekday)({}, { locale });
}

/** @param month 1 is January */
export function monthName(month: number, locale: Locale = getLocale()): string {
  return at(monthWords, month)({}, { locale });
}

function at(words: readonly Word[], position: number): Word {
  const word = words[position - 1];
  if (word === undefined) throw new RangeError(`no word at ${position}`);
  return word;
}

const weekdayWords: readonly Word[] = [
  m.weekday_1,
  m.weekday_2,
  m.weekday_3,
  m.weekday_4,
  m.weekday_5,
  m.weekday_6,
  m.weekday_7,
];

const weekdayInitialWords: readonly Word[] = [
  m.weekday_short_1,
  m.weekday_short_2,
  m.weekday_short_3,
  m.weekday_short_4,
  m.weekday_short_5,
  m.weekday_short_6,
  m.weekday_short_7,
];

const monthWords: readonly Word[] = [
  m.month_1,
  m.month_2,
  m.month_3,
  m.month_4,
  m.month_5,
  m.month_6,
  m.month_7,
  m.month_8,
  m.month_9,
  m.month_10,
  m.month_11,
  m.month_12,
];
