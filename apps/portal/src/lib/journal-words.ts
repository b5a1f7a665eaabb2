import { overReasons } from '@anmin/domain/appointments/inside';
import { bookingStates } from '@anmin/domain/appointments/states';
import { channels } from '@anmin/domain/appointments/settings';
import { memberRoles } from '@anmin/domain/people/membership';
import { verdicts } from '@anmin/domain/measures/passing';
import { roles } from '@anmin/domain/organisation/roles';
import { verdictWord } from '@anmin/words/duty';
import { overReasonWord } from '@anmin/words/inside';
import { m } from '@anmin/words/m';
import { memberRoleWord } from '@anmin/words/people';
import { channelWord, roleWord, stateWord } from '@anmin/words/vocabulary';
import { serviceName, servicesKnown } from '#lib/services.ts';
import { isDay, plainDay } from '#lib/days.ts';
import type { JournalRow } from '#lib/rows.ts';

export function whoDid({ actor, name }: JournalRow): string {
  if (name !== null) return name;
  if (actor === 'citizen') return m.journal_actor_citizen();
  if (actor.startsWith('client:')) return m.journal_actor_client();
  return actor === 'job' ? m.journal_actor_job() : m.journal_actor_unknown();
}

/** What an act touched: names of fields, and the few codes that say more; never a value of a person. */
export function detailsOf({ fields, codes, clauses }: JournalRow): string {
  const touched = fields.flatMap((field) => fieldWords[field]?.() ?? []);
  const told = Object.entries(codes).flatMap(([name, value]) => toldOf(name, value));
  return [...new Set(touched), ...told, ...clauses].join(m.portal_list_comma());
}

function toldOf(name: string, value: JournalRow['codes'][string] | undefined): string[] {
  if (name === 'delegation' && value !== null) return [m.journal_by_delegation()];
  const word = codeWords[name];
  if (word === undefined || value === null || value === undefined) return [];
  return [`${word()}${m.portal_list_colon()}${valueOf(String(value))}`];
}

function valueOf(value: string): string {
  if (isDay(value)) return plainDay(value);
  const [service, channel, state, role] = [
    servicesKnown().find(({ id }) => id === value),
    channels.find((it) => it === value),
    bookingStates.find((it) => it === value),
    roles.find((it) => it === value),
  ];
  if (service !== undefined) return serviceName(service.id);
  if (channel !== undefined) return channelWord[channel]();
  if (state !== undefined) return stateWord[state]();
  const member = memberRoles.find((it) => it === value);
  if (member !== undefined) return memberRoleWord[member]();
  const over = overReasons.find((it) => it === value);
  if (over !== undefined) return overReasonWord[over]();
  const verdict = verdicts.find((it) => it === value);
  if (verdict !== undefined) return verdictWord[verdict]();
  return role === undefined ? value : roleWord[role]();
}

const fieldWords: Readonly<Record<string, (() => string) | undefined>> = {
  reason: m.portal_reason,
  source: m.portal_plan_source,
  rules: m.portal_plan,
  idNumber: m.journal_field_id,
  parties: m.portal_col_parties,
  resident: m.journal_field_resident,
  phone: m.portal_contact_phone,
  address: m.portal_contact_address,
  hours: m.portal_contact_hours,
  name: m.journal_field_name,
  name1: m.journal_field_name,
  name2: m.journal_field_name,
  username: m.staff_username,
  passphrase: m.portal_signin_passphrase,
  temperature: m.journal_field_screening,
};

const codeWords: Readonly<Record<string, (() => string) | undefined>> = {
  day: m.field_day,
  time: m.field_time,
  fromDay: m.journal_code_from_day,
  service: m.portal_col_service,
  channel: m.portal_col_channel,
  outcome: m.journal_code_outcome,
  before: m.journal_code_before,
  role: m.staff_role,
  from: m.journal_from,
  until: m.journal_until,
  validFrom: m.portal_plan_validFrom,
  quota: m.portal_plan_quota,
  displaced: m.portal_displaced,
  verdict: m.gate_verdict,
  ticket: m.queue_number,
  counter: m.channel_counter,
  people: m.journal_code_people,
  places: m.portal_sum_places,
  most: m.journal_code_most,
  why: m.portal_reason,
};
