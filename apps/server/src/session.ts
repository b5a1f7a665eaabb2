import { randomBytes } from 'node:crypto';
import { readDuties } from '@anmin/api/staff/grants';
import { statusOf } from '@anmin/api/status';
import type { StaffActor } from '@anmin/api/trpc';
import type { Keys } from '@anmin/api/privacy/keys';
import type { Database } from '@anmin/db/client';
import type { Refusal } from '@anmin/domain/refusal';
import type { GenericEndpointContext, Session, User } from 'better-auth';
import { getSessionFromCtx } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';

/** A session and its person, with the columns this office adds to better-auth's. */
export interface StaffSession {
  readonly session: Session & { readonly secondFactorAt?: Date | null };
  readonly user: User & { readonly username: string };
}

/** 256 bits */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

export async function sessionOf(ctx: GenericEndpointContext): Promise<StaffSession | null> {
  return getSessionFromCtx<StaffSession['user'], StaffSession['session']>(ctx);
}

export interface Holding {
  readonly database: Database;
  readonly keys: Keys;
  /** days after which a passphrase is changed, where a rule of the site demands it; undefined: never */
  readonly passphraseDays?: number | undefined;
}

/** What somebody may do in a session, read anew for each request. */
export async function staffIn(holding: Holding, { session, user }: StaffSession, address = ''): Promise<StaffActor> {
  return {
    ...{ kind: 'staff', id: user.id, name: user.name, address, session: session.id },
    secondFactorAt: session.secondFactorAt?.toISOString() ?? null,
    passphraseDue: await isPassphraseDue(holding, user.id),
    ...(await readDuties(holding.database, user.id)),
  };
}

async function isPassphraseDue({ database, passphraseDays }: Holding, user: string): Promise<boolean> {
  if (passphraseDays === undefined) return false;
  const old = await database.pool.query(
    'select from staff_account where user_id = $1 and updated_at < now() - make_interval(days => $2)',
    [user, passphraseDays],
  );
  return old.rowCount === 1;
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

export function refuseHttp(ctx: GenericEndpointContext, refusal: Refusal) {
  ctx.setStatus(statusOf(refusal.refused) as 400);
  return ctx.json({ refusal });
}
