import { riskLevels } from '@anmin/domain/measures/notice';
import { riskWord } from '@anmin/words/duty';
import { getLocale } from '@anmin/words/locale';
import { m } from '@anmin/words/m';
import { plainDay } from '#lib/days.ts';
import type { FactRow } from '#lib/rows.ts';
import { tellRule } from '#lib/rules.ts';

/** What a fact says beside its kind. */
export function valueOf({ kind, value, words, told }: FactRow): string {
  const level = riskLevels.find((it) => it === value);
  if (level !== undefined) return riskWord[level]();
  const rule = told === null ? '' : tellRule({ ...told, clauses: told.basis });
  if (kind === 'decision') return `${value === 'refused' ? `${m.fact_refused_value()} · ` : ''}${rule}`;
  return rule || (words === null ? '' : words[getLocale() === 'en' ? 'en' : 'zh']);
}

export function spanOf({ fromDay, untilDay }: FactRow): string {
  const from = plainDay(fromDay);
  return untilDay === null ? m.fact_span_from({ from }) : m.fact_span_both({ from, until: plainDay(untilDay) });
}

export function standingOf({ fromDay, untilDay, liftedFrom }: FactRow, today: string): string {
  if (liftedFrom === fromDay) return m.fact_never();
  if (liftedFrom !== null) return m.fact_lifted({ day: plainDay(liftedFrom) });
  if (fromDay > today) return m.fact_coming();
  return untilDay !== null && untilDay <= today ? m.fact_over() : m.fact_in_force();
}
