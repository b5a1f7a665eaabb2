import type { Transaction } from '@anmin/db/client';
import { staffUser } from '@anmin/db/schema/identity';
import { delegation, unit } from '@anmin/db/schema/organisation';
import { officeDay } from '@anmin/domain/calendar/day';
import { notLent } from '@anmin/domain/organisation/grants';
import { abilities, apartFromBusiness } from '@anmin/domain/organisation/roles';
import { refuse } from '@anmin/domain/refusal';
import { and, asc, eq, getTableColumns, gt, isNull, sql } from 'drizzle-orm';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { journal } from '../journal.ts';
import { officeNow } from '../office/now.ts';
import { keySchema, once } from '../once.ts';
import { inScope, isUnder } from '../scope.ts';
import { namesOf } from '../staff/names.ts';
import { ownUnit, rolesHeld } from '../staff/standing.ts';
import { Refused, router, staffProcedure, type StaffContext } from '../trpc.ts';

const delegateInput = z
  .strictObject({
    key: keySchema,
    taker: z.string().max(50),
    abilities: z.array(z.enum(abilities)).min(1).max(abilities.length),
    unit: z.string().max(50),
    from: z.iso.date(),
    until: z.iso.date(),
    reason: z.string().trim().min(2).max(200),
  })
  .refine(({ from, until }) => from < until, { path: ['until'], error: 'reversed' });
const revokeInput = z.strictObject({ key: keySchema, delegation: z.uuid() });

export const dutiesRouter = router({
  delegate: staffProcedure('duties.delegate')
    .input(delegateInput)
    .mutation(({ ctx, input }) => delegate(ctx, input)),
  revoke: staffProcedure('duties.delegate')
    .input(revokeInput)
    .mutation(({ ctx, input }) => revoke(ctx, input)),
  delegations: staffProcedure('staff.see').query(({ ctx }) => list(ctx)),
});

/** Lends what one may do oneself by one's own post, for a unit and a time. Whatever is done by it names it. */
function delegate(ctx: StaffContext, { key, ...given }: z.infer<typeof delegateInput>) {
  return inScope(ctx, ctx.units, (tx) =>
    once(tx, ctx, { scope: `staff:${ctx.actor.id}`, key, body: ['duties.delegate', given] }, async () => {
      const { taker, abilities: lent, unit, from, until, reason } = given;
      await ownUnit(tx, ctx, unit, from);
      if (taker === ctx.actor.id) throw new Refused(refuse('dutiesApart'));
      await refuseStranger(tx, ctx, taker);
      for (const ability of lent) await refuseNotOwn(tx, ctx, ability, unit);
      await refuseApart(tx, given);
      const today = officeDay(await officeNow(tx)).toString();
      if (from < today) throw new Refused(refuse('wrongDay', [], { day: from }));
      const id = randomUUID();
      await tx
        .insert(delegation)
        .values({ id, giver: ctx.actor.id, taker, abilities: lent, unit, fromDay: from, untilDay: until, reason });
      const codes = { taker, abilities: lent.join(','), from, until };
      await journal(tx, ctx.actor, {
        action: 'delegation.given',
        subject: id,
        office: unit,
        fields: ['reason'],
        codes,
      });
      return { delegation: id };
    }),
  );
}

function revoke(ctx: StaffContext, { key, delegation: id }: z.infer<typeof revokeInput>) {
  return inScope(ctx, ctx.units, (tx) =>
    once(tx, ctx, { scope: `staff:${ctx.actor.id}`, key, body: ['duties.revoke', id] }, async () => {
      const [revoked] = await tx
        .update(delegation)
        .set({ revokedAt: sql`office_now()` })
        .where(and(eq(delegation.id, id), isNull(delegation.revokedAt), isUnder(delegation.unit, ctx.units)))
        .returning({ unit: delegation.unit });
      if (revoked === undefined) throw new Refused(refuse('notFound'));
      await journal(tx, ctx.actor, { action: 'delegation.revoked', subject: id, office: revoked.unit });
      return { revoked: true as const };
    }),
  );
}

/** Those that stand or will stand, under the units somebody looks after. */
function list(ctx: StaffContext) {
  return inScope(ctx, ctx.units, async (tx) => {
    const today = officeDay(await officeNow(tx)).toString();
    const rows = await tx
      .select({ ...getTableColumns(delegation), unitName: unit.name })
      .from(delegation)
      .innerJoin(unit, eq(unit.id, delegation.unit))
      .where(and(isUnder(delegation.unit, ctx.units), isNull(delegation.revokedAt), gt(delegation.untilDay, today)))
      .orderBy(asc(delegation.fromDay), asc(delegation.id))
      .limit(500);
    const names = await namesOf(
      tx,
      rows.flatMap(({ giver, taker }) => [giver, taker]),
    );
    return rows.map(({ id, giver, taker, abilities, unit, unitName, fromDay, untilDay, reason }) => ({
      ...{ id, abilities, unit, unitName, reason, from: fromDay, until: untilDay },
      ...{ giver: names.get(giver) ?? '', taker: names.get(taker) ?? '' },
    }));
  });
}

/** Lent only to somebody with a post under the same units; anybody else does not exist. */
async function refuseStranger(tx: Transaction, { units }: StaffContext, taker: string): Promise<void> {
  const { rows } = await tx.execute<{ known: boolean | null }>(
    sql`select bool_or(exists (select from unit where unit.id = held) and ${isUnder(sql`held`, units)}) as known
          from units_of_holder(${taker}) as held`,
  );
  if (rows[0]?.known !== true) throw new Refused(refuse('notFound'));
}

/** Who administers or audits on any of these days takes part in no business by another's word either. */
async function refuseApart(tx: Transaction, { taker, from, until }: { taker: string; from: string; until: string }) {
  await tx.select({ id: staffUser.id }).from(staffUser).where(eq(staffUser.id, taker)).for('update');
  if ((await rolesHeld(tx, taker, from, until)).some(apartFromBusiness)) throw new Refused(refuse('dutiesApart'));
}

async function refuseNotOwn(
  tx: Transaction,
  { actor }: StaffContext,
  ability: (typeof abilities)[number],
  unit: string,
): Promise<void> {
  const own = actor.grants.filter((it) => it.ability === ability && it.delegation === null).map((it) => it.unit);
  const { rows } = await tx.execute<{ own: boolean }>(sql`select ${isUnder(unit, own)} as own`);
  if (notLent.includes(ability) || rows[0]?.own !== true) throw new Refused(refuse('notAllowed'));
}
