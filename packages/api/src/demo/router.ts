import { inTransaction } from '@anmin/db/client';
import { message } from '@anmin/db/schema/appointments';
import { bureau } from '@anmin/db/schema/offices';
import { maskPhone } from '@anmin/domain/people/mask';
import { desc, eq } from 'drizzle-orm';
import { readFacts, readPhoneOf, type MessageKind } from '../messages/message.ts';
import { readInstant } from '../office/now.ts';
import { setScope } from '../scope.ts';
import { demoProcedure, router, type Context } from '../trpc.ts';

export const demoRouter = router({
  messages: demoProcedure.query(({ ctx }) => messages(ctx)),
});

/** Every SMS that left the office: for trying things out, in the demo only. Elsewhere it does not exist. */
async function messages(ctx: Context) {
  const { keys } = ctx;
  const rows = await inTransaction(ctx.database, async (tx) => {
    const prefectures = await tx.select({ region: bureau.region }).from(bureau);
    // codes belong to no unit
    await setScope(tx, ctx, [...prefectures.map(({ region }) => region), 'none']);
    return tx.select().from(message).where(eq(message.state, 'sent')).orderBy(desc(message.sentAt)).limit(50);
  });
  return rows.map((row) => ({
    id: row.id,
    at: readInstant(row.sentAt ?? row.madeAt).toString(),
    to: maskPhone(readPhoneOf(keys, row) ?? ''),
    kind: row.kind as MessageKind,
    channel: row.channel,
    facts: readFacts(keys, row),
    state: row.state,
  }));
}
