import { isDay } from '#lib/days.ts';
import { asked } from '#lib/list.ts';
import { chosenOffice } from '#lib/office.ts';
import type { Me } from '#lib/rows.ts';
import { groupings } from '#lib/statistics.ts';

/** What the address asks figures of: without days, this month until today. */
export function statisticsAsked(me: Me, url: URL) {
  const [from, until] = [asked(url, 'from'), asked(url, 'until')];
  return {
    office: chosenOffice(me, url, 'counter.see'),
    from: isDay(from) ? from : `${me.today.slice(0, 8)}01`,
    until: isDay(until) ? until : me.today,
    by: groupings.find((name) => name === asked(url, 'by')) ?? 'day',
  };
}
