import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase } from '@anmin/db/client';
import { z } from 'zod';
import { startPostgres, superuser, type Cluster, type Wishes } from './postgres.ts';
import { writeSecretFile } from './secret-file.ts';
import { CannotStart } from './sentences.ts';

export interface EmbeddedDatabase {
  readonly url: string;
  readonly citizensUrl: string;
  readonly ownerUrl: string;
  readonly superuserUrl: string;
  readonly cluster: Cluster;
}

export const owner = 'anmin_owner';
export const app = 'anmin_app';
export const citizens = 'anmin_citizens';
const database = 'anmin';

/** The embedded PostgreSQL with the office's database and its three roles, made at the first start; see `Wishes`. */
export async function startEmbeddedDatabase(dataDir: string, wishes: Wishes = {}): Promise<EmbeddedDatabase> {
  const passwords = passwordsOf(dataDir);
  const cluster = await startPostgres(dataDir, passwords.superuser, wishes);
  const { port } = cluster;
  const superuserUrl = urlAt(port, superuser, passwords.superuser, 'postgres');
  try {
    await makeRolesAndDatabase(superuserUrl, passwords);
  } catch (error) {
    await cluster.stop();
    throw error;
  }
  return {
    url: urlAt(port, app, passwords.app, database),
    citizensUrl: urlAt(port, citizens, passwords.citizens, database),
    ownerUrl: urlAt(port, owner, passwords.owner, database),
    superuserUrl,
    cluster,
  };
}

/** Gives the roles of a restored cluster passwords of this machine. `door`: the directory of its socket. */
export async function setPasswords(dataDir: string, door: string, port: number): Promise<void> {
  const file = join(dataDir, 'database.json');
  const made = existsSync(file) ? passwordsOf(dataDir) : newPasswords();
  const { pool, close } = openDatabase(
    `postgres://${superuser}@/postgres?host=${encodeURIComponent(door)}&port=${port}`,
    { max: 1 },
  );
  try {
    for (const [role, text] of [
      [superuser, made.superuser],
      [owner, made.owner],
      [app, made.app],
      [citizens, made.citizens],
    ]) {
      await pool.query(`alter role ${role} password '${text}'`);
    }
  } finally {
    await close();
  }
  writeSecretFile(file, JSON.stringify(made));
}

/** The office's database as PostgreSQL's own superuser, whom no policy of rows concerns. */
export function administratorUrl(dataDir: string, port: number): string {
  return urlAt(port, superuser, passwordsOf(dataDir).superuser, database);
}

function urlAt(port: number, role: string, password: string, name: string): string {
  return `postgres://${role}:${password}@127.0.0.1:${port}/${name}`;
}

const passwords = z.object({ superuser: z.string(), owner: z.string(), app: z.string(), citizens: z.string() });
type Passwords = z.infer<typeof passwords>;

function passwordsOf(dataDir: string): Passwords {
  const file = join(dataDir, 'database.json');
  if (existsSync(file)) {
    // a role that joined after the directory was begun gets its password now
    const known = z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(file, 'utf8')));
    const all = passwords.parse({ citizens: password(), ...known });
    if (known['citizens'] === undefined) writeSecretFile(file, JSON.stringify(all));
    return all;
  }
  if (existsSync(join(dataDir, 'postgres'))) {
    throw new CannotStart({
      zh: `DATA_DIR 中有数据库却缺少 ${file}，请从备份恢复该文件。`,
      en: `DATA_DIR holds a database but ${file} is missing: restore that file from a backup.`,
    });
  }
  const made = newPasswords();
  writeSecretFile(file, JSON.stringify(made));
  return made;
}

function newPasswords(): Passwords {
  return { superuser: password(), owner: password(), app: password(), citizens: password() };
}

const password = () => randomBytes(24).toString('base64url');

async function makeRolesAndDatabase(superuserUrl: string, passwords: Passwords) {
  const { pool, close } = openDatabase(superuserUrl, { max: 1 });
  try {
    const { rows } = await pool.query<{ name: string }>(
      'select rolname as name from pg_roles union select datname from pg_database',
    );
    const known = new Set(rows.map((row) => row.name));
    const isolated = 'login nosuperuser nocreatedb nocreaterole noreplication';
    for (const [role, secret] of [
      [owner, passwords.owner],
      [app, passwords.app],
      [citizens, passwords.citizens],
    ] as const)
      if (!known.has(role)) await pool.query(`create role ${role} ${isolated} password '${secret}'`);
    if (!known.has(database)) await pool.query(`create database ${database} owner ${owner}`);
    await pool.query(
      `revoke all on database ${database} from public; grant connect on database ${database} to ${app}, ${citizens}`,
    );
  } finally {
    await close();
  }
}
