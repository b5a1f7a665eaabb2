import { message } from '@anmin/db/schema/appointments';
import { refuse } from '@anmin/domain/refusal';
import { maskPhone } from '@anmin/domain/people/mask';
import { desc, eq } from 'drizzle-orm';
import { readFacts, readPhoneOf, type MessageKind } from '../messages/message.ts';
import { readInstant } from '../office/now.ts';
import { procedure, Refused, router, type Context } from '../trpc.ts';

export const demoRouter = router({
  messages: procedure.query(({ ctx }) => messages(ctx)),
});

/** Every SMS that left the office: for trying things out, in the demo only. Elsewhere it does not exist. */
async function messages({ demo, database, keys }: Context) {
  if (!demo) throw new Refused(refuse('notFound'));
  const rows = await database.db
    .select()
    .from(message)
    .where(eq(message.state, 'sent'))
    .orderBy(desc(message.sentAt))
    .limit(50);
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
