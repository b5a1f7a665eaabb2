import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { processBegan } from './process.ts';
import { CannotStart, type Sentence } from './sentences.ts';

const holder = z.object({ pid: z.number().int(), began: z.string() });
type Holder = z.infer<typeof holder>;

/** Takes the data directory for this process, and returns how to give it back. A dead holder's lock is taken over. */
export function lockDataDirectory(dataDir: string): () => void {
  makeDirectory(dataDir);
  const lock = join(dataDir, 'server.lock');
  const me: Holder = { pid: process.pid, began: processBegan(process.pid) ?? '' };
  const mine = `${lock}.${me.pid}`;
  try {
    writeFileSync(mine, JSON.stringify(me), { mode: 0o600, flush: true });
  } catch {
    throw new CannotStart(notWritable(dataDir));
  }
  try {
    if (!linked(mine, lock)) takeOver(lock, mine, dataDir);
  } finally {
    rmSync(mine, { force: true });
  }
  return () => {
    if (readHolder(lock)?.pid === me.pid) rmSync(lock, { force: true });
  };
}

/** Only one of several starters may replace a dead holder's lock: the one that links the guard named after it. */
function takeOver(lock: string, mine: string, dataDir: string): void {
  const stale = readHolder(lock);
  if (stale !== undefined && isAlive(stale)) throw new CannotStart(inUse(dataDir, stale.pid));
  const guard = `${lock}.after-${stale?.pid ?? 'unknown'}`;
  while (!linked(mine, guard)) {
    const rival = readHolder(guard);
    if (rival !== undefined && isAlive(rival)) throw new CannotStart(inUse(dataDir, rival.pid));
    rmSync(guard, { force: true });
  }
  try {
    const current = readHolder(lock);
    if (current !== undefined && isAlive(current)) throw new CannotStart(inUse(dataDir, current.pid));
    linkSync(mine, `${mine}.new`);
    renameSync(`${mine}.new`, lock);
  } finally {
    rmSync(guard, { force: true });
  }
}

/** The process that holds the directory, if it lives. */
export function livingHolder(dataDir: string): number | undefined {
  const found = readHolder(join(dataDir, 'server.lock'));
  return found !== undefined && isAlive(found) ? found.pid : undefined;
}

function isAlive({ pid, began }: Holder): boolean {
  return processBegan(pid) === began;
}

function readHolder(file: string): Holder | undefined {
  try {
    return holder.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return undefined;
  }
}

function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function makeDirectory(dataDir: string): void {
  try {
    // Root's database runs as another user, who must be able to pass through.
    mkdirSync(dataDir, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
  } catch {
    const isFile = statSync(dataDir, { throwIfNoEntry: false })?.isFile() ?? false;
    throw new CannotStart(isFile ? notADirectory(dataDir) : notWritable(dataDir));
  }
}

const inUse = (dataDir: string, pid: number): Sentence => ({
  zh: `DATA_DIR ${dataDir} 正被运行中的服务器（进程 ${pid}）使用，请先停止它或另选目录。`,
  en: `DATA_DIR ${dataDir} is in use by a running server, pid ${pid}: stop it or choose another directory.`,
});

const notWritable = (dataDir: string): Sentence => ({
  zh: `DATA_DIR ${dataDir} 不可写。`,
  en: `DATA_DIR ${dataDir} is not writable.`,
});

const notADirectory = (dataDir: string): Sentence => ({
  zh: `DATA_DIR ${dataDir} 不是目录。`,
  en: `DATA_DIR ${dataDir} is not a directory.`,
});
