import type { Transaction } from '@anmin/db/client';
import { asksClosing, carriesOut, type ClosingScope } from '@anmin/domain/measures/closing';
import { determine } from '@anmin/domain/measures/determine';
import type { Fact } from '@anmin/domain/measures/facts';
import type { RuleVersion } from '@anmin/domain/measures/notice';
import { knownBy, loadFacts } from '../measures/facts.ts';
import { placeOf, type PlacedUnit } from '../measures/place.ts';
import { toldRules } from '../measures/telling.ts';
import type { StaffContext } from '../trpc.ts';

/** The rules that ask a unit to close on a day, as far as is known: those a closure to these carries out, and the others. */
export function carriedBy(
  ctx: StaffContext,
  { facts, knownAt }: Recorded,
  own: PlacedUnit,
  on: string,
  scopes: readonly ClosingScope[],
) {
  const place = placeOf(own);
  if (place === null) return { carries: [], leaves: [] };
  const clocks = { factsAt: on, lawAt: on, knownAt };
  const asking = determine(ctx.packs, place, clocks, facts).rules.filter(asksClosing);
  const byCarried = Map.groupBy(asking, (rule) => carriesOut(rule, scopes));
  return { carries: byCarried.get(true) ?? [], leaves: byCarried.get(false) ?? [] };
}

/** What is on record in the scope, and as of when. */
export async function recordedNow(tx: Transaction): Promise<Recorded> {
  return { facts: await loadFacts(tx), knownAt: await knownBy(tx) };
}

type Recorded = { readonly facts: readonly Fact[]; readonly knownAt: string };

/** Rules in words, each with its clauses. */
export const tell = (ctx: StaffContext, rules: readonly RuleVersion[]) =>
  rules.map(({ id, requirement, modality }) => toldRules(ctx, { requirement, modality, rules: [id] }));
