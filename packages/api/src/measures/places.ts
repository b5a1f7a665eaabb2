import { unit } from '@anmin/db/schema/organisation';
import { and, asc, eq, gt, ilike, isNull, or, sql } from 'drizzle-orm';
import { z } from 'zod';
import { inScope, isUnder } from '../scope.ts';
import type { StaffContext } from '../trpc.ts';
import { placeOf } from './place.ts';

export const placesInput = z.strictObject({
  /** A part of the name; empty: any. */
  find: z.string().trim().max(60),
  /** Listed whatever its name: the one a page shows, or somebody’s own. */
  also: z.string().max(50).nullable(),
});

/** how many units one chooses from at once; a habit of the page, not policy */
const listed = 200;

/** The units somebody may look at by this ability, their own first and then the one asked for, with what notices know each as. */
export function places(ctx: StaffContext, { find, also }: z.infer<typeof placesInput>) {
  return inScope(ctx, ctx.units, async (tx) => {
    const named = or(ilike(unit.name, `%${find.replaceAll(/[%_\\]/g, String.raw`\$&`)}%`), eq(unit.id, also ?? ''));
    const open = or(isNull(unit.closedOn), gt(unit.closedOn, sql`office_today()`));
    const rows = await tx
      .select()
      .from(unit)
      .where(and(isUnder(unit.id, ctx.units), open, named))
      .orderBy(
        sql`${unit.id} is distinct from ${ownOf(ctx)}`,
        sql`${unit.id} is distinct from ${also}`,
        asc(unit.region),
        asc(unit.id),
      )
      .limit(listed + 1);
    return {
      units: rows.slice(0, listed).map(({ id, name, ...row }) => ({ id, name, kind: placeOf(row)?.kind ?? null })),
      more: rows.length > listed,
    };
  });
}

const ownOf = ({ actor }: StaffContext): string | null => actor.posts[0]?.unit ?? null;
