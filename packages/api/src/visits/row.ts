import type { BookingOrder } from '@anmin/db/book-place';
import type { careVisit } from '@anmin/db/schema/appointments';
import type { Resident } from '@anmin/domain/appointments/resident';
import { answerBy } from '@anmin/domain/appointments/visit-rules';
import type { ServiceDefinition } from '@anmin/domain/appointments/service';
import type { Application } from '@anmin/domain/appointments/application';
import { z } from 'zod';
import type { Loaded } from '../bookings/load.ts';
import { definitionOf } from '../bookings/service.ts';
import { readInstant } from '../office/now.ts';
import { rulesOn, type Office } from '../office/office.ts';
import type { Keys } from '../privacy/keys.ts';
import { seal, unseal } from '../privacy/seal.ts';
import type { Context } from '../trpc.ts';

export type VisitRow = typeof careVisit.$inferSelect;

/** What is kept of a visit beside its booking; null: nobody is visited. */
export function visitRowFor(
  keys: Keys,
  booking: string,
  { office, definition, application, turn }: Asked,
): BookingOrder['visit'] {
  const { visit } = application;
  if (visit?.resident == null) return null;
  return {
    residentSealed: seal(keys, `care_visit.resident:${booking}`, JSON.stringify(visit.resident)),
    turn,
    wishes: visit.wishes,
    answerBy: dueOf({ office, definition, application })?.toString() ?? null,
  };
}

type Asked = {
  readonly office: Office;
  readonly definition: ServiceDefinition;
  readonly application: Pick<Application, 'visit' | 'day' | 'time'>;
  readonly turn: number | null;
};

/** By when the institution answers; null: the visit stands at once, or it is none. */
export function dueOf({ office, definition, application }: Omit<Asked, 'turn'>): Temporal.Instant | null {
  const { visits } = rulesOn(office, application.day);
  const at = { day: application.day.toString(), time: application.time };
  return answerBy(definition, visits, at, office.now);
}

const resident = z.strictObject({ name: z.string(), tail: z.string().nullable(), room: z.string().nullable() });

/** Whom they come to see, as it was typed; null: erased. */
export function residentOf(keys: Keys, { booking, residentSealed }: VisitRow): Resident | null {
  if (residentSealed === null) return null;
  return resident.parse(JSON.parse(unseal(keys, `care_visit.resident:${booking}`, residentSealed)));
}

/** What is kept of a visit that no booking has: whom it was to, how warm the visitors were (in ℃), when they came and went. */
export function keptOf(keys: Keys, visit: VisitRow) {
  const { temperature, inAt, outAt } = visit;
  return {
    resident: residentOf(keys, visit),
    temperature: temperature === null ? null : temperature / 10,
    inAt: inAt === null ? null : readInstant(inAt).toString(),
    outAt: outAt === null ? null : readInstant(outAt).toString(),
  };
}

/** Whether the institution has still to answer: not once the visit has ended, or its time was taken away. */
export const isPending = ({ booking: { state }, visit }: Pick<Loaded, 'booking' | 'visit'>): boolean =>
  state === 'booked' && visit !== null && visit.answerBy !== null && visit.answer === null;

/** Whether who comes is signed in and out at the gate of an institution, and not served at a counter. */
export const comesByGate = (
  ctx: Pick<Context, 'services'>,
  { booking: { service }, visit }: Pick<Loaded, 'booking' | 'visit'>,
): boolean => visit !== null && definitionOf(ctx, service).remote !== true;
