import { dayStates } from '../../office/month.ts';
import { deliveryStates } from '@anmin/db/schema/clients';
import { messageStates } from '@anmin/db/schema/appointments';
import { channels } from '@anmin/domain/appointments/settings';
import { bookingStates } from '@anmin/domain/appointments/states';
import { wallTime } from '@anmin/domain/calendar/day';
import { serviceId } from '@anmin/domain/appointments/service';
import { clientEvents } from '@anmin/domain/organisation/clients';
import { z } from 'zod';

/** What clients are answered. Nothing of a person: a client knows whom it booked, and nobody else does through it. */
const day = z.iso.date();
const instant = z.iso.datetime({ offset: true });
const cursor = z.string().nullable();

export const officeAnswer = z.strictObject({
  id: z.string(),
  name: z.string(),
  region: z.string(),
  address: z.string(),
  tel: z.string(),
  hours: z.string(),
  services: z.array(z.string()),
});

export const monthAnswer = z.strictObject({
  from: day,
  until: day,
  days: z.array(z.strictObject({ day, state: z.enum(dayStates), left: z.int(), peak: z.boolean() })),
  /** of the day asked for; null: no day was asked for */
  slots: z.array(z.strictObject({ starts: wallTime, ends: wallTime, left: z.int() })).nullable(),
});

export const bookedAnswer = z.strictObject({
  id: z.uuid(),
  reference: z.string(),
  version: z.int(),
  state: z.enum(bookingStates),
  service: serviceId,
  office: z.string(),
  day,
  time: wallTime,
});

export const bookingAnswer = bookedAnswer.extend({
  channel: z.enum(channels),
  /** whether this client made it, and so may change it */
  own: z.boolean(),
  changeableUntil: instant,
  /** how the last message to its phone fares; null: there is none */
  message: z.enum(messageStates).nullable(),
});

/** A booking that went to an office beyond the reach of the key. */
const goneAnswer = z.strictObject({ id: z.uuid(), state: z.literal('gone') });

export const bookingsAnswer = z.strictObject({
  bookings: z.array(z.union([bookingAnswer, goneAnswer])),
  next: cursor,
  more: z.boolean(),
});

export const webhookAnswer = z.strictObject({
  id: z.uuid(),
  url: z.string(),
  events: z.array(z.enum(clientEvents)),
  madeAt: instant,
});

export const newWebhookAnswer = webhookAnswer.omit({ madeAt: true }).extend({ secret: z.string().nullable() });

export const deliveryAnswer = z.strictObject({
  id: z.uuid(),
  event: z.enum(clientEvents),
  state: z.enum(deliveryStates),
  attempts: z.int(),
  status: z.int().nullable(),
  madeAt: instant,
  deliveredAt: instant.nullable(),
});

export const deliveriesAnswer = z.strictObject({ deliveries: z.array(deliveryAnswer), next: cursor });
