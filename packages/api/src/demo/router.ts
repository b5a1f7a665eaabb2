import { inTransaction } from '@anmin/db/client';
import { message } from '@anmin/db/schema/appointments';
import { secondFactor, staffUser } from '@anmin/db/schema/identity';
import { bureau } from '@anmin/db/schema/offices';
import { maskPhone } from '@anmin/domain/people/mask';
import { desc, eq } from 'drizzle-orm';
import { readFacts, readPhoneOf, type MessageKind } from '../messages/message.ts';
import { readInstant } from '../office/now.ts';
import { setScope } from '../scope.ts';
import { readSecret } from '../staff/second-factor.ts';
import { codeAt, endOfStep, stepAt } from '../staff/totp.ts';
import { demoProcedure, router, type Context } from '../trpc.ts';

export const demoRouter = router({
  messages: demoProcedure.query(({ ctx }) => messages(ctx)),
  codes: demoProcedure.query(({ ctx }) => codes(ctx)),
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

/** The one-time codes that the phones of the demo's staff would show now. */
async function codes({ database, keys }: Context) {
  const held = await database.db
    .select({ holder: secondFactor.holder, secret: secondFactor.secret, username: staffUser.username })
    .from(secondFactor)
    .innerJoin(staffUser, eq(staffUser.id, secondFactor.holder))
    .orderBy(staffUser.username)
    .limit(50);
  const step = stepAt(Temporal.Now.instant());
  return held.map(({ username, ...row }) => ({
    username,
    code: codeAt(readSecret(keys, row), step),
    until: endOfStep(step).toString(),
  }));
}
