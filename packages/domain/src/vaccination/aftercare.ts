import { z } from 'zod';
import { daySchema } from '../calendar/day.ts';

/** How what followed a dose ended: it went away, others treat it now, or it came from something else. */
export const reactionOutcomes = ['recovered', 'referred', 'unrelated'] as const;
export type ReactionOutcome = (typeof reactionOutcomes)[number];

/** What is done about somebody who was not well after a dose (SX-3.6, LIU-4.9); it is over last. */
export const reactionSteps = ['treat', 'inform', 'close'] as const;
export type ReactionStep = (typeof reactionSteps)[number];

export type Handling = { readonly treated: boolean; readonly informed: boolean; readonly closed: boolean };

/** What can be done next: whoever treats and whoever tells the vaccination unit do not wait for each other. */
export function stepsLeft({ treated, informed, closed }: Handling): ReactionStep[] {
  if (closed) return [];
  if (treated && informed) return ['close'];
  return [...(treated ? [] : (['treat'] as const)), ...(informed ? [] : (['inform'] as const))];
}

/** Its steps in the words of the notices. */
export const handledSteps = ({ treated, informed }: Omit<Handling, 'closed'>): string[] => [
  'reactionIdentified',
  ...(treated ? ['reactionHandled'] : []),
  ...(informed ? ['vaccinationUnitInformed'] : []),
];

/** Named in SX-3.3: a mark to wear, and a day off. */
export const incentiveKinds = ['mark', 'restDay'] as const;
export type IncentiveKind = (typeof incentiveKinds)[number];

export const incentiveSchema = z.strictObject({ kind: z.enum(incentiveKinds), on: daySchema });

export const followUpSchema = z.strictObject({ forDay: daySchema, well: z.boolean() });

/** A day on which somebody is to be asked how they are, and every clause that asks for it; `late`: the day is over. */
export type FollowUp = {
  readonly on: string;
  readonly forDay: string;
  readonly late: boolean;
  readonly clauses: readonly string[];
};

/** On how many days after a dose somebody is to be asked. */
export type FollowUpDuty = { readonly after: readonly number[]; readonly clauses: readonly string[] };

/** For which days until today somebody is still to be asked after a dose of that day, each day once. */
export function followUpsOwed(
  on: string,
  {
    duties,
    asked,
    today,
  }: { readonly duties: readonly FollowUpDuty[]; readonly asked: readonly string[]; readonly today: string },
): FollowUp[] {
  const days = duties.flatMap(({ after, clauses }) => after.map((n) => ({ n, clauses })));
  return [...Map.groupBy(days, ({ n }) => n)]
    .map(([n, same]) => ({
      forDay: Temporal.PlainDate.from(on).add({ days: n }).toString(),
      clauses: [...new Set(same.flatMap(({ clauses }) => clauses))],
    }))
    .filter(({ forDay }) => forDay <= today && !asked.includes(forDay))
    .sort((one, other) => one.forDay.localeCompare(other.forDay))
    .map((it) => ({ on, late: it.forDay < today, ...it }));
}
