import type { Transaction } from '@anmin/db/client';
import { staffUser } from '@anmin/db/schema/identity';
import { unit, unitMembership } from '@anmin/db/schema/organisation';
import type { Ability, Role } from '@anmin/domain/organisation/roles';
import { refuse } from '@anmin/domain/refusal';
import { and, eq, gt, isNull, lte, or, sql } from 'drizzle-orm';
import { isUnder } from '../scope.ts';
import { Refused, type StaffContext } from '../trpc.ts';

/** What somebody who manages staff may do at a unit by their own posts and by what was lent to them. */
export async function standingAt(
  tx: Transaction,
  { actor }: StaffContext,
  id: string,
): Promise<{ roles: Role[]; abilities: Ability[] }> {
  const roots = [...new Set([...actor.grants.map((it) => it.unit), ...actor.posts.map((it) => it.unit)])];
  const covering = new Set<string>();
  for (const root of roots) {
    const { rows } = await tx.execute<{ covers: boolean }>(sql`select ${isUnder(id, [root])} as covers`);
    if (rows[0]?.covers === true) covering.add(root);
  }
  return {
    roles: actor.posts.filter((it) => covering.has(it.unit)).map(({ role }) => role),
    abilities: actor.grants.filter((it) => covering.has(it.unit)).map(({ ability }) => ability),
  };
}

/** A unit under those somebody acts for, with the one it stands below today; a foreign one does not exist. */
export async function ownUnit(tx: Transaction, { units }: StaffContext, id: string) {
  const today = sql`office_today()`;
  const [found] = await tx
    .select({ unit, parent: unitMembership.parent })
    .from(unit)
    .leftJoin(
      unitMembership,
      and(
        eq(unitMembership.unit, unit.id),
        lte(unitMembership.fromDay, today),
        or(isNull(unitMembership.untilDay), gt(unitMembership.untilDay, today)),
      ),
    )
    .where(and(eq(unit.id, id), isNull(unit.closedOn), isUnder(unit.id, units)));
  if (found === undefined) throw new Refused(refuse('notFound'));
  return { ...found.unit, parent: found.parent };
}

/**
 * Somebody who works only at units under those the manager acts for. Whoever also works elsewhere is managed from
 * above both; to a manager of one they do not exist. Nobody manages themselves.
 */
export async function managedUser(tx: Transaction, { units, actor }: StaffContext, id: string) {
  const { rows } = await tx.execute<{ own: boolean | null }>(
    sql`select bool_and(exists (select from unit where unit.id = held) and ${isUnder(sql`held`, units)}) as own
          from units_of_holder(${id}) as held`,
  );
  if (rows[0]?.own !== true) throw new Refused(refuse('notFound'));
  if (id === actor.id) throw new Refused(refuse('dutiesApart'));
  const [found] = await tx.select().from(staffUser).where(eq(staffUser.id, id)).for('update');
  if (found === undefined) throw new Refused(refuse('notFound'));
  return found;
}
