import type { Transaction } from '@anmin/db/client';
import { unit } from '@anmin/db/schema/organisation';
import { boundKinds } from '@anmin/domain/institutions/kinds';
import { daySchema, officeDay } from '@anmin/domain/calendar/day';
import { ledgerIds, type LedgerId } from '@anmin/domain/evidence/ledgers';
import { ledgerFor } from '@anmin/domain/evidence/subjects';
import { requiredOf } from '@anmin/domain/measures/determine';
import type { Place } from '@anmin/domain/measures/in-force';
import { memo } from '@anmin/domain/measures/memo';
import { merged, type Duty } from '@anmin/domain/measures/merge';
import type { RuleVersion } from '@anmin/domain/measures/notice';
import { dutyStandings, standingOf, type DutyStanding } from '@anmin/domain/measures/recorded';
import { refuse } from '@anmin/domain/refusal';
import { and, asc, gt, isNull, or, sql } from 'drizzle-orm';
import { z } from 'zod';
import { officeNow } from '../office/now.ts';
import { inScope, isUnder } from '../scope.ts';
import { ownUnit } from '../staff/standing.ts';
import { Refused, type StaffContext } from '../trpc.ts';
import { momentOn } from './duties.ts';
import { knownBy, loadFacts } from './facts.ts';
import type { Known } from './packs.ts';
import { placeOf } from './place.ts';
import { recordedUnder } from './recorded.ts';
import { toldRules } from './telling.ts';

export const standingsInput = z.strictObject({
  /** null: everything somebody looks after */
  unit: z.string().max(50).nullable(),
  kind: z.enum(boundKinds).nullable(),
  standing: z.enum(dutyStandings).nullable(),
  /** Only what rests on this clause. */
  clause: z.string().max(60).nullable().default(null),
  /** Only this rule, merged with others or not: the first of them. */
  rule: z.string().max(80).nullable().default(null),
  /** Only what this ledger proves, or any of them. */
  ledger: z
    .enum([...ledgerIds, 'any'])
    .nullable()
    .default(null),
  /** The unit itself, without what stands below it. */
  alone: z.boolean().default(false),
  /** null: today. A day gone is judged at its end, by what is on record of it now. */
  day: daySchema.nullable().default(null),
  /** The place in the list after which it goes on. */
  after: z.int().min(0).max(10_000_000).nullable(),
});

/** how many lines a page of a list holds; a habit of the page, not policy */
const pageLength = 100;

/** Every duty of today at every unit, with how it stands, a page at a time. */
export function standings(ctx: StaffContext, input: z.infer<typeof standingsInput>) {
  return inScope(ctx, ctx.units, async (tx) => {
    const { on, units } = await askedUnits(tx, ctx, input);
    const lines = units.flatMap(({ id, name, duties }) => duties.map((it) => ({ unit: id, unitName: name, ...it })));
    const shown = lines.filter(
      ({ duty, standing }) =>
        (input.standing === null || standing.standing === input.standing) &&
        (input.clause === null || duty.clauses.includes(input.clause)) &&
        (input.rule === null || duty.rules[0] === input.rule),
    );
    const from = input.after ?? 0;
    return {
      ...{ on, counts: countsOf(lines.map(({ standing }) => standing)), total: shown.length },
      lines: shown.slice(from, from + pageLength).map(({ unit, unitName, duty, standing }) => ({
        ...{ unit, unitName, standing, ...toldRules(ctx, duty) },
      })),
      next: from + pageLength < shown.length ? from + pageLength : null,
    };
  });
}

export const overviewInput = standingsInput.omit({ standing: true, clause: true, rule: true });

/** Who is behind: units by what is breached and due there today, those most behind first, a page at a time. */
export function overview(ctx: StaffContext, input: z.infer<typeof overviewInput>) {
  return inScope(ctx, ctx.units, async (tx) => {
    const { on, name, units } = await askedUnits(tx, ctx, input);
    const lines = units
      .map(({ id, name, place, duties }) => ({
        ...{ unit: id, unitName: name, kind: place.kind },
        counts: countsOf(duties.map(({ standing }) => standing)),
      }))
      .sort((one, other) => other.counts.breached - one.counts.breached || other.counts.due - one.counts.due);
    const from = input.after ?? 0;
    return {
      ...{ on, name, total: lines.length, lines: lines.slice(from, from + pageLength) },
      counts: Object.fromEntries(
        dutyStandings.map((it) => [it, lines.reduce((sum, { counts }) => sum + counts[it], 0)]),
      ) as Counts,
      next: from + pageLength < lines.length ? from + pageLength : null,
    };
  });
}

/** The units a list is about, with the duties it is about. */
async function askedUnits(
  tx: Transaction,
  ctx: StaffContext,
  { unit: id, kind, ledger, alone, day }: z.infer<typeof overviewInput>,
) {
  const { roots, name } = await lookedUnder(tx, ctx, id);
  const { on, units } = await standingOn(tx, ctx, roots, day);
  return {
    ...{ on, name },
    units: units
      .filter((it) => (kind === null || it.place.kind === kind) && (!alone || it.id === id))
      .map((it) => ({ ...it, duties: it.duties.filter(({ duty }) => ledger === null || isProved(duty, it, ledger)) })),
  };
}

