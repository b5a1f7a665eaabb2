import { determine } from '@anmin/domain/measures/determine';
import { awaitsDecision, decidedAt, followsBreach, mayDecide } from '@anmin/domain/measures/deciding';
import { unitsFor } from '@anmin/domain/organisation/grants';
import { isWithin, regionLevels, levelOf } from '@anmin/domain/regions/region';
import { sql } from 'drizzle-orm';
import { unit } from '@anmin/db/schema/organisation';
import type { Transaction } from '@anmin/db/client';
import { officeDay } from '@anmin/domain/calendar/day';
import { knownBy, loadFacts } from '../measures/facts.ts';
import { standingOn, type StandingUnit } from '../measures/standings.ts';
import { officeNow } from '../office/now.ts';
import { inScope, isUnder } from '../scope.ts';
import type { StaffContext } from '../trpc.ts';
import { groupsUnder } from './effects.ts';
import { nameOfRegion, tell } from './list.ts';
import { ruleOf } from './written.ts';

/** Something a notice leaves to an authority, which has not decided: for which region, and who below waits for it. */
export type Pending = {
  readonly rule: string;
  readonly region: string;
  readonly units: readonly string[];
};

/** What waits for a decision at the units somebody looks after today, the one for the widest region first. */
export function listPending(ctx: StaffContext) {
  return inScope(ctx, ctx.units, async (tx) => {
    const deciding = await bureausOf(tx, unitsFor(ctx.actor.grants, 'facts.decide'));
    const pending = await pendingUnder(tx, ctx, (await standingOn(tx, ctx, ctx.units, null)).units);
    return pending.map(({ rule, region, units }) => ({
      ...{ rule, region, regionName: nameOfRegion(region), told: tell(ctx, rule) },
      ...{ units: units.slice(0, listed), count: units.length },
      /** The bureau by which the asker may decide; null: it is for another one. */
      bureau: deciding.find((it) => isWithin(region, it.region) && isDecidedBy(ctx, rule, it.region))?.id ?? null,
    }));
  });
}

/** A rule that leaves something to an authority, and the bureaus somebody decides for; null: there is no such rule. */
export function decidable(ctx: StaffContext, id: string) {
  return inScope(ctx, ctx.units, async (tx) => {
    const rule = ruleOf(ctx, id);
    if (rule === undefined || !awaitsDecision(rule)) return null;
    return { told: tell(ctx, id), bureaus: await bureausOf(tx, ctx.units) };
  });
}

/** how many names of units that wait are told; a habit of the page */
const listed = 20;

/** `units`: how duties stand today at the units somebody looks after; a decision on a breach waits for one. */
export async function pendingUnder(
  tx: Transaction,
  ctx: StaffContext,
  units: readonly StandingUnit[],
): Promise<Pending[]> {
  const on = officeDay(await officeNow(tx)).toString();
  const clocks = { factsAt: on, lawAt: on, knownAt: await knownBy(tx) };
  const facts = await loadFacts(tx);
  const roots = await bureausOf(tx, ctx.units);
  const isBreached = breaches(ctx, units);
  const found = (await groupsUnder(tx, ctx.units)).flatMap(({ region, kind, units }) =>
    determine(ctx.packs, { region, kind }, clocks, facts)
      .receipt.findings.filter(
        ({ rule, state }) => state === 'pending' || (state === 'waits' && isBreached(rule, region)),
      )
      .flatMap(({ rule: id }) => {
        const rule = ruleOf(ctx, id);
        const at = rule === undefined ? [] : decidedAt(rule, region);
        // for all of what is theirs at once; what is not theirs, for the nearest who may
        const own = at.find((it) => roots.some((root) => isWithin(it, root.region)));
        return [{ rule: id, region: own ?? at.at(-1) ?? region, units: units.map(({ name }) => name) }];
      }),
  );
  const grouped = Map.groupBy(found, ({ rule, region }) => `${region} ${rule}`);
  return [...grouped.values()]
    .flatMap(([first, ...others]) =>
      first === undefined ? [] : [{ ...first, units: [first, ...others].flatMap(({ units }) => units) }],
    )
    .sort((one, other) => depthOf(one.region) - depthOf(other.region) || one.rule.localeCompare(other.rule, 'en'));
}

/** Whether a rule decides on breaches and something its notice asks is breached in a region today. */
function breaches(ctx: StaffContext, units: readonly StandingUnit[]): (rule: string, region: string) => boolean {
  const noticeOf = new Map(ctx.packs.flatMap(({ notice, rules }) => rules.map(({ id }) => [id, notice.id] as const)));
  const found = units.flatMap(({ place, duties }) =>
    duties
      .filter(({ standing }) => standing.standing === 'breached')
      .flatMap(({ duty }) => duty.rules.map((id) => ({ region: place.region, notice: noticeOf.get(id) }))),
  );
  return (id, region) => {
    const rule = ruleOf(ctx, id);
    if (rule === undefined || !followsBreach(rule)) return false;
    return found.some((it) => it.notice === noticeOf.get(id) && isWithin(it.region, region));
  };
}

const depthOf = (region: string): number => regionLevels.indexOf(levelOf(region));

function isDecidedBy(ctx: StaffContext, id: string, region: string): boolean {
  const rule = ruleOf(ctx, id);
  return rule !== undefined && mayDecide(rule, region);
}

async function bureausOf(tx: Transaction, units: readonly string[]) {
  if (units.length === 0) return [];
  return tx
    .select({ id: unit.id, name: unit.name, region: unit.region })
    .from(unit)
    .where(sql`${unit.kind} in ('province', 'prefecture', 'county') and ${isUnder(unit.id, units)}`)
    .orderBy(unit.region);
}
