import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate as applyMigrations } from 'drizzle-orm/node-postgres/migrator';
import pg from 'pg';
import { sqlState, type Database } from './client.ts';

const migrationsFolder = fileURLToPath(new URL('../migrations', import.meta.url));

/** Any number all instances agree on: who migrates holds it, the others wait. */
const migrationLock = 232_700_220;

/** Why a PostgreSQL cannot keep this office's records. */
export type Unfitness =
  | { readonly reason: 'too-old'; readonly version: string }
  | { readonly reason: 'not-durable'; readonly setting: string }
  | { readonly reason: 'no-such-role'; readonly role: string }
  | { readonly reason: 'role-too-powerful'; readonly role: string };

export class UnfitDatabase extends Error {
  readonly unfitness: Unfitness;
  constructor(unfitness: Unfitness) {
    super(`the database is unfit: ${unfitness.reason}`);
    this.unfitness = unfitness;
  }
}

/** The two roles that work with the tables, and the key their scopes are signed with. */
export interface Workers {
  /** for staff and jobs */
  readonly app: string;
  /** for the public site */
  readonly citizens: string;
  readonly scopeKey: Buffer;
}

/** Brings the database up to date as its owner, and gives the working roles their rights. */
export async function migrate(ownerUrl: string, { app, citizens, scopeKey }: Workers): Promise<void> {
  const client = new pg.Client({
    connectionString: ownerUrl,
    application_name: 'anmin migrate',
    options: '-c timezone=Asia/Shanghai',
    connectionTimeoutMillis: 5_000,
  });
  await client.connect();
  try {
    await refuseUnfitServer(client);
    for (const role of [app, citizens]) await refuseUnfitRole(client, role);
    await client.query('select pg_advisory_lock($1)', [migrationLock]);
    await client.query(`set lock_timeout = '2s'`);
    await whenFree(() => applyMigrations(drizzle({ client, casing: 'snake_case' }), { migrationsFolder }));
    await whenFree(() => nameFlaws(client));
    await whenFree(() => grantRights(client, { app, citizens }));
    await keepScopeKey(client, scopeKey);
  } finally {
    await client.end();
  }
}

/** Everybody queues behind a migration that waits for a lock: it gives up soon, as a whole, and comes again. */
async function whenFree(work: () => Promise<void>): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await work();
      return;
    } catch (error) {
      if (sqlState(error) !== '55P03' || tries === 30) throw error;
      await sleep(1_000);
    }
  }
}

/** True if every migration of this release has been applied. */
export async function isMigrated({ pool }: Database): Promise<boolean> {
  const { rows } = await pool.query<{ hash: string }>('select hash from drizzle.__drizzle_migrations');
  const applied = new Set(rows.map((row) => row.hash));
  return readMigrationFiles({ migrationsFolder }).every((migration) => applied.has(migration.hash));
}

/** What is acknowledged must be on the disk: fsync, full pages, synchronous commit, and a PostgreSQL of 15 or newer. */
export async function refuseUnfitServer(server: Pick<pg.Client | pg.Pool, 'query'>): Promise<void> {
  const { rows } = await server.query<{ name: string; setting: string }>(
    `select name, setting from pg_settings
     where name in ('server_version_num', 'server_version', 'fsync', 'full_page_writes', 'synchronous_commit')`,
  );
  const settings = new Map(rows.map((row) => [row.name, row.setting]));
  if (Number(settings.get('server_version_num')) < 150_000) {
    throw new UnfitDatabase({ reason: 'too-old', version: settings.get('server_version') ?? '' });
  }
  const off = ['fsync', 'full_page_writes', 'synchronous_commit'].find((name) => settings.get(name) === 'off');
  if (off !== undefined) throw new UnfitDatabase({ reason: 'not-durable', setting: off });
}

/** A role that owns the tables, may become their owner or passes over row security could rewrite the journal. */
async function refuseUnfitRole(client: pg.Client, appRole: string): Promise<void> {
  const { rows } = await client.query<{ powerful: boolean }>(
    `select rolsuper or rolbypassrls or pg_has_role(oid, current_user, 'member') as powerful from pg_roles where rolname = $1`,
    [appRole],
  );
  const [role] = rows;
  if (role === undefined) throw new UnfitDatabase({ reason: 'no-such-role', role: appRole });
  if (role.powerful) throw new UnfitDatabase({ reason: 'role-too-powerful', role: appRole });
}

/** What the records are checked for is that of this release, whichever migrations came before. */
async function nameFlaws(client: pg.Client): Promise<void> {
  await client.query(await readFile(`${migrationsFolder}/flaws.sql`, 'utf8'));
}

async function grantRights(client: pg.Client, roles: Omit<Workers, 'scopeKey'>): Promise<void> {
  const [app, citizens] = [client.escapeIdentifier(roles.app), client.escapeIdentifier(roles.citizens)];
  const grants = await readFile(`${migrationsFolder}/grants.sql`, 'utf8');
  await client.query(grants.replaceAll(/(?<!:):app\b/g, app).replaceAll(/(?<!:):citizens\b/g, citizens));
  await client.query(
    `grant usage on schema drizzle to ${app}, ${citizens};
     grant select on drizzle.__drizzle_migrations to ${app}, ${citizens}`,
  );
}

async function keepScopeKey(client: pg.Client, scopeKey: Buffer): Promise<void> {
  await client.query(
    `insert into scope_key (secret) values ($1) on conflict (singleton) do update set secret = excluded.secret
     where scope_key.secret <> excluded.secret`,
    [scopeKey],
  );
}
