import type { Application } from '@anmin/domain/appointments/application';
import { instantOf } from '@anmin/domain/calendar/day';
import { formatReference } from '@anmin/domain/people/check-digit';
import type { MessageFacts, NewMessage } from '../messages/message.ts';
import { rulesOn, type Office } from '../office/office.ts';

export type Appointment = { readonly day: string; readonly starts: string; readonly ends?: string };

export function appointmentFacts(office: Office, reference: string, { day, starts }: Appointment): MessageFacts {
  const { name, address, phone } = office.institution;
  return { reference: formatReference(reference), office: name, address, tel: phone, day, time: starts };
}

export function bookedMessages(
  office: Office,
  application: Application,
  { reference }: { reference: string },
): NewMessage[] {
  const at = { day: application.day.toString(), starts: application.time };
  const facts = appointmentFacts(office, reference, at);
  return [
    { kind: application.visit === null ? 'booked' : 'visitBooked', phone: application.phone, facts, dueAt: null },
    ...reminders(office, application.phone, reference, at),
  ];
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
