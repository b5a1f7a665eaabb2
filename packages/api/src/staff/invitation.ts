import { inTransaction, type Transaction } from '@anmin/db/client';
import { secondFactor, staffAccount, staffSession, staffUser } from '@anmin/db/schema/identity';
import { invitation } from '@anmin/db/schema/organisation';
import { codeHours } from '@anmin/domain/organisation/invitation';
import { refuse, type Refusal } from '@anmin/domain/refusal';
import { and, eq, sql } from 'drizzle-orm';
import { randomUUID, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { networkOf } from '../attempts.ts';
import { actorName, journal } from '../journal.ts';
import { countOrRefuse } from '../limit.ts';
import type { Keys } from '../privacy/keys.ts';
import { sign } from '../privacy/seal.ts';
import { longest, refuseWeak } from './passphrase.ts';
import { Refused, type Context } from '../trpc.ts';

/** Guards of the service, not policy. Real time. */
const validFor = sql`make_interval(hours => ${codeHours})`;
const tries = 5;
const perAddress = { perDay: 30, secondsApart: 0 };

/** Without 0, O, 1, I, L: it is read out and typed. */
const letters = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';

/**
 * A code that opens an account once; the one before it no longer does. It follows from the key of the request, so that
 * the same request sent twice shows the same code although none is stored.
 */
export async function writeInvitation(
  tx: Transaction,
  { keys, actor }: Pick<Context, 'keys' | 'actor'>,
  holder: string,
  requestKey: string,
): Promise<void> {
  const code = codeFor(keys, holder, requestKey);
  const values = {
    codeHash: hashOf(keys, holder, code),
    expiresAt: sql`now() + ${validFor}`,
    triesLeft: tries,
    madeBy: actorName(actor),
    madeAt: sql`now()`,
  };
  await tx
    .insert(invitation)
    .values({ holder, ...values })
    .onConflictDoUpdate({ target: invitation.holder, set: values });
}

/** The code as it is read out, for the one answer that shows it. */
export function shownCode(keys: Keys, holder: string, requestKey: string): string {
  return codeFor(keys, holder, requestKey).replace(/(.{4})(?=.)/g, '$1-');
}

function codeFor(keys: Keys, holder: string, requestKey: string): string {
  const random = sign(keys, 'invitation code', `${holder}|${requestKey}`);
  return Array.from({ length: 12 }, (_, n) => letters[random.readUInt16BE(n * 2) % letters.length]).join('');
}

export const acceptInput = z.strictObject({
  username: z.string().trim().toLowerCase().min(3).max(30),
  code: z.string().max(40),
  passphrase: z.string().max(longest),
});

/** Whoever holds the code chooses the passphrase; nobody else ever sees it. Open sessions end. */
export async function accept(ctx: Context, { username, code, passphrase }: z.infer<typeof acceptInput>) {
  await inTransaction(ctx.database, (tx) => countTry(tx, ctx));
  const weak = refuseWeak(passphrase, [username]);
  if (weak !== null) throw new Refused(weak);
  const hash = await ctx.hashPassphrase(passphrase);
  const refusal = await inTransaction(ctx.database, async (tx): Promise<Refusal | null> => {
    const [found] = await tx
      .select({ holder: invitation.holder, codeHash: invitation.codeHash, live: sql<boolean>`expires_at > now()` })
      .from(invitation)
      .innerJoin(staffUser, eq(staffUser.id, invitation.holder))
      .where(eq(staffUser.username, username))
      .for('update');
    const typed = hashOf(ctx.keys, found?.holder ?? '', code.normalize('NFKC').replaceAll(/[\s-]/g, '').toUpperCase());
    if (found === undefined) return refuse('codeWrong');
    if (!timingSafeEqual(found.codeHash, typed)) return missed(tx, found.holder);
    if (!found.live) return refuse('codeExpired');
    await setPassphrase(tx, found.holder, hash);
    await tx.delete(invitation).where(eq(invitation.holder, found.holder));
    await tx.delete(staffSession).where(eq(staffSession.userId, found.holder));
    // who comes with a code from hand to hand may have lost the phone as well
    await tx.delete(secondFactor).where(eq(secondFactor.holder, found.holder));
    const own = { kind: 'staff', id: found.holder } as const;
    await journal(tx, own, { action: 'staff.codeUsed', subject: found.holder, office: null, fields: ['passphrase'] });
    return null;
  });
  if (refusal !== null) throw new Refused(refusal);
  return { opened: true as const };
}

async function countTry(tx: Transaction, { keys, actor }: Context): Promise<void> {
  if ('address' in actor)
    await countOrRefuse(tx, sign(keys, 'invitation.address', networkOf(actor.address)), perAddress);
}

/** After the last try the code is gone. */
async function missed(tx: Transaction, holder: string): Promise<Refusal> {
  await tx
    .update(invitation)
    .set({ triesLeft: sql`${invitation.triesLeft} - 1` })
    .where(eq(invitation.holder, holder));
  await tx.delete(invitation).where(and(eq(invitation.holder, holder), sql`${invitation.triesLeft} <= 0`));
  return refuse('codeWrong');
}

async function setPassphrase(tx: Transaction, holder: string, hash: string): Promise<void> {
  const own = and(eq(staffAccount.userId, holder), eq(staffAccount.providerId, 'credential'));
  const changed = await tx
    .update(staffAccount)
    .set({ password: hash, updatedAt: sql`now()` })
    .where(own)
    .returning({ id: staffAccount.id });
  if (changed.length > 0) return;
  const account = { id: randomUUID(), accountId: holder, providerId: 'credential', userId: holder, password: hash };
  await tx.insert(staffAccount).values({ ...account, updatedAt: sql`now()` });
}

function hashOf(keys: Keys, holder: string, code: string): Buffer {
  return sign(keys, 'invitation', `${holder}|${code}`);
}
