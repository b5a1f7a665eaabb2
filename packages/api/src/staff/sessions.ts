import { inTransaction } from '@anmin/db/client';
import { staffSession } from '@anmin/db/schema/identity';
import { refuse } from '@anmin/domain/refusal';
import { and, desc, eq, gt, sql } from 'drizzle-orm';
import { z } from 'zod';
import { journal } from '../journal.ts';
import { Refused, type Context, type StaffActor } from '../trpc.ts';

type Own = Context & { readonly actor: StaffActor };

/** One's own living sessions, the one in use marked. */
export async function sessions({ database, actor }: Own) {
  const rows = await database.db
    .select()
    .from(staffSession)
    .where(and(eq(staffSession.userId, actor.id), gt(staffSession.expiresAt, sql`now()`)))
    .orderBy(desc(staffSession.updatedAt));
  return rows.map(({ id, device, ipAddress, createdAt, updatedAt }) => ({
    ...{ id, device: device === 'mobile' ? ('mobile' as const) : ('desktop' as const), address: ipAddress ?? '' },
    ...{ since: createdAt.toISOString(), seen: updatedAt.toISOString(), own: id === actor.session },
  }));
}

export const endSessionInput = z.strictObject({ session: z.string().max(64) });

/** Ends one of one's own sessions; another's answers like one that does not exist. */
export async function endSession({ database, actor }: Own, { session }: z.infer<typeof endSessionInput>) {
  await inTransaction(database, async (tx) => {
    const ended = await tx
      .delete(staffSession)
      .where(and(eq(staffSession.id, session), eq(staffSession.userId, actor.id)))
      .returning({ id: staffSession.id });
    if (ended.length === 0) throw new Refused(refuse('notFound'));
    await journal(tx, actor, { action: 'staff.endSession', subject: actor.id, office: null });
  });
  return { ended: true as const };
}
