import type { Transaction } from '@anmin/db/client';
import { unit } from '@anmin/db/schema/organisation';
import { officeDay } from '@anmin/domain/calendar/day';
import { compare } from '@anmin/domain/measures/facts';
import { impactOf, type Impact } from '@anmin/domain/measures/impact';
import type { Place } from '@anmin/domain/measures/in-force';
import type { RuleVersion } from '@anmin/domain/measures/notice';
import { fullNameOf } from '@anmin/domain/regions/region';
import { and, isNull } from 'drizzle-orm';
import { z } from 'zod';
import { loadFacts } from '../measures/facts.ts';
import { placeOf } from '../measures/place.ts';
import { officeNow, readInstant } from '../office/now.ts';
import { inScope, isUnder } from '../scope.ts';
import type { StaffContext } from '../trpc.ts';
import { draftInReach, packsToCome, type Draft } from './draft.ts';
import { toldRule } from './view.ts';

/** How many units are named beside each change; all of them are a list of their own. */
const namedUnits = 20;
/** how many lines a page of a list holds; a habit of the page, not policy */
const pageLength = 100;

/** What a notice does to a unit; `ends`: a duty gets an end it had not. */
export const changeKinds = ['gains', 'loses', 'changes', 'ends'] as const;

/** Which units gain, lose or change which duty, from when, if this came into force: one line for each duty and day. */
export function impact(ctx: StaffContext, draft: string) {
  return inScope(ctx, ctx.units, async (tx) => {
    const { row, units, changes } = await changesOf(tx, ctx, draft);
    const grouped = Map.groupBy(changes, ({ what, from, rule }) => `${from} ${what} ${rule.id}`);
    return {
      units,
      changes: [...grouped.values()].flatMap((same) => {
        const [first] = same;
        if (first === undefined) return [];
        const { what, from, rule } = first;
        const names = same.slice(0, namedUnits).map(({ place }) => place.name);
        return [{ what, from, rule: toldRule(ctx, row, rule), units: same.length, names }];
      }),
    };
  });
}

export const impactUnitsInput = z.strictObject({
  draft: z.uuid(),
  what: z.enum(changeKinds),
  from: z.iso.date(),
  rule: z.string().max(80),
  /** The unit after which the list goes on. */
  after: z.string().max(50).nullable(),
});

/** All units of one line, a page at a time. */
export function impactUnits(ctx: StaffContext, input: z.infer<typeof impactUnitsInput>) {
  return inScope(ctx, ctx.units, async (tx) => {
    const { row, changes } = await changesOf(tx, ctx, input.draft);
    const same = changes.filter(
      ({ what, from, rule }) => what === input.what && from === input.from && rule.id === input.rule,
    );
    const [first] = same;
    const units = same
      .map(({ place: { id, name, kind, region } }) => ({ id, name, kind, regionName: fullNameOf(region) ?? region }))
      .sort((one, other) => compare(one.id, other.id));
    const left = units.filter(({ id }) => input.after === null || id > input.after);
    return {
      rule: first === undefined ? null : toldRule(ctx, row, first.rule),
      ...{ total: units.length, units: left.slice(0, pageLength) },
      next: left.length > pageLength ? (left[pageLength - 1]?.id ?? null) : null,
    };
  });
}

type Unit = Place & { readonly id: string; readonly name: string };

async function changesOf(tx: Transaction, ctx: StaffContext, draft: string) {
  const row = await draftInReach(tx, ctx, draft);
  const rows = await tx
    .select()
    .from(unit)
    .where(and(isUnder(unit.id, ctx.units), isNull(unit.closedOn)));
  const units = rows.flatMap((it): Unit[] => {
    const place = placeOf(it);
    return place === null ? [] : [{ ...place, id: it.id, name: it.name }];
  });
  const before = (await packsToCome(tx, ctx)).filter(({ notice }) => notice.id !== row.notice);
  const impacts = impactOf(before, [...before, row.pack], units, await dayOf(tx, row), await loadFacts(tx));
  return { row, units: units.length, changes: impacts.flatMap(changesIn) };
}

/** Today, or the day of its approval. */
async function dayOf(tx: Transaction, { approvedAt }: Draft): Promise<string> {
  return officeDay(approvedAt === null ? await officeNow(tx) : readInstant(approvedAt)).toString();
}

function changesIn({ place, from, gains, loses, changes }: Impact<Unit>) {
  return [
    ...gains.map((rule) => ({ what: 'gains' as const, from, rule, place })),
    ...loses.map((rule) => ({ what: 'loses' as const, from, rule, place })),
    ...changes.map(({ before, after }) => ({
      ...{ what: endsOnly(before, after) ? ('ends' as const) : ('changes' as const) },
      ...{ from, rule: after, place },
    })),
  ];
}

const endsOnly = (before: RuleVersion, after: RuleVersion): boolean =>
  JSON.stringify({ ...before, until: null }) === JSON.stringify({ ...after, until: null });
