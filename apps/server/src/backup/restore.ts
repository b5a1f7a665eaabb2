import {
  chownSync,
  createWriteStream,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setPasswords } from '../office-database.ts';
import { commandPath, ownerOfCluster, startPostgres } from '../postgres.ts';
import { CannotStart } from '../sentences.ts';
import { gapAfter, logFileIn, logFilesIn, spoolIn } from './archive.ts';
import { basesIn, type Base } from './base.ts';
import { unsealFile } from './crypt.ts';
import { unpackBase } from './unpack.ts';
import { forgetUnsettled, noteUnsettled } from './unsettled.ts';

export interface Wish {
  readonly dataDir: string;
  /** where the backups are */
  readonly folder: string;
  readonly identity: string;
  /** real time; undefined: as late as the backup reaches */
  readonly to: Temporal.Instant | undefined;
}

/**
 * Puts the cluster of a backup where none is, as of an instant. It is stopped afterwards, its roles under new passwords,
 * and noted as not settled.
 */
export async function restoreCluster(wish: Wish): Promise<void> {
  const directory = join(wish.dataDir, 'postgres');
  if (existsSync(directory)) throw occupied(directory);
  const base = baseFor(wish);
  const half = `${directory}.restoring`;
  const log = join(wish.dataDir, 'log-restoring');
  for (const left of [half, log]) rmSync(left, { recursive: true, force: true });
  try {
    for (const made of [half, log]) mkdirSync(made, { mode: 0o700 });
    await unpackBase(base, wish.identity, half);
    const hasLog = await fetchLog(wish, half, log);
    const owner = await ownerOfCluster(wish.dataDir);
    for (const made of [half, log]) if (owner !== undefined) giveTo(owner, made);
    const restored = { base: base.until.toString(), last: null, recovered: false };
    noteUnsettled(wish.dataDir, restored);
    renameSync(half, directory);
    const last = await recover(wish, directory, hasLog ? log : undefined);
    noteUnsettled(wish.dataDir, { ...restored, last: last ?? null, recovered: true });
  } catch (error) {
    rmSync(directory, { recursive: true, force: true });
    forgetUnsettled(wish.dataDir);
    throw error;
  } finally {
    for (const left of [half, log]) rmSync(left, { recursive: true, force: true });
  }
}

/** The newest copy that is not later than the instant wished. */
function baseFor({ folder, to }: Wish): Base {
  const bases = basesIn(folder);
  const base = bases.findLast(({ until }) => to === undefined || Temporal.Instant.compare(until, to) <= 0);
  if (base !== undefined) return base;
  const [oldest] = bases;
  throw oldest === undefined ? nothingThere(folder) : tooEarly(oldest.until);
}

/** Decrypts what the copy needs of the log, and refuses a log with a hole. False: there is none but the copy's own. */
async function fetchLog({ folder, identity, to }: Wish, half: string, into: string): Promise<boolean> {
  const label = readFileSync(join(half, 'backup_label'), 'utf8');
  const first = /\(file ([0-9A-F]{24})\)/.exec(label)?.[1] ?? '';
  const names = logFilesIn(folder).filter((name) => name.endsWith('.history') || name.slice(8) >= first.slice(8));
  if (names.length === 0 && to !== undefined) throw onlyCopies();
  const gap = gapAfter(first, [...names, ...readdirSync(join(half, 'pg_wal'))]);
  if (gap !== null && to === undefined) throw hole(gap);
  for (const name of names) {
    await unsealFile(logFileIn(folder, name), identity, createWriteStream(join(into, name), { mode: 0o600 }));
  }
  return names.length > 0;
}

