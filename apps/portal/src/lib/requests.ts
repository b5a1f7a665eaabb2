import { m } from '@anmin/words/m';
import { plainDay } from '#lib/days.ts';

/** By when a request is answered, and whether that day is over. */
export function dueOf({ dueOn, late }: { readonly dueOn: string | null; readonly late: boolean }): string {
  if (dueOn === null) return m.portal_request_no_term();
  return late ? m.portal_request_late({ day: plainDay(dueOn) }) : plainDay(dueOn);
}
