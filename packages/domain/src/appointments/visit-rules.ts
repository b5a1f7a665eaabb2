import { z } from 'zod';
import { instantOf } from '../calendar/day.ts';
import { mostVisitors, type ServiceDefinition } from './service.ts';

/** What an institution settles of visits to those who live there. */
export const visitRulesSchema = z.strictObject({
  /** Hours in which it answers who asks, never later than the visit begins; null: a visit stands at once. */
  answerHours: z.int().min(1).max(336).nullable(),
  /** People a visit, children uncounted. */
  visitors: z.int().min(1).max(mostVisitors),
  /** How much of each visitor's ID number is asked. */
  idNumber: z.enum(['full', 'tail', 'none']),
  /** Visits a day to one who lives there; null: not set. */
  residentDay: z.int().min(1).max(20).nullable(),
  /** Ways of visiting it offers, by the names the service gives them; empty: all. */
  methods: z.array(z.string().regex(/^[a-z][A-Za-z0-9]{0,30}$/)).max(6),
});
export type VisitRules = z.infer<typeof visitRulesSchema>;

/** A service as an institution offers it: with as many visitors, as much of their numbers and the ways it settled. */
export function asSettled(service: ServiceDefinition, rules: VisitRules | undefined): ServiceDefinition {
  if (rules === undefined || !service.asks.some(({ ask }) => ask === 'resident')) return service;
  return {
    ...service,
    asks: service.asks.map((it) => {
      if (it.ask === 'visitors') return { ...it, most: rules.visitors, idNumber: rules.idNumber };
      if (it.ask !== 'method' || rules.methods.length === 0) return it;
      return { ...it, options: it.options.filter(({ id }) => rules.methods.includes(id)) };
    }),
  };
}

/** By when the institution answers; null: nobody has to, the visit stands. */
export function answerBy(
  { confirms }: Pick<ServiceDefinition, 'confirms'>,
  rules: VisitRules | undefined,
  { day, time }: { readonly day: string; readonly time: string },
  now: Temporal.Instant,
): Temporal.Instant | null {
  const hours = rules?.answerHours ?? null;
  if (confirms === undefined || hours === null) return null;
  const asked = now.add({ hours }).round({ smallestUnit: 'minute', roundingMode: 'ceil' });
  const begins = instantOf(day, time);
  return Temporal.Instant.compare(asked, begins) < 0 ? asked : begins;
}

/**
 * Why an institution declines. None of them tells whether somebody lives there, and each is followed by another way.
 */
export const declineReasons = ['residentUnable', 'houseBusy', 'measures', 'cannotConfirm'] as const;
export type DeclineReason = (typeof declineReasons)[number];

/** What it offers instead. */
export const insteads = ['otherDay', 'video', 'call'] as const;
export type Instead = (typeof insteads)[number];
