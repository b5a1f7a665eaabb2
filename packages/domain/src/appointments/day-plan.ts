import { isPublished, isWorkingDay } from '../calendar/working-days.ts';
import { channels, type Channel, type OfficeRules } from './settings.ts';

/** Places of one slot for one channel. */
export type PlannedPlaces = {
  readonly starts: string;
  readonly ends: string;
  readonly channel: Channel;
  readonly places: number;
};

export type DayKind = 'open' | 'rest' | 'unpublished';

/** Whether the office opens on a day by its rules; a year without a published holiday schedule is never guessed. */
export function dayKind(rules: OfficeRules, day: Temporal.PlainDate): DayKind {
  if (rules.extraDays.some((extra) => extra.day === day.toString())) return 'open';
  if (rules.opens === 'daily') return 'open';
  if (!isPublished(day.year)) return 'unpublished';
  return isWorkingDay(day) ? 'open' : 'rest';
}

export function quotaOn(rules: OfficeRules, day: Temporal.PlainDate): number {
  return rules.peakDays.find((peak) => peak.day === day.toString())?.quota ?? rules.quota;
}

/** The places of a day: slots add up to the quota, channels add up to their shares, in both directions. */
export function planDay(rules: OfficeRules, day: Temporal.PlainDate): PlannedPlaces[] {
  if (dayKind(rules, day) !== 'open') return [];
  return planPlaces(rules, quotaOn(rules, day));
}

export function planPlaces(rules: Pick<OfficeRules, 'slots' | 'shares'>, quota: number): PlannedPlaces[] {
  const perSlot = apportion(
    quota,
    rules.slots.map(({ weight }) => weight),
  );
  const sequence = channelSequence(quota, rules.shares);
  let used = 0;
  return rules.slots.flatMap(({ starts, ends }, index) => {
    const own = sequence.slice(used, (used += perSlot[index] ?? 0));
    return channels.map((channel) => ({ starts, ends, channel, places: own.filter((it) => it === channel).length }));
  });
}

/** Largest remainder, ties to the earliest. All weights zero: nothing to give. */
export function apportion(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  if (sum === 0) return weights.map(() => 0);
  const floors = weights.map((weight) => Math.floor((total * weight) / sum));
  const left = total - floors.reduce((a, b) => a + b, 0);
  const byRemainder = weights
    .map((weight, index) => ({ index, remainder: (total * weight) % sum }))
    .sort((a, b) => b.remainder - a.remainder || a.index - b.index);
  const raised = new Set(byRemainder.slice(0, left).map(({ index }) => index));
  return floors.map((floor, index) => floor + (raised.has(index) ? 1 : 0));
}

/** A channel for each place of the day, in slot order, so that any run of places holds about its share. */
function channelSequence(quota: number, shares: OfficeRules['shares']): Channel[] {
  const targets = apportion(
    quota,
    channels.map((channel) => shares[channel]),
  );
  const given = channels.map(() => 0);
  return Array.from({ length: quota }, (_, place) => {
    const deficits = targets.map((target, index) => (place + 1) * target - (given[index] ?? 0) * quota);
    const next = deficits.indexOf(Math.max(...deficits));
    given[next] = (given[next] ?? 0) + 1;
    return channels[next] ?? 'online';
  });
}
