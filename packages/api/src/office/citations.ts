import { standingOf, type Law } from '@anmin/domain/appointments/law';
import type { RuleVersion } from '@anmin/domain/measures/notice';
import type { Context } from '../trpc.ts';

type Known = Pick<Context, 'packs'>;

/** A clause as people read it: where it stands, in which notice, and from when to when it binds. */
export type Citation = {
  readonly clause: string;
  readonly place: string;
  readonly notice: string;
  readonly number: string | null;
  readonly summary: string;
  readonly from: string;
  /** First day out; null: until replaced. */
  readonly until: string | null;
  readonly standing: boolean;
};

export function citationsOf(known: Known, rules: readonly RuleVersion[]): Citation[] {
  const cited = rules.flatMap((rule) => rule.clauses.map((clause) => cite(known, clause, rule)));
  return [...new Map(cited.map((citation) => [citation.clause, citation])).values()];
}

/** The clauses a law rests on: its notices, and the standing terms of the service. */
export function citationsOfLaw(known: Known, law: Law): Citation[] {
  const ids = new Set(standingOf(law).map(({ rule }) => rule));
  const standing = known.packs.flatMap((pack) => pack.rules).filter(({ id }) => ids.has(id));
  return citationsOf(known, [...standing, ...law.rules]);
}

/** Clauses a refusal names, each as the first rule that rests on it holds. */
export function citationsOfClauses(known: Known, clauses: readonly string[]): Citation[] {
  const rules = known.packs.flatMap((pack) => pack.rules);
  return clauses.flatMap((clause) => {
    const rule = rules.find((it) => it.clauses.includes(clause));
    return rule === undefined ? [] : [cite(known, clause, rule)];
  });
}

function cite({ packs }: Known, clause: string, { from, until }: RuleVersion): Citation {
  const pack = packs.find(({ clauses }) => clauses.some(({ id }) => id === clause));
  const text = pack?.clauses.find(({ id }) => id === clause);
  if (pack === undefined || text === undefined) throw new Error(`no clause ${clause}`);
  const { title, number, standing } = pack.notice;
  return { clause, place: text.place, notice: title, number, summary: text.summary, from, until, standing };
}
