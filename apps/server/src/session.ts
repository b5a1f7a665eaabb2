import { randomBytes } from 'node:crypto';
import { readDuties } from '@anmin/api/staff/grants';
import { statusOf, type StaffActor } from '@anmin/api/trpc';
import type { Database } from '@anmin/db/client';
import type { Refusal } from '@anmin/domain/refusal';
import type { GenericEndpointContext, Session, User } from 'better-auth';
import { getSessionFromCtx } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';

/** A session and its person, with the columns this office adds to better-auth's. */
export interface StaffSession {
  readonly session: Session & { readonly secondFactorAt?: Date | null };
  readonly user: User & { readonly username: string; readonly passphraseGiven: boolean; readonly passphraseAt: Date };
}

/** 256 bits */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

export async function sessionOf(ctx: GenericEndpointContext): Promise<StaffSession | null> {
  return getSessionFromCtx<StaffSession['user'], StaffSession['session']>(ctx);
}

/** What somebody may do in a session, read anew for each request. */
export async function staffIn(database: Database, { session, user }: StaffSession, address = ''): Promise<StaffActor> {
  return {
    ...{ kind: 'staff', id: user.id, name: user.name, address, session: session.id },
    secondFactorAt: session.secondFactorAt?.toISOString() ?? null,
    passphraseDue: user.passphraseGiven,
    ...(await readDuties(database, user.id)),
  };
}

/** The same session under another key: the one known until now, perhaps to others, is worth nothing any more. */
export async function renewToken(ctx: GenericEndpointContext, found: StaffSession): Promise<void> {
  const { adapter } = ctx.context;
  const session = await adapter.update<Session>({
    model: 'session',
    where: [{ field: 'token', value: found.session.token }],
    update: { token: newToken() },
  });
  if (session !== null) await setSessionCookie(ctx, { session, user: found.user });
}

export async function knowsPassphrase(ctx: GenericEndpointContext, userId: string, typed: string): Promise<boolean> {
  const account = await ctx.context.internalAdapter.findCredentialAccount(userId);
  const hash = account?.password;
  return typeof hash === 'string' && ctx.context.password.verify({ hash, password: typed });
}

export function refuseHttp(ctx: GenericEndpointContext, refusal: Refusal) {
  ctx.setStatus(statusOf(refusal.refused) as 400);
  return ctx.json({ refusal });
}
