import { z } from 'zod';
import { instantOf, type DayLike } from '../calendar/day.ts';
import { serviceId } from './service.ts';

/** Where a number stands on its day. `skipped`: called in vain. */
export const ticketStates = ['waiting', 'called', 'serving', 'skipped', 'ended'] as const;
export type TicketState = (typeof ticketStates)[number];

/** What a counter does with a number, and in which states it can. */
export const ticketActs = {
  call: ['waiting', 'skipped'],
  recall: ['called'],
  serve: ['called'],
  skip: ['called'],
  putBack: ['called', 'serving', 'skipped'],
} as const satisfies Readonly<Record<string, readonly TicketState[]>>;
export type TicketAct = keyof typeof ticketActs;

/** How who has come is called at an office. */
export const queueSchema = z.strictObject({
  /** The letter before the numbers of a service; a service without one has plain numbers. */
  letters: z.array(z.strictObject({ service: serviceId, letter: z.string().regex(/^[A-Z]$/, 'letter') })).max(20),
  /** Minutes after the start of the booked time from which somebody is late; null: nobody is. */
  lateAfterMinutes: z.int().min(0).max(480).nullable(),
  /** Who is late is called by when they came, or after all others. */
  late: z.enum(['byArrival', 'behindAll']),
});
export type QueueRules = z.infer<typeof queueSchema>;

export function letterOf(rules: QueueRules | undefined, service: string): string {
  return rules?.letters.find((it) => it.service === service)?.letter ?? '';
}

/** How a number is called and shown: A012. */
export function ticketName({ letter, number }: { readonly letter: string; readonly number: number }): string {
  return `${letter}${String(number).padStart(3, '0')}`;
}

export type Turn = { readonly at: Temporal.Instant; readonly behind: boolean };

/** When it is the turn of who comes now for a booked time: by that time, unless they are late by the rule of the office. */
export function turnOf(
  rules: QueueRules | undefined,
  booked: { readonly day: DayLike; readonly starts: string },
  now: Temporal.Instant,
): Turn {
  const starts = instantOf(booked.day, booked.starts);
  const minutes = rules?.lateAfterMinutes ?? null;
  const isLate = minutes !== null && Temporal.Instant.compare(now, starts.add({ minutes })) > 0;
  if (!isLate) return { at: starts, behind: false };
  return { at: now, behind: rules?.late === 'behindAll' };
}

/** When it is the turn of who comes without having booked: by when they came, and never before the time they got; nobody is late. */
export function walkInTurn(given: { readonly day: DayLike; readonly starts: string }, now: Temporal.Instant): Turn {
  const starts = instantOf(given.day, given.starts);
  return { at: Temporal.Instant.compare(now, starts) > 0 ? now : starts, behind: false };
}
