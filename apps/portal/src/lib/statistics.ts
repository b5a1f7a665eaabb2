import { m } from '@anmin/words/m';
import { channelWord, serviceText } from '@anmin/words/vocabulary';
import { clock, shortDay } from '#lib/days.ts';
import type { Figures, Me } from '#lib/rows.ts';

export const groupings = ['day', 'time', 'channel', 'service', 'office'] as const;
export type Grouping = (typeof groupings)[number];

export const groupingWord: Readonly<Record<Grouping, () => string>> = {
  day: m.statistics_by_day,
  time: m.statistics_by_time,
  channel: m.statistics_by_channel,
  service: m.statistics_by_service,
  office: m.statistics_by_office,
};

/** What a line of figures is about, in words. */
export function nameOf({ group }: Pick<Figures, 'group'>, services: Me['services']): string {
  switch (group.by) {
    case 'day':
      return shortDay(group.name);
    case 'time':
      return clock(group.name);
    case 'channel':
      return channelWord[group.name]();
    case 'service':
      return serviceText(services, group.name);
    case 'office':
      return group.name;
  }
}

/** Neither came nor is known not to have come. */
export function restOf({ booked, came, noShow }: Pick<Figures, 'booked' | 'came' | 'noShow'>): number {
  return booked - came - noShow;
}

/** Minutes, or nothing where nobody was called. */
export function minutes(n: number | null): string {
  return n === null ? m.statistics_no_wait() : String(n);
}
