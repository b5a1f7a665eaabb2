import { z } from 'zod';
import { isBefore } from '../calendar/day.ts';

/** What counts against somebody: not coming, and calling off by oneself. */
export const strikeKinds = ['noShow', 'cancelled'] as const;
export type StrikeKind = (typeof strikeKinds)[number];

/** On which day: the one missed, or the one on which it was called off. */
export type Strike = { readonly kind: StrikeKind; readonly on: string };

const times = z.int().positive().max(100);

/**
 * One step of a ladder: who reaches every count within these calendar days, the last one included, may not book online for
 * a while, the day after the last strike being its first. The counter stays open to them.
 */
export const penaltySchema = z
  .strictObject({
    counts: z.strictObject({ noShow: times.optional(), cancelled: times.optional() }),
    withinDays: z.int().positive().max(1000),
    blocksDays: z.int().positive().max(1000),
  })
  .refine(({ counts }) => strikeKinds.some((kind) => counts[kind] !== undefined), 'countsNothing');

export type Penalty = z.infer<typeof penaltySchema>;

/** Barred from booking online up to and without `until`, by a step of the ladder. */
export type Bar = { readonly until: string; readonly penalty: Penalty; readonly strikes: readonly Strike[] };

/**
 * How long somebody is barred on a day; null: not at all. Of several steps the one that bars longest.
 */
export function barOn(ladder: readonly Penalty[], strikes: readonly Strike[], today: string): Bar | null {
  const counted = strikes
    .filter(({ on }) => !isBefore(today, on))
    .sort((one, other) => Number(one.on > other.on) - Number(one.on < other.on));
  const bars = ladder.flatMap((penalty) => counted.flatMap((last) => barAfter(penalty, counted, last) ?? []));
  return bars
    .filter(({ until }) => isBefore(today, until))
    .reduce<Bar | null>((longest, bar) => (longest === null || longest.until < bar.until ? bar : longest), null);
}

function barAfter(penalty: Penalty, counted: readonly Strike[], last: Strike): Bar | null {
  const first = dayAfter(last.on, 1 - penalty.withinDays);
  const within = counted.filter(
    ({ kind, on }) => penalty.counts[kind] !== undefined && !isBefore(on, first) && !isBefore(last.on, on),
  );
  const isReached = strikeKinds.every(
    (kind) => within.filter((strike) => strike.kind === kind).length >= (penalty.counts[kind] ?? 0),
  );
  return isReached && penalty.counts[last.kind] !== undefined
    ? { until: dayAfter(last.on, penalty.blocksDays + 1), penalty, strikes: within }
    : null;
}

const dayAfter = (day: string, days: number): string => Temporal.PlainDate.from(day).add({ days }).toString();
