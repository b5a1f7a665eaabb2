import type { Transaction } from '@anmin/db/client';
import { ledgerIds } from '@anmin/domain/evidence/ledgers';
import { ledgerFor } from '@anmin/domain/evidence/subjects';
import { sql } from 'drizzle-orm';
import { countsOf, lookedUnder, standingOn, type StandingUnit } from '../measures/standings.ts';
import { toldRules } from '../measures/telling.ts';
import { inScope } from '../scope.ts';
import type { StaffContext } from '../trpc.ts';

export type Looked = { readonly unit: string | null; readonly day: string | null };

/** how many of the most pressing duties are told one by one; a habit of the page, not policy */
const mostPressing = 8;

/** How the duties of a subtree stand at a moment: in all, by what proves them, by the units next below, and what presses most. */
export function board(ctx: StaffContext, { unit, day }: Looked) {
  return inScope(ctx, ctx.units, async (tx) => {
    const { roots, name } = await lookedUnder(tx, ctx, unit);
    const { on, asOf, units } = await standingOn(tx, ctx, roots, day);
    const lines = units.flatMap((it) => it.duties.map((duty) => ({ unit: it, ...duty })));
    const byLedger = Map.groupBy(lines, (it) => ledgerFor(it.duty.requirement, it.unit.place.kind));
    const proved = lines.filter((it) => ledgerFor(it.duty.requirement, it.unit.place.kind) !== null);
    return {
      ...{ on, asOf, name, units: units.length },
      ...{ counts: standingsIn(lines), evidence: standingsIn(proved) },
      ledgers: ledgerIds.flatMap((ledger) => {
        const own = byLedger.get(ledger) ?? [];
        return own.length === 0 ? [] : [{ ledger, counts: standingsIn(own) }];
      }),
      below: await standingBelow(tx, roots, units),
      pressing: pressingIn(lines).map(({ first: { unit: it, duty, standing }, count }) => ({
        ...{ unit: it.id, unitName: it.name, standing, ledger: ledgerFor(duty.requirement, it.place.kind), count },
        ...toldRules(ctx, duty),
      })),
    };
  });
}

type Line = StandingUnit['duties'][number] & { readonly unit: StandingUnit };

export const standingsIn = (lines: readonly Pick<Line, 'standing'>[]) =>
  countsOf(lines.map(({ standing }) => standing));

/** What is breached, since longest first, then what is due, the next first; one rule at many units once, with how many. */
function pressingIn(lines: readonly Line[]): { readonly first: Line; readonly count: number }[] {
  const rank = ({ standing: it }: Line) =>
    it.standing === 'breached' ? `0 ${it.since ?? '9999'}` : `1 ${it.due ?? '9999'}`;
  const open = lines
    .filter(({ standing: { standing } }) => standing === 'breached' || standing === 'due')
    .sort((one, other) => rank(one).localeCompare(rank(other)));
  const alike = Map.groupBy(open, ({ duty, standing }) => `${standing.standing} ${duty.rules[0] ?? ''}`);
  return [...alike.values()]
    .flatMap(([first, ...rest]) => (first === undefined ? [] : [{ first, count: rest.length + 1 }]))
    .slice(0, mostPressing);
}

/** The units next below, each with all that stands below it, those most behind first; of one root, what it owes itself as well. */
async function standingBelow(tx: Transaction, roots: readonly string[], units: readonly StandingUnit[]) {
  const [root, ...others] = roots;
  const itself = units.find(({ id }) => others.length === 0 && id === root);
  const groups = others.length === 0 ? await childrenOf(tx, roots) : await subtreesOf(tx, roots);
  const byId = new Map(units.map((it) => [it.id, it]));
  const lines = groups.map(({ id, name, units: ids }) => ({
    ...{ unit: id, name, alone: false },
    counts: standingsIn(ids.flatMap((it) => byId.get(it)?.duties ?? [])),
  }));
  if (itself !== undefined && lines.length > 0)
    lines.push({ unit: itself.id, name: itself.name, alone: true, counts: standingsIn(itself.duties) });
  return lines
    .filter(({ counts }) => Object.values(counts).some((n) => n > 0))
    .sort((one, other) => other.counts.breached - one.counts.breached || other.counts.due - one.counts.due);
}

type Group = { readonly id: string; readonly name: string; readonly units: string[] };

async function childrenOf(tx: Transaction, roots: readonly string[]): Promise<Group[]> {
  const { rows } = await tx.execute<Group>(sql`
    select unit.id, unit.name, array_agg(below) as units
      from unit_membership m join unit on unit.id = m.unit, units_under(array[m.unit]) below
     where m.parent = any (${sql.param([...roots])}::text[])
       and m.from_day <= office_today() and (m.until_day is null or office_today() < m.until_day)
     group by unit.id order by unit.region, unit.id`);
  return rows;
}

async function subtreesOf(tx: Transaction, roots: readonly string[]): Promise<Group[]> {
  const { rows } = await tx.execute<Group>(sql`
    select unit.id, unit.name, array_agg(below) as units
      from unit, units_under(array[unit.id]) below where unit.id = any (${sql.param([...roots])}::text[])
     group by unit.id order by unit.region, unit.id`);
  return rows;
}
