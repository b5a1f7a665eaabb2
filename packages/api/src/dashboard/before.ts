import { officeDay } from '@anmin/domain/calendar/day';
import type { Transaction } from '@anmin/db/client';
import { judgedOn, lookedUnder, standingOn } from '../measures/standings.ts';
import { toldRules } from '../measures/telling.ts';
import { officeNow } from '../office/now.ts';
import { inScope } from '../scope.ts';
import type { StaffContext } from '../trpc.ts';
import { countedUnder } from '../vaccination/statistics.ts';
import { standingsIn, type Looked } from './board.ts';

/** how far back the pages look, and in what steps, in days; habits of the page, not policy */
const duties = { points: 7, step: 1 };
const coverage = { points: 6, step: 7 };

/** How the duties of a subtree stood at the end of each of the last days, by what is on record of them now; the last day first. */
export function dutiesBefore(ctx: StaffContext, { unit, day }: Looked) {
  return inScope(ctx, ctx.units, async (tx) => {
    const { roots, name } = await lookedUnder(tx, ctx, unit);
    const points = [];
    for (const on of await daysBefore(tx, day, duties)) {
      const { units } = await standingOn(tx, ctx, roots, on);
      points.push({ day: on, counts: standingsIn(units.flatMap((it) => it.duties)) });
    }
    return { name, points };
  });
}

/** How the cohort of these rules stood on days of the last weeks; a day on which they bound nobody together is left out. */
export function coverageBefore(
  ctx: StaffContext,
  { unit, day, rules }: Looked & { readonly rules: readonly string[] },
) {
  return inScope(ctx, ctx.units, async (tx) => {
    const points = [];
    for (const on of await daysBefore(tx, day, coverage)) {
      const { coverages } = await countedUnder(tx, ctx, { unit, day: on, known: null });
      const found = coverages.find((it) => it.rules.join(' ') === rules.join(' '));
      if (found !== undefined) points.push({ ...toldRules(ctx, found), day: on, counts: found.whole.counts });
    }
    return points;
  });
}

async function daysBefore(tx: Transaction, asked: string | null, { points, step }: typeof duties): Promise<string[]> {
  const day = Temporal.PlainDate.from(judgedOn(asked, officeDay(await officeNow(tx)).toString()));
  return Array.from({ length: points }, (_, n) => day.subtract({ days: n * step }).toString());
}
