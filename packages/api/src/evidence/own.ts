import type { Transaction } from '@anmin/db/client';
import { entry } from '@anmin/db/schema/evidence';
import { refuse } from '@anmin/domain/refusal';
import { and, eq } from 'drizzle-orm';
import { isUnder } from '../scope.ts';
import { Refused, type StaffContext } from '../trpc.ts';

/** An entry of a unit somebody looks after, held until the act is over. */
export async function ownEntry(tx: Transaction, ctx: StaffContext, id: string): Promise<typeof entry.$inferSelect> {
  const [found] = await tx
    .select()
    .from(entry)
    .where(and(eq(entry.id, id), isUnder(entry.unit, ctx.units)))
    .for('update');
  if (found === undefined) throw new Refused(refuse('notFound'));
  return found;
}
