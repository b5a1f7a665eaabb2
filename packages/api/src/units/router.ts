import type { Transaction } from '@anmin/db/client';
import { unit, unitMembership } from '@anmin/db/schema/organisation';
import { officeDay } from '@anmin/domain/calendar/day';
import { institutionKinds } from '@anmin/domain/institutions/kinds';
import { mayStandBelow, mayBeInstitution, unitKinds } from '@anmin/domain/organisation/units';
import { regionOn } from '@anmin/domain/regions/region';
import { refuse } from '@anmin/domain/refusal';
import { and, asc, eq, gt, isNull, lte, or, sql } from 'drizzle-orm';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { journal } from '../journal.ts';
import { officeNow } from '../office/now.ts';
import { keySchema, once } from '../once.ts';
import { inScope, isUnder } from '../scope.ts';
import { ownUnit } from '../staff/standing.ts';
import { Refused, router, staffProcedure, type StaffContext } from '../trpc.ts';

const unitId = z.string().max(50);
const opened = z.strictObject({
  key: keySchema,
  kind: z.enum(unitKinds),
  /** What it is as an institution: must be said of one, may be of an affiliated unit such as the relief station. */
  institutionKind: z.enum(institutionKinds).nullable().default(null),
  name: z.string().trim().min(2).max(60),
  region: z.string().regex(/^\d{6}(\d{3}(\d{3})?)?$/),
  parent: unitId,
  from: z.iso.date(),
});
const moved = z.strictObject({ key: keySchema, unit: unitId, version: z.int(), parent: unitId, from: z.iso.date() });
const merged = z.strictObject({ key: keySchema, unit: unitId, version: z.int(), into: unitId, from: z.iso.date() });

export const unitsRouter = router({
  tree: staffProcedure('units.see').query(({ ctx }) => tree(ctx)),
  open: staffProcedure('units.change')
    .input(opened)
    .mutation(({ ctx, input }) => open(ctx, input)),
  move: staffProcedure('units.change')
    .input(moved)
    .mutation(({ ctx, input }) => move(ctx, input)),
  merge: staffProcedure('units.change')
    .input(merged)
    .mutation(({ ctx, input }) => merge(ctx, input)),
});

/**
 * The units somebody looks after, where each stands today and where it will stand; last those opened for a later day
 * below one of them, which stand nowhere yet.
 */
function tree(ctx: StaffContext) {
  return inScope(ctx, ctx.units, async (tx) => {
    const today = officeDay(await officeNow(tx)).toString();
    const units = await tx
      .select()
      .from(unit)
      .where(isUnder(unit.id, ctx.units))
      .orderBy(asc(unit.region), asc(unit.id));
    const memberships = await tx
      .select()
      .from(unitMembership)
      .where(
        and(
          isUnder(unitMembership.unit, ctx.units),
          or(isNull(unitMembership.untilDay), gt(unitMembership.untilDay, today)),
        ),
      )
      .orderBy(asc(unitMembership.fromDay));
    const standing = units.map((it) => {
      const own = memberships.filter((membership) => membership.unit === it.id);
      const current = own.find(({ fromDay }) => fromDay <= today);
      return {
        ...it,
        parent: current?.parent ?? null,
        since: current?.fromDay ?? null,
        coming: own.filter(({ fromDay }) => fromDay > today).map(({ parent, fromDay }) => ({ parent, from: fromDay })),
      };
    });
    return [...standing, ...(await opening(tx, ctx))];
  });
}

async function opening(tx: Transaction, { units }: StaffContext) {
  const { rows } = await tx.execute<typeof unit.$inferSelect & { above: string; from: string }>(
    sql`select id, kind, name, region, closed_on as "closedOn", version,
                 institution_kind as "institutionKind", above, from_day as from
          from units_to_open(${sql.param(units)}::text[])`,
  );
  return rows.map(({ above, from, ...it }) => ({
    ...it,
    parent: null,
    since: null,
    coming: [{ parent: above, from }],
  }));
}

