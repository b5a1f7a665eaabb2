import type { ReactionStep } from '@anmin/domain/vaccination/aftercare';
import type { CoveragePlace } from '@anmin/domain/vaccination/cohort';
import type { NextDose } from '@anmin/domain/vaccination/status';
import { m } from '@anmin/words/m';
import { reactionStepWord } from '@anmin/words/vaccination';
import { plainDay } from '#lib/days.ts';
import type { CoverageRow } from '#lib/rows.ts';

/** What is looked at: empty parts are left out of the address. */
export type Looked = { readonly unit: string; readonly day: string; readonly known: string };

/** Where the people of a number are listed. `of` null: everybody; `place` null: wherever they stand; `at`: at that unit only. */
export function listOf(
  looked: Looked,
  of: Pick<CoverageRow, 'rules'> | 'outside' | null,
  place: CoveragePlace | null,
  at: string | null = null,
): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(looked)) if (value !== '') query.set(name, value);
  if (of === 'outside') query.set('of', 'outside');
  else if (of !== null) for (const rule of of.rules) query.append('rule', rule);
  if (at !== null) query.set('at', at);
  if (place !== null) query.set('place', place);
  return `/admin/vaccination/list?${query.toString()}`;
}

export const personAt = ({ unit, person }: { readonly unit: string; readonly person: string }): string =>
  `/admin/vaccination/${encodeURIComponent(unit)}/${person}`;

/** In thousandths cut off, never rounded up: 89.95 % is not 90 %. */
export function shareOf(part: number, of: number): string {
  if (of === 0) return '—';
  const permille = Math.floor((part * 1000) / of);
  return `${String(Math.floor(permille / 10))}.${String(permille % 10)}%`;
}

/** When the next dose is due, in the words of the list. */
export function tellNext(next: NextDose | null, today: string): string {
  if (next === null) return m.vaccination_next_none();
  const { dose, from, by } = next;
  if (dose === 'first') return m.vaccination_next_any();
  if (from === null) return m.vaccination_next_unknown();
  if (by !== null && by < today) return m.vaccination_next_overdue({ day: plainDay(by) });
  return by === null || from > today
    ? m.vaccination_next_from({ day: plainDay(from) })
    : m.vaccination_next_by({ day: plainDay(by) });
}

/** What is still to be done about a reaction. */
export const tellSteps = (steps: readonly ReactionStep[]): string =>
  steps.map((step) => reactionStepWord[step]()).join(m.portal_list_comma());

/** Where a circular of the units that fall short of a coverage is drawn up. */
export function circularAt({ unit, day }: Looked, { rules }: Pick<CoverageRow, 'rules'>): string {
  const query = new URLSearchParams([['unit', unit], ['day', day], ...rules.map((rule) => ['rule', rule])]);
  return `/admin/vaccination/circular?${query.toString()}`;
}
