import { countAttempt, forgiveAttempt, type Rate } from '@anmin/api/attempts';
import { journal } from '@anmin/api/journal';
import { longest, refuseWeak } from '@anmin/api/staff/passphrase';
import { inTransaction } from '@anmin/db/client';
import { staffAccount, staffSession } from '@anmin/db/schema/identity';
import { invitation } from '@anmin/db/schema/organisation';
import { refuse } from '@anmin/domain/refusal';
import type { BetterAuthPlugin, GenericEndpointContext } from 'better-auth';
import { APIError, createAuthEndpoint } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import { hashPassword, verifyPassword } from 'better-auth/crypto';
import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import { openGate } from './gate.ts';
import { refuseHttp, sessionOf, type Holding, type StaffSession } from './session.ts';

/** One passphrase takes some 70 ms and 32 MB: a flood of them leaves the others their share of the machine. */
export const passphraseGate = openGate({ atOnce: 2, waiting: 40 });

/** How the identity library hashes, a few at a time. */
export const boundedHashing = {
  hash: (password: string) => inGate(() => hashPassword(password)),
  verify: (given: { hash: string; password: string }) => inGate(() => verifyPassword(given)),
};

async function inGate<Result>(work: () => Promise<Result>): Promise<Result> {
  const result = await passphraseGate(work);
  if (result === 'full') throw new APIError('SERVICE_UNAVAILABLE');
  return result;
}

/** Wrong passphrases typed by somebody signed in, whatever the session. */
const perSession: Rate = { most: 6, seconds: 1_800 };

/** Whether this is the passphrase of whoever is signed in, looked at a few times only. */
export async function provesPassphrase(
  ctx: GenericEndpointContext,
  holding: Holding,
  userId: string,
  typed: string,
): Promise<'right' | 'wrong' | 'tooOften'> {
  const subject = `passphrase ${userId}`;
  if ((await countAttempt(holding, subject, perSession)) !== null) return 'tooOften';
  const account = await ctx.context.internalAdapter.findCredentialAccount(userId);
  const hash = account?.password;
  if (typeof hash !== 'string') return 'wrong';
  try {
    const right = await ctx.context.password.verify({ hash, password: typed });
    if (right) await forgiveAttempt(holding, subject);
    return right ? 'right' : 'wrong';
  } catch (error) {
    // it was not looked at
    await forgiveAttempt(holding, subject);
    throw error;
  }
}

const wish = z.strictObject({ current: z.string().max(longest), next: z.string().max(longest) });

/** Changing one's passphrase ends every session, and begins another for whoever changed it. */
export function passphrasePlugin(holding: Holding) {
  return {
    id: 'anmin-passphrase',
    endpoints: {
      changePassphrase: createAuthEndpoint('/change-passphrase', { method: 'POST', body: wish }, async (ctx) => {
        const found = await sessionOf(ctx);
        if (found === null) return refuseHttp(ctx, refuse('signInNeeded'));
        const { current, next } = ctx.body;
        const proved = await provesPassphrase(ctx, holding, found.user.id, current);
        if (proved !== 'right') return refuseHttp(ctx, refuse(proved === 'wrong' ? 'signInWrong' : 'tooOften'));
        const weak = current === next ? refuse('passphraseWeak', [], { same: true }) : refuseWeak(next, namesOf(found));
        if (weak !== null) return refuseHttp(ctx, weak);
        await replacePassphrase(ctx, holding, found, next);
        return ctx.json({ changed: true });
      }),
    },
  } satisfies BetterAuthPlugin;
}

async function replacePassphrase(
  ctx: GenericEndpointContext,
  { database }: Holding,
  { user }: StaffSession,
  next: string,
) {
  const { internalAdapter, password } = ctx.context;
  const hash = await password.hash(next);
  await inTransaction(database, async (tx) => {
    await tx
      .update(staffAccount)
      .set({ password: hash, updatedAt: new Date() })
      .where(and(eq(staffAccount.userId, user.id), eq(staffAccount.providerId, 'credential')));
    await tx.delete(staffSession).where(eq(staffSession.userId, user.id));
    // nor does a code of somebody else's hand set another
    await tx.delete(invitation).where(eq(invitation.holder, user.id));
    const entry = { action: 'staff.changePassphrase', subject: user.id, office: null, fields: ['passphrase'] } as const;
    await journal(tx, { kind: 'staff', id: user.id }, entry);
  });
  await setSessionCookie(ctx, { session: await internalAdapter.createSession(user.id), user });
}

function namesOf({ user }: StaffSession): string[] {
  return [user.username, user.name];
}