function open(ctx: StaffContext, { key, parent, from, ...given }: z.infer<typeof opened>) {
  return inScope(ctx, ctx.units, (tx) =>
    once(tx, ctx, { scope: `staff:${ctx.actor.id}`, key, body: ['unit.open', parent, from, given] }, async () => {
      const above = await ownUnit(tx, ctx, parent, from);
      if (!mayStandBelow(given.kind, above.kind))
        throw new Refused(refuse('wrongInput', [], { fields: ['parent:kind'] }));
      if (!mayBeInstitution(given.kind, given.institutionKind))
        throw new Refused(refuse('wrongInput', [], { fields: ['institutionKind:kind'] }));
      await refusePast(tx, from);
      if (regionOn(given.region.slice(0, 6), from) === undefined)
        throw new Refused(refuse('wrongInput', [], { fields: ['region:unknown'] }));
      const id = randomUUID();
      await tx.execute(
        sql`select open_unit(${id}, ${given.kind}, ${given.name}, ${given.region}, ${parent}, ${from}::date,
                             ${given.institutionKind})`,
      );
      const codes = { kind: given.kind, parent, from };
      await journal(tx, ctx.actor, { action: 'unit.opened', subject: id, office: id, fields: ['name'], codes });
      return { unit: id };
    }),
  );
}

/** From a day on a unit stands elsewhere; what it was and did before stays where it was. */
function move(ctx: StaffContext, { key, unit: id, version, parent, from }: z.infer<typeof moved>) {
  return inScope(ctx, ctx.units, (tx) =>
    once(tx, ctx, { scope: `staff:${ctx.actor.id}`, key, body: ['unit.move', id, version, parent, from] }, async () => {
      const [own, above] = [await ownUnit(tx, ctx, id, from), await ownUnit(tx, ctx, parent, from)];
      if (!mayStandBelow(own.kind, above.kind))
        throw new Refused(refuse('wrongInput', [], { fields: ['parent:kind'] }));
      await changeUnit(tx, id, version, null);
      await stand(tx, id, parent, from);
      await journal(tx, ctx.actor, { action: 'unit.moved', subject: id, office: id, codes: { parent, from } });
      return { moved: true as const };
    }),
  );
}

/** A merged unit closes and stands below the one it joined, which thereby sees what it left. */
function merge(ctx: StaffContext, { key, unit: id, version, into, from }: z.infer<typeof merged>) {
  return inScope(ctx, ctx.units, (tx) =>
    once(tx, ctx, { scope: `staff:${ctx.actor.id}`, key, body: ['unit.merge', id, version, into, from] }, async () => {
      const [own, other] = [await ownUnit(tx, ctx, id, from), await ownUnit(tx, ctx, into, from)];
      if (own.kind !== other.kind) throw new Refused(refuse('wrongInput', [], { fields: ['into:kind'] }));
      await changeUnit(tx, id, version, from);
      await stand(tx, id, into, from);
      await journal(tx, ctx.actor, { action: 'unit.merged', subject: id, office: into, codes: { into, from } });
      return { merged: true as const };
    }),
  );
}

async function changeUnit(tx: Transaction, id: string, version: number, closedOn: string | null): Promise<void> {
  const changed = await tx
    .update(unit)
    .set({ closedOn, version: sql`${unit.version} + 1` })
    .where(and(eq(unit.id, id), eq(unit.version, version)))
    .returning({ id: unit.id });
  if (changed.length === 0) throw new Refused(refuse('stale'));
}

async function stand(tx: Transaction, id: string, parent: string, from: string): Promise<void> {
  await refusePast(tx, from);
  const [begun] = await tx
    .select({ day: unitMembership.fromDay })
    .from(unitMembership)
    .where(and(eq(unitMembership.unit, id), lte(unitMembership.fromDay, from)))
    .limit(1);
  if (begun === undefined) throw new Refused(refuse('wrongDay', [], { day: from }));
  await tx.execute(sql`select move_unit(${id}, ${parent}, ${from}::date)`);
}

/** The past is not written anew: a change begins today at the earliest. */
async function refusePast(tx: Transaction, from: string): Promise<void> {
  if (from < officeDay(await officeNow(tx)).toString()) throw new Refused(refuse('wrongDay', [], { day: from }));
}