function isProved({ requirement }: Duty, { place }: StandingUnit, ledger: LedgerId | 'any'): boolean {
  const own = ledgerFor(requirement, place.kind);
  return ledger === 'any' ? own !== null : own === ledger;
}

export const clausesInput = z.strictObject({ notice: z.string().max(60) });

/** For each clause of a notice how the duties that rest on it stand today, at all units somebody looks after. */
export function clauseStandings(ctx: StaffContext, { notice: id }: z.infer<typeof clausesInput>) {
  return inScope(ctx, ctx.units, async (tx) => {
    const pack = ctx.packs.find(({ notice }) => notice.id === id);
    if (pack === undefined) throw new Refused(refuse('notFound'));
    const duties = (await standingOn(tx, ctx, ctx.units, null)).units.flatMap((it) => it.duties);
    const byClause = Map.groupBy(
      duties.flatMap((it) => it.duty.clauses.map((clause) => ({ clause, standing: it.standing }))),
      ({ clause }) => clause,
    );
    return pack.clauses.flatMap(({ id: clause }) => {
      const own = byClause.get(clause) ?? [];
      return own.length === 0 ? [] : [{ clause, counts: countsOf(own.map(({ standing }) => standing)) }];
    });
  });
}

export type Counts = Readonly<Record<DutyStanding['standing'], number>>;

export function countsOf(all: readonly DutyStanding[]): Counts {
  const counts = { breached: 0, due: 0, met: 0, notSet: 0, notRecorded: 0 };
  for (const { standing } of all) counts[standing] += 1;
  return counts;
}

/** Under which units is looked, and the name of the one that was asked for; null: everything somebody looks after. */
export async function lookedUnder(
  tx: Transaction,
  ctx: StaffContext,
  id: string | null,
): Promise<{ readonly roots: readonly string[]; readonly name: string | null }> {
  if (id === null) return { roots: ctx.units, name: null };
  const { name } = await ownUnit(tx, ctx, id);
  return { roots: [id], name };
}

/** The day that is looked at (null: today). How a duty will stand on a day to come nobody can tell. */
export function judgedOn(day: string | null, today: string): string {
  if (day !== null && day > today) throw new Refused(refuse('wrongInput'));
  return day ?? today;
}

type Standing = { readonly duty: Duty; readonly standing: DutyStanding };
export type StandingUnit = {
  readonly id: string;
  readonly name: string;
  readonly place: Place;
  readonly duties: readonly Standing[];
};

/**
 * How every duty that binds stands on a day (null: now) at each unit under these. Advice binds nobody. Units of one kind and
 * region are judged once, facts and records are each read in one statement.
 */
export async function standingOn(
  tx: Transaction,
  ctx: Known,
  units: readonly string[],
  day: string | null,
): Promise<{ readonly on: string; readonly asOf: string; readonly units: readonly StandingUnit[] }> {
  const [today, now] = [officeDay(await officeNow(tx)).toString(), await knownBy(tx)];
  const on = judgedOn(day, today);
  const asOf = momentOn(on, today, now);
  const bound = await boundUnder(tx, ctx, units, on, now);
  const asked = [...new Set(bound.flatMap(({ duties }) => duties))];
  const recorded = await recordedUnder(tx, { roots: units, units: bound }, on, asked);
  return {
    ...{ on, asOf },
    units: bound.map((it) => {
      const records = recorded(it);
      return { ...it, duties: it.duties.map((duty) => ({ duty, standing: standingOf(duty, records, asOf) })) };
    }),
  };
}

/** Every duty that binds on a day at each unit under these, by what was known by a moment. */
export async function boundUnder(tx: Transaction, ctx: Known, units: readonly string[], on: string, now: string) {
  const placed = await placedUnder(tx, units);
  const rules = requiredOf(
    ctx.packs,
    placed.map(({ place }) => place),
    { factsAt: on, lawAt: on, knownAt: now },
    await loadFacts(tx),
  );
  const duties = new Map<readonly RuleVersion[], Duty[]>();
  return placed.map((it, index) => {
    const own = rules[index] ?? [];
    return { ...it, duties: memo(duties, own, () => merged(own).filter(({ modality }) => modality !== 'advise')) };
  });
}

async function placedUnder(tx: Transaction, units: readonly string[]) {
  const rows = await tx
    .select()
    .from(unit)
    .where(and(isUnder(unit.id, units), or(isNull(unit.closedOn), gt(unit.closedOn, sql`office_today()`))))
    .orderBy(asc(unit.region), asc(unit.id));
  return rows.flatMap(({ id, name, ...row }) => {
    const place = placeOf(row);
    return place === null ? [] : [{ id, name, place }];
  });
}
