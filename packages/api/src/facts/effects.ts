import type { Transaction } from '@anmin/db/client';
import { unit } from '@anmin/db/schema/organisation';
import { effectOf, opened } from '@anmin/domain/measures/effect';
import type { Fact } from '@anmin/domain/measures/facts';
import type { Place } from '@anmin/domain/measures/in-force';
import type { RuleVersion } from '@anmin/domain/measures/notice';
import { and, asc, gt, isNull, or, sql } from 'drizzle-orm';
import { loadFacts } from '../measures/facts.ts';
import { placeOf } from '../measures/place.ts';
import { toldRules } from '../measures/telling.ts';
import { isUnder } from '../scope.ts';
import { ruleOf } from './written.ts';
import type { StaffContext } from '../trpc.ts';

type Named = { readonly id: string; readonly name: string };
type Group = Place & { readonly units: readonly Named[] };

/** Units that are bound alike: one kind in one region. */
export async function groupsUnder(tx: Transaction, units: readonly string[]): Promise<Group[]> {
  const rows = await tx
    .select()
    .from(unit)
    .where(and(isUnder(unit.id, units), or(isNull(unit.closedOn), gt(unit.closedOn, sql`office_today()`))))
    .orderBy(asc(unit.region), asc(unit.id));
  const placed = rows.flatMap((row) => {
    const place = placeOf(row);
    return place === null ? [] : [{ place, id: row.id, name: row.name }];
  });
  const groups = Map.groupBy(placed, ({ place }) => `${place.region} ${place.kind}`);
  return [...groups.values()].flatMap(([first, ...others]) =>
    first === undefined ? [] : [{ ...first.place, units: [first, ...others].map(({ id, name }) => ({ id, name })) }],
  );
}

/** Which units below would gain or lose which duty, from when, by what changes of the facts. */
export async function effects(tx: Transaction, ctx: StaffContext, change: (facts: readonly Fact[]) => readonly Fact[]) {
  const groups = await groupsUnder(tx, ctx.units);
  const before = await loadFacts(tx);
  const after = change(before);
  const found = effectOf(ctx.packs, groups, before, after);
  const tell = ({ id, requirement, modality }: RuleVersion) => toldRules(ctx, { requirement, modality, rules: [id] });
  return {
    rows: found.map(({ place, from, gains, loses }) => ({
      ...{ from, kind: place.kind, units: place.units.slice(0, listed), count: place.units.length },
      ...{ gains: gains.map(tell), loses: loses.map(tell) },
    })),
    /** What may be switched on, or must be decided, from then on. */
    opens: opened(ctx.packs, groups, before, after)
      .flatMap((id) => ruleOf(ctx, id) ?? [])
      .map(tell),
    /** Whether somebody is to be shut, or a service is to rest. */
    closes: found.some(({ gains }) => gains.some(isClosing)),
  };
}

/** how many names of units that change alike are told; a habit of the page */
const listed = 20;

const isClosing = ({ requirement }: RuleVersion): boolean => requirement.kind === 'status';
