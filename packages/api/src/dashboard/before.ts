import { officeDay } from '@anmin/domain/calendar/day';
import { rootsOf, standingOn } from '../measures/standings.ts';
import { toldRules } from '../measures/telling.ts';
import { officeNow } from '../office/now.ts';
import { inScope } from '../scope.ts';
import type { StaffContext } from '../trpc.ts';
import { statistics } from '../vaccination/statistics.ts';
import { standingsIn, type Looked } from './board.ts';

/** how far back the pages look, and in what steps, in days; habits of the page, not policy */
const duties = { points: 7, step: 1 };
const coverage = { points: 6, step: 7 };

/** How the duties of a subtree stood at the end of each of the last days, by what is on record of them now; the last day first. */
export function dutiesBefore(ctx: StaffContext, { unit, day }: Looked) {
  return inScope(ctx, ctx.units, async (tx) => {
    const roots = await rootsOf(tx, ctx, unit);
    const last = day ?? officeDay(await officeNow(tx)).toString();
    const points = [];
    for (const on of daysBefore(last, duties)) {
      const { units } = await standingOn(tx, ctx, roots, on);
      points.push({ day: on, counts: standingsIn(units.flatMap((it) => it.duties)) });
    }
    return points;
  });
}

/** How the cohort of a rule stood on days of the last weeks; a day on which the rule bound nobody is left out. */
export async function coverageBefore(ctx: StaffContext, { unit, day, rule }: Looked & { readonly rule: string }) {
  const last = day ?? officeDay(await officeNow(ctx.database.db)).toString();
  const points = [];
  for (const on of daysBefore(last, coverage)) {
    const { coverages } = await statistics(ctx, { unit, day: on, known: null });
    const found = coverages.find(({ rules }) => rules.includes(rule));
    if (found !== undefined) points.push({ ...toldRules(ctx, found), day: on, counts: found.whole.counts });
  }
  return points;
}

function daysBefore(last: string, { points, step }: typeof duties): string[] {
  const day = Temporal.PlainDate.from(last);
  return Array.from({ length: points }, (_, n) => day.subtract({ days: n * step }).toString());
}
