import { m } from '@anmin/words/m';
import { isDay } from '#lib/days.ts';

export type SpanErrorCode = 'from' | 'past' | 'until' | 'reversed';

/** What is wrong with a first day and with the day something ends before; an end may be left out where it is optional. */
export function wrongSpan(
  { from, until }: { readonly from: string; readonly until: string },
  { today, optional }: { readonly today: string; readonly optional: boolean },
): SpanErrorCode[] {
  return [...wrongStart(from, today), ...wrongEnd(from, until, optional)];
}

export function wrongStart(from: string, today: string): ('from' | 'past')[] {
  if (!isDay(from)) return ['from'];
  return from < today ? ['past'] : [];
}

function wrongEnd(from: string, until: string, optional: boolean): ('until' | 'reversed')[] {
  if (until === '' && optional) return [];
  if (!isDay(until)) return ['until'];
  return until > from ? [] : ['reversed'];
}

export const spanErrors: Readonly<Record<SpanErrorCode, { readonly field: string; readonly text: () => string }>> = {
  from: { field: 'from', text: m.staff_from_empty },
  past: { field: 'from', text: m.staff_from_past },
  until: { field: 'until', text: m.staff_until_empty },
  reversed: { field: 'until', text: m.staff_until_wrong },
};
