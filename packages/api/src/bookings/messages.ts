import type { Application } from '@anmin/domain/appointments/application';
import { isOfTheLaw, type ServiceDefinition } from '@anmin/domain/appointments/service';
import { instantOf } from '@anmin/domain/calendar/day';
import { formatReference } from '@anmin/domain/people/check-digit';
import type { MessageFacts, NewMessage } from '../messages/message.ts';
import { dueOf } from '../visits/row.ts';
import { rulesOn, type Office } from '../office/office.ts';

export type Appointment = { readonly day: string; readonly starts: string; readonly ends?: string };

export function appointmentFacts(office: Office, reference: string, { day, starts }: Appointment): MessageFacts {
  const { name, address, phone } = office.institution;
  return { reference: formatReference(reference), office: name, address, tel: phone, day, time: starts };
}

export function bookedMessages(
  office: Office,
  definition: ServiceDefinition,
  application: Application,
  { reference }: { reference: string },
): NewMessage[] {
  const at = { day: application.day.toString(), starts: application.time };
  const facts = appointmentFacts(office, reference, at);
  const due = application.visit?.resident == null ? null : dueOf({ office, definition, application });
  if (due !== null) return [askedMessage(application.phone, facts, due)];
  return [
    { kind: bookedKind(application.service, null), phone: application.phone, facts, dueAt: null },
    ...reminders(office, application.phone, reference, at),
  ];
}

/** What who holds a place is told of it. */
export function bookedKind(service: string, visit: { readonly answer: string | null } | null): NewMessage['kind'] {
  if (visit?.answer === 'confirmed') return 'visitConfirmed';
  return isOfTheLaw(service) ? 'booked' : 'visitBooked';
}

/** Who asks an institution hears by when it answers, and is reminded of what it agreed to. */
export function askedMessage(phone: string | null, facts: MessageFacts, due: Temporal.Instant): NewMessage {
  return { kind: 'visitAsked', phone, facts: { ...facts, until: due.toString() }, dueAt: null };
}

/** Told ahead as the rules in force ask; each carries the version of the booking it speaks of. */
export function reminders(office: Office, phone: string | null, reference: string, at: Appointment): NewMessage[] {
  if (phone === null) return [];
  const day = Temporal.PlainDate.from(at.day);
  return rulesOn(office, day)
    .reminders.map(({ daysBefore, at: time }) => instantOf(day.subtract({ days: daysBefore }), time))
    .filter((due) => Temporal.Instant.compare(due, office.now) > 0)
    .map((due) => ({ kind: 'reminder', phone, facts: appointmentFacts(office, reference, at), dueAt: due.toString() }));
}
