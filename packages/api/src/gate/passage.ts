import type { Transaction } from '@anmin/db/client';
import { gatePassage } from '@anmin/db/schema/gate';
import { refuse } from '@anmin/domain/refusal';
import { and, eq } from 'drizzle-orm';
import { hereAt } from '../measures/here.ts';
import { isUnder } from '../scope.ts';
import { Refused, type StaffContext } from '../trpc.ts';

/** A passage of today, held until the act is over, and where it was. @throws Refused on a day that is gone. */
export async function passageToday(tx: Transaction, ctx: StaffContext, id: string) {
  const [found] = await tx
    .select()
    .from(gatePassage)
    .where(and(eq(gatePassage.id, id), isUnder(gatePassage.unit, ctx.units)))
    .for('update');
  if (found === undefined) throw new Refused(refuse('notFound'));
  const here = await hereAt(tx, ctx, found.unit);
  if (found.onDay !== here.today) throw new Refused(refuse('wrongDay', [], { day: found.onDay }));
  return { found, here };
}
