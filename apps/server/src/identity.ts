import { hkdfSync } from 'node:crypto';
import type { Keys } from '@anmin/api/privacy/keys';
import { Overloaded, type Actor } from '@anmin/api/trpc';
import { journal } from '@anmin/api/journal';
import { longest, shortest } from '@anmin/api/staff/passphrase';
import { inTransaction, type Database } from '@anmin/db/client';
import { staffAccount, staffSession, staffUser, staffVerification } from '@anmin/db/schema/identity';
import { betterAuth } from 'better-auth';
import { APIError } from 'better-auth/api';
import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import { username } from 'better-auth/plugins/username';
import type { Logger } from 'pino';
import { ownOrigin, saidBy, type Said } from './edge.ts';
import { boundedHashing, passphrasePlugin } from './passphrase.ts';
import { withHashedSessions } from './hashed-sessions.ts';
import { secondFactorPlugin } from './second-factor.ts';
import { newToken, staffIn, type Holding, type StaffSession } from './session.ts';

export type Identity = ReturnType<typeof openIdentity>;

/** seconds without a request after which a session ends */
const idle = 15 * 60;

/** milliseconds after which a session ends, however busy */
const longestSession = 8 * 60 * 60 * 1000;

interface IdentitySettings {
  /** true behind a proxy that speaks https */
  readonly secureCookies: boolean;
  readonly passphraseDays?: number | undefined;
  readonly log: Logger;
}

/** Who staff are: user name and passphrase, and sessions in the database. */
export function openIdentity(database: Database, keys: Keys, { secureCookies, passphraseDays, log }: IdentitySettings) {
  const holding = { database, keys, passphraseDays };
  return betterAuth({
    appName: 'anmin',
    basePath: '/api/auth',
    secret: cookieSecret(keys),
    database: withHashedSessions(
      drizzleAdapter(database.db, {
        provider: 'pg',
        schema: {
          user: staffUser,
          session: staffSession,
          account: staffAccount,
          verification: staffVerification,
        },
      }),
    ),
    emailAndPassword: {
      ...{ enabled: true, disableSignUp: true, minPasswordLength: shortest, maxPasswordLength: longest },
      password: boundedHashing,
    },
    plugins: [
      username({ minUsernameLength: 3, maxUsernameLength: 30 }),
      secondFactorPlugin(holding),
      passphrasePlugin(holding),
    ],
    session: {
      expiresIn: idle,
      updateAge: 60,
      additionalFields: {
        secondFactorAt: { type: 'date', required: false, input: false },
        device: { type: 'string', required: true, input: false, defaultValue: 'desktop' },
      },
    },
    databaseHooks: {
      session: {
        create: {
          before: async (session) => {
            await refuseDisabled(database, session.userId);
            return { data: { ...session, token: newToken(), device: deviceOf(session.userAgent) } };
          },
          after: ({ userId }) =>
            inTransaction(database, (tx) =>
              journal(tx, { kind: 'staff', id: userId }, { action: 'staff.signIn', subject: userId, office: null }),
            ),
        },
      },
    },
    // counted by this office itself, see attempts.ts
    rateLimit: { enabled: false },
    advanced: {
      useSecureCookies: false,
      cookies: {
        session_token: { name: `${hostPrefix(secureCookies)}anmin.session`, attributes: { secure: secureCookies } },
      },
      ipAddress: { ipAddressHeaders: ['x-client-ip'] },
      disableOriginCheck: false,
      disableCSRFCheck: false,
    },
    trustedOrigins: (request) => (request === undefined ? [] : [ownOrigin(saidBy(request.headers))]),
    logger: { level: 'error', log: (_, message) => log.error({ from: 'better-auth' }, message) },
    telemetry: { enabled: false },
  });
}

/** Under this prefix a browser takes a cookie only over https, for this host alone. */
export const hostPrefix = (secure: boolean) => (secure ? '__Host-' : '');

