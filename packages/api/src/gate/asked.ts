import type { Transaction } from '@anmin/db/client';
import { gatePassage, gatePerson } from '@anmin/db/schema/gate';
import { determine } from '@anmin/domain/measures/determine';
import type { RuleVersion } from '@anmin/domain/measures/notice';
import { askedOf, barsAt, comersAt, gatesOf, isShutFor, judgePassing } from '@anmin/domain/measures/passing';
import { and, count, desc, eq, inArray } from 'drizzle-orm';
import type { z } from 'zod';
import type { Known } from '../measures/packs.ts';
import { closedAt, type ClosedNow } from '../measures/closed.ts';
import { hereAt, type Here } from '../measures/here.ts';
import { basisOf, citedBy, wordsNear } from '../measures/telling.ts';
import { inScope, isUnder } from '../scope.ts';
import type { StaffContext } from '../trpc.ts';
import type { askedInput } from './inputs.ts';

/** What the gate of a unit asks now of who or what comes, to whom it is shut before anything is asked, and its day so far. */
export function asked(ctx: StaffContext, { unit, at, as: wished }: z.infer<typeof askedInput>) {
  return inScope(ctx, ctx.units, async (tx) => {
    const here = await hereAt(tx, ctx, unit);
    const rules = rulesNow(ctx, here);
    const closures = await closedAt(tx, unit, here.today);
    const comers = comersAt(rules, at, whomClosed(closures));
    const as = comers.find((it) => it === wished) ?? (wished === undefined ? comers[0] : undefined) ?? null;
    const questions = askedOf(rules, { at, as });
    const last = await lastOf(tx, ctx, here, { rules, closedTo: whomClosed(closures) });
    return {
      ...{ unit: here.unit, place: here.place, regionName: here.regionName, today: here.today },
      ...{ gates: gatesOf(rules), at, comers, as, ...questions },
      words: wordsNear(ctx, rules, [...comers, ...questions.exemptions, ...last.flatMap((it) => it.as ?? [])]),
      /** Closures on record, and rules by which the institution is to be closed to some. */
      shut: [
        ...closures.map((it) => ({ bars: barsAt(whomClosed([it]), at), reason: it.reason, basis: [] })),
        ...rules
          .filter((rule) => isShutFor(rule, at))
          .map((rule) => ({ bars: comersAt([rule], at), reason: null, basis: basisOf(ctx, [rule.id]) })),
      ].filter(({ bars }) => bars.length > 0),
      counts: await countsOf(tx, here),
      last,
    };
  });
}

/** Whom closures bar; a service that rests bars nobody at the gate. */
export const whomClosed = (closures: readonly ClosedNow[]): string[] =>
  closures.flatMap(({ scopes }) => scopes.filter((scope) => scope !== 'service'));

/** What binds a unit now by what the office knows. */
export const rulesNow = ({ packs }: Known, { place, today, now, facts }: Here): readonly RuleVersion[] =>
  place === null ? [] : determine(packs, place, { factsAt: today, lawAt: today, knownAt: now }, facts).rules;

async function countsOf(tx: Transaction, { unit, today }: Here) {
  const rows = await tx
    .select({ verdict: gatePassage.verdict, n: count() })
    .from(gatePassage)
    .where(and(eq(gatePassage.unit, unit.id), eq(gatePassage.onDay, today)))
    .groupBy(gatePassage.verdict);
  const of = (verdict: string) => rows.find((it) => it.verdict === verdict)?.n ?? 0;
  return { passes: of('passes'), refused: of('refused'), incomplete: of('incomplete') };
}

/** how many of the day's passages the page shows; a habit of the page, not policy */
const shown = 10;

type Now = { readonly rules: readonly RuleVersion[]; readonly closedTo: readonly string[] };

async function lastOf(tx: Transaction, ctx: StaffContext, { unit, today }: Here, { rules, closedTo }: Now) {
  const rows = await tx
    .select()
    .from(gatePassage)
    .where(and(eq(gatePassage.unit, unit.id), eq(gatePassage.onDay, today), isUnder(gatePassage.unit, ctx.units)))
    .orderBy(desc(gatePassage.madeAt), desc(gatePassage.id))
    .limit(shown);
  const ids = rows.map(({ id }) => id);
  const people = await tx
    .select({ passage: gatePerson.passage })
    .from(gatePerson)
    .where(inArray(gatePerson.passage, ids));
  const named = new Set(people.map(({ passage }) => passage));
  return rows.map(({ id, at, cameAs: as, verdict, clauses, madeAt, overrideReason, ...answers }) => ({
    ...{ id, at, as, verdict, overrideReason, basis: citedBy(ctx, clauses) },
    /** Whether nobody has said yet who came in. */
    nameless: verdict === 'passes' && at === 'entry' && !named.has(id),
    /** Whether an entitled person may still let in. */
    yields: verdict === 'refused' && judgePassing(rules, { at, as }, answers, { closedTo }).yields,
    madeAt: Temporal.Instant.from(madeAt).toString(),
  }));
}