/** Runs PostgreSQL's own recovery behind a door that only this account can reach, and stops it again. */
async function recover({ dataDir, to }: Wish, directory: string, log: string | undefined): Promise<string | undefined> {
  const owner = await ownerOfCluster(dataDir);
  const door = mkdtempSync(join(tmpdir(), 'anmin-'));
  const access = join(door, 'access');
  writeFileSync(access, 'local all all trust\n', { mode: 0o600 });
  if (log !== undefined) writeFileSync(join(directory, 'recovery.signal'), '', { mode: 0o600 });
  if (owner !== undefined) giveTo(owner, door);
  if (owner !== undefined) giveTo(owner, directory);
  const target = to === undefined ? {} : { recovery_target_time: asPostgres(to), recovery_target_action: 'promote' };
  const source = log === undefined ? {} : { restore_command: `cp ${commandPath(log)}/%f "%p"`, ...target };
  // Without readers on the way PostgreSQL counts as started once the recovery is over.
  const privately = { listen_addresses: '', unix_socket_directories: door, hba_file: access, hot_standby: 'off' };
  try {
    const wishes = { spool: spoolIn(dataDir), settings: { ...privately, ...source } };
    const cluster = await startPostgres(dataDir, '', wishes).catch((error: unknown) => {
      throw whyNot(dataDir, to) ?? error;
    });
    try {
      await setPasswords(dataDir, door, cluster.port);
    } finally {
      await cluster.stop();
    }
    return lastActIn(dataDir);
  } finally {
    rmSync(door, { recursive: true, force: true });
  }
}

/** This setting does not know the letters of ISO 8601. */
function asPostgres(instant: Temporal.Instant): string {
  return instant.toString().replace('T', ' ').replace('Z', '+00');
}

function lastActIn(dataDir: string): string | undefined {
  return /last completed transaction was at log time (.*)/.exec(
    readFileSync(join(dataDir, 'postgres.log'), 'utf8'),
  )?.[1];
}

function whyNot(dataDir: string, to: Temporal.Instant | undefined): CannotStart | undefined {
  const log = join(dataDir, 'postgres.log');
  const ended =
    existsSync(log) && readFileSync(log, 'utf8').includes('recovery ended before configured recovery target');
  return ended && to !== undefined ? tooLate(to, lastActIn(dataDir)) : undefined;
}

function giveTo(owner: { uid: number; gid: number }, path: string): void {
  chownSync(path, owner.uid, owner.gid);
  if (lstatSync(path).isDirectory()) for (const name of readdirSync(path)) giveTo(owner, join(path, name));
}

const occupied = (directory: string) =>
  new CannotStart({
    zh: `${directory} 已有数据库，不会覆盖：请用另一个 DATA_DIR。`,
    en: `${directory} holds a database, which is not overwritten: use another DATA_DIR.`,
  });

const nothingThere = (folder: string) =>
  new CannotStart({ zh: `BACKUP_DIR ${folder} 中没有备份。`, en: `There is no backup in BACKUP_DIR ${folder}.` });

const tooEarly = (oldest: Temporal.Instant) =>
  new CannotStart({
    zh: `最早可恢复到 ${oldest.toString()}。`,
    en: `The earliest instant that can be restored is ${oldest.toString()}.`,
  });

const tooLate = (to: Temporal.Instant, last = '?') =>
  new CannotStart({
    zh: `备份到不了 ${to.toString()}：其中最后一次办理在 ${last}。请指定更早的时刻，或不写 --to。`,
    en: `The backup does not reach ${to.toString()}: the last act in it was at ${last}. Name an earlier instant, or leave --to out.`,
  });

const onlyCopies = () =>
  new CannotStart({
    zh: 'BACKUP_DIR 中没有连续日志，只能恢复到备份的时刻：请不写 --to。',
    en: 'BACKUP_DIR holds no log, so only the copies themselves can be restored: leave --to out.',
  });

const hole = (name: string) =>
  new CannotStart({
    zh: `BACKUP_DIR 缺少日志 ${name}，其后的内容无法恢复：用 --to 指定更早的时刻。`,
    en: `The log file ${name} is missing in BACKUP_DIR; nothing behind it can be restored: name an earlier instant with --to.`,
  });
