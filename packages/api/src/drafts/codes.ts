import type { Transaction } from '@anmin/db/client';
import { phoneCode, type MessageChannel } from '@anmin/db/schema/appointments';
import { refuse, type Refusal } from '@anmin/domain/refusal';
import { eq, sql } from 'drizzle-orm';
import { randomInt, timingSafeEqual } from 'node:crypto';
import { writeMessages } from '../messages/message.ts';
import { readInstant } from '../office/now.ts';
import type { Keys } from '../privacy/keys.ts';
import { sign } from '../privacy/seal.ts';

/** Limits of one-time codes: guards of the service, not policy. Real time throughout. */
const perPhoneAndDay = 5;
const triesPerCode = 5;
const validFor = sql`interval '10 minutes'`;
export const resendAfterSeconds = 60;

/** Writes a fresh code into the outbox, as a text or a call; the one before it stops working. Both count together. */
export async function sendCode(
  tx: Transaction,
  keys: Keys,
  phone: string,
  channel: MessageChannel,
): Promise<Refusal | { sentAt: string }> {
  const code = String(randomInt(1_000_000)).padStart(6, '0');
  const index = indexOf(keys, phone);
  const sentToday = sql`case when ${phoneCode.sentOn} = current_date then ${phoneCode.sentCount} else 0 end`;
  const [sent] = await tx
    .insert(phoneCode)
    .values({
      phoneIndex: index,
      codeHash: hashOf(keys, phone, code),
      expiresAt: sql`now() + ${validFor}`,
      triesLeft: triesPerCode,
      sentOn: sql`current_date`,
      sentCount: 1,
      lastSentAt: sql`now()`,
    })
    .onConflictDoUpdate({
      target: phoneCode.phoneIndex,
      set: {
        codeHash: hashOf(keys, phone, code),
        expiresAt: sql`now() + ${validFor}`,
        triesLeft: triesPerCode,
        sentOn: sql`current_date`,
        sentCount: sql`${sentToday} + 1`,
        lastSentAt: sql`now()`,
      },
      setWhere: sql`${sentToday} < ${perPhoneAndDay} and ${phoneCode.lastSentAt} <= now() - make_interval(secs => ${resendAfterSeconds})`,
    })
    .returning({ sentAt: phoneCode.lastSentAt });
  if (sent === undefined) return codeLimit(tx, index);
  await writeMessages(tx, keys, null, [{ kind: 'code', channel, phone, facts: { code }, dueAt: null }]);
  return { sentAt: readInstant(sent.sentAt).toString() };
}

/** Whether the code is the last one sent to this phone. A wrong try counts even if the caller's act fails. */
export async function checkCode(tx: Transaction, keys: Keys, phone: string, code: string): Promise<Refusal | null> {
  const index = indexOf(keys, phone);
  const [row] = await tx
    .select({
      codeHash: phoneCode.codeHash,
      triesLeft: phoneCode.triesLeft,
      live: sql<boolean>`${phoneCode.expiresAt} > now()`,
    })
    .from(phoneCode)
    .where(eq(phoneCode.phoneIndex, index))
    .for('update');
  if (!row?.codeHash || !row.live || row.triesLeft === 0) return refuse('codeExpired');
  if (timingSafeEqual(row.codeHash, hashOf(keys, phone, code.normalize('NFKC').replaceAll(/\s/g, '')))) {
    await tx.update(phoneCode).set({ codeHash: null }).where(eq(phoneCode.phoneIndex, index));
    return null;
  }
  await tx
    .update(phoneCode)
    .set({ triesLeft: row.triesLeft - 1 })
    .where(eq(phoneCode.phoneIndex, index));
  return refuse('codeWrong', [], { left: row.triesLeft - 1 });
}

async function codeLimit(tx: Transaction, index: Buffer): Promise<Refusal> {
  const [row] = await tx
    .select({
      sentAt: phoneCode.lastSentAt,
      count: phoneCode.sentCount,
      today: sql<boolean>`${phoneCode.sentOn} = current_date`,
    })
    .from(phoneCode)
    .where(eq(phoneCode.phoneIndex, index));
  const spent = row?.today === true && row.count >= perPhoneAndDay;
  const again = readInstant(row?.sentAt ?? '')
    .add({ seconds: resendAfterSeconds })
    .toString();
  return refuse('codeLimit', [], spent ? { spent, perDay: perPhoneAndDay } : { spent, again });
}

/** Lives a day at most, so it does not stand under a key that is changed. */
function indexOf(keys: Keys, phone: string): Buffer {
  return sign(keys, 'code.phone', phone);
}

function hashOf(keys: Keys, phone: string, code: string): Buffer {
  return sign(keys, 'code', `${phone}|${code}`);
}