/** They are told no more than whoever types a wrong passphrase. */
async function refuseDisabled({ pool }: Database, user: string): Promise<void> {
  const able = await pool.query('select from staff_user where id = $1 and disabled_at is null', [user]);
  if (able.rowCount !== 1) throw new APIError('UNAUTHORIZED');
}

function deviceOf(userAgent: string | null | undefined): string {
  return /Mobile|Android|iPhone|iPad/.test(userAgent ?? '') ? 'mobile' : 'desktop';
}

/** The acts of better-auth and of its plugins that are served; whatever else it brings stays shut. */
export const servedPaths = ['/change-passphrase', '/second-factor/begin', '/second-factor/prove'];

/** Whoever is not signed in, by where they come from. */
export function stranger(said: Said) {
  return { kind: 'citizen', address: said('x-client-ip') ?? '' } as const;
}

/** A page that asks by itself says so: it is no sign that somebody is there, and does not keep the session alive. */
const unattended = 'x-anmin-unattended';

/** Staff with a living session, else a citizen. */
export async function actorOf(identity: Identity, holding: Holding, headers: Headers): Promise<Actor> {
  const nobody = stranger(saidBy(headers));
  const { address } = nobody;
  if (!headers.has('cookie')) return nobody;
  const query = { disableRefresh: headers.has(unattended) };
  const found = (await identity.api.getSession({ headers, query })) as StaffSession | null;
  if (found === null) return nobody;
  const { session } = found;
  if (Date.now() - session.createdAt.getTime() > longestSession) {
    const { internalAdapter } = await identity.$context;
    await internalAdapter.deleteSession(session.token);
    return nobody;
  }
  return staffIn(holding, found, address);
}

export interface StaffAccount {
  readonly username: string;
  /** better-auth wants one; nothing is ever sent to it */
  readonly email: string;
  readonly passphrase: string;
  readonly name: string;
}

/** Opens the account if it does not exist yet, else it keeps its passphrase; tells its id. */
export async function seedAccount(identity: Identity, account: StaffAccount, hash: Hash): Promise<string> {
  const userId = (await userIdOf(identity, account.username)) ?? (await openAccount(identity, account));
  await givePassphrase(identity, userId, () => hash(account.passphrase));
  return userId;
}

type Hash = (passphrase: string) => Promise<string>;

async function userIdOf(identity: Identity, name: string): Promise<string | undefined> {
  const { adapter } = await identity.$context;
  const user = await adapter.findOne<{ id: string }>({ model: 'user', where: [{ field: 'username', value: name }] });
  return user?.id;
}

async function openAccount(identity: Identity, account: StaffAccount): Promise<string> {
  const { internalAdapter } = await identity.$context;
  const { username: known, email, name } = account;
  const columns = { username: known, email, emailVerified: false, name };
  const user = await internalAdapter.createUser(columns, { method: 'admin' });
  return user.id;
}

/** How a passphrase is kept: better-auth's own hash, unless too many are being made. */
export async function hashPassphrase(identity: Identity, passphrase: string): Promise<string> {
  const { password } = await identity.$context;
  try {
    return await password.hash(passphrase);
  } catch (error) {
    throw error instanceof APIError ? new Overloaded() : error;
  }
}

/** An account without one was being opened when the server was killed. */
async function givePassphrase(identity: Identity, userId: string, hash: () => Promise<string>): Promise<void> {
  const { internalAdapter } = await identity.$context;
  if ((await internalAdapter.findCredentialAccount(userId)) !== null) return;
  const password = await hash();
  await internalAdapter.linkAccount({ userId, accountId: userId, providerId: 'credential', password });
}

/** The secret that signs cookies, derived from the office's signing key. */
function cookieSecret({ signing }: Keys): string {
  const key = Buffer.from(signing, 'base64');
  return Buffer.from(hkdfSync('sha256', key, '', 'anmin staff cookies', 32)).toString('base64url');
}
