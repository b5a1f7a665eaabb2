import type { Transaction } from '@anmin/db/client';
import { fact } from '@anmin/db/schema/measures';
import { unit } from '@anmin/db/schema/organisation';
import { contains } from '@anmin/domain/calendar/interval';
import { factKinds } from '@anmin/domain/measures/facts';
import { switchable, valuesOf } from '@anmin/domain/measures/recording';
import { wordsOf, type Words } from '@anmin/domain/measures/words';
import { unitsFor } from '@anmin/domain/organisation/grants';
import { fullNameOf, isWithin } from '@anmin/domain/regions/region';
import { and, desc, eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { inSight } from '../measures/facts.ts';
import { toldRules } from '../measures/telling.ts';
import { inScope, isUnder } from '../scope.ts';
import type { StaffContext } from '../trpc.ts';
import { ruleOf } from './written.ts';

export const listInput = z.strictObject({
  kind: z.enum(factKinds).optional(),
  region: z
    .string()
    .regex(/^\d{6}(\d{3}(\d{3})?)?$/)
    .optional(),
  /** Only those that held, or will hold, on this day. */
  on: z.iso.date().optional(),
});

/** how many facts a page shows; the last known first */
const listed = 200;

/** What is recorded for the units somebody looks after, by themselves or by a bureau above. */
export function listFacts(ctx: StaffContext, { kind, region, on }: z.infer<typeof listInput>) {
  return inScope(ctx, ctx.units, async (tx) => {
    const recording = unitsFor(ctx.actor.grants, 'facts.record');
    const own = recording.length === 0 ? sql<boolean>`false` : isUnder(fact.unit, recording);
    const rows = await tx
      .select({ fact, own: sql<boolean>`${own}` })
      .from(fact)
      .where(and(inSight(), kind === undefined ? undefined : eq(fact.kind, kind)))
      .orderBy(desc(fact.knownAt))
      .limit(listed);
    const names = await namesOf(tx, ctx);
    return rows
      .map(({ fact: { madeBy: _, liftedBy: __, ...row }, own }) => ({
        ...row,
        ...{ mayLift: own && row.liftedAt === null, bureau: names(row.unit), regionName: nameOfRegion(row.region) },
        words: row.value === null ? null : wordFor(ctx, row.value),
        told: row.rule === null || ruleOf(ctx, row.rule) === undefined ? null : tell(ctx, row.rule),
      }))
      .filter((row) => region === undefined || isWithin(row.region, region) || isWithin(region, row.region))
      .filter((row) => on === undefined || contains({ from: row.fromDay, until: row.liftedFrom ?? row.untilDay }, on));
  });
}

/** What can be written down at all, in the words of the notices, and by which bureaus. */
export function choices(ctx: StaffContext) {
  return inScope(ctx, ctx.units, async (tx) => {
    const bureaus = await tx
      .select({ id: unit.id, name: unit.name, region: unit.region })
      .from(unit)
      .where(and(isUnder(unit.id, ctx.units), sql`${unit.kind} in ('province', 'prefecture', 'county')`))
      .orderBy(unit.region);
    const values = (kind: 'hqOrder' | 'communityStatus') =>
      (valuesOf(ctx.packs, kind) ?? []).map((value) => ({ value, words: wordFor(ctx, value) }));
    const around = (region: string | null) =>
      region === null || bureaus.some((it) => isWithin(region, it.region) || isWithin(it.region, region));
    return {
      bureaus,
      hqOrder: values('hqOrder'),
      communityStatus: values('communityStatus'),
      rules: switchable(ctx.packs)
        .filter(({ scope }) => around(scope.region))
        .map(({ id }) => ({ id, told: tell(ctx, id) })),
    };
  });
}

export const tell = (ctx: StaffContext, id: string) => {
  const rule = ruleOf(ctx, id);
  if (rule === undefined) throw new Error(`no rule ${id}`);
  return toldRules(ctx, { requirement: rule.requirement, modality: rule.modality, rules: [id] });
};

export const nameOfRegion = (region: string): string => fullNameOf(region.slice(0, 6)) ?? region;

/** Bureaus by name: those below, and those above, whose facts are told here. */
export async function namesOf(
  tx: Transaction,
  { units }: Pick<StaffContext, 'units'>,
): Promise<(id: string) => string> {
  const { rows } = await tx.execute<{ id: string; name: string }>(
    sql`select id, name from unit where ${isUnder(unit.id, units)} union all select id, name from units_above()`,
  );
  const names = new Map(rows.map(({ id, name }) => [id, name]));
  return (id) => names.get(id) ?? id;
}

/** What a word of the notices means, by the first of them that uses it. null: none of theirs. */
function wordFor({ packs, vocabularies }: StaffContext, word: string): Words | null {
  const pack = packs.find(({ notice, rules }) => {
    const isKnown = vocabularies[notice.id]?.[word] !== undefined;
    return isKnown && rules.some(({ requirement }) => wordsOf(requirement).includes(word));
  });
  return (pack && vocabularies[pack.notice.id]?.[word]) ?? null;
}
