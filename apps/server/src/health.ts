import { existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import type { Database } from '@anmin/db/client';
import { isMigrated } from '@anmin/db/migrate';
import type { Jobs } from './jobs.ts';

/** What must hold for the office to serve; a check that throws has failed. */
export type Checks = Readonly<Record<string, () => boolean | Promise<boolean>>>;

export interface Health {
  readonly failed: () => Promise<string[]>;
}

export function healthOf(checks: Checks): Health {
  const failed = async () => {
    const results = await Promise.all(
      Object.entries(checks).map(async ([name, holds]) => ((await holdsInTime(holds)) ? [] : [name])),
    );
    return results.flat();
  };
  return { failed };
}

interface Watched {
  readonly database: Database;
  /** undefined: another process does the office's work */
  readonly jobs?: Jobs;
  readonly sending?: Jobs;
  readonly telling?: Jobs;
  readonly heads?: Jobs;
  /** undefined: no backup is kept */
  readonly shipping?: Jobs | undefined;
  /** milliseconds */
  readonly headsWithin?: number;
  readonly keysFile: string;
  /** undefined: the records lie on another machine */
  readonly dataDir: string | undefined;
  readonly isClosing: () => boolean;
}

export function officeChecks(watched: Watched): Checks {
  const { database, jobs, sending, telling, heads, shipping, headsWithin = 0, keysFile, dataDir, isClosing } = watched;
  return {
    closing: () => !isClosing(),
    database: async () => (await database.pool.query('select 1')).rowCount === 1,
    migrations: () => isMigrated(database),
    clock: async () => (await database.pool.query('select from office_clock')).rowCount === 1,
    keys: () => existsSync(keysFile),
    disk: async () => dataDir === undefined || hasRoom(dataDir),
    jobs: () => within(jobs, 60_000),
    messages: () => within(sending, 300_000),
    clients: () => within(telling, 300_000),
    backup: () => within(shipping, 300_000),
    journal: () => within(heads, headsWithin),
  };
}

function within(work: Jobs | undefined, milliseconds: number): boolean {
  return work === undefined || work.sinceDone() < milliseconds;
}

/** milliseconds a check may take */
const patience = 2_000;

async function holdsInTime(holds: () => boolean | Promise<boolean>): Promise<boolean> {
  const { promise: late, resolve } = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => resolve(false), patience);
  try {
    return await Promise.race([holds(), late]);
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}

/** Red below 256 MiB, and on a large disk only if less than 2 % is left as well. */
async function hasRoom(directory: string): Promise<boolean> {
  const { bavail, blocks, bsize } = await statfs(directory);
  return bavail * bsize > 256 * 1024 * 1024 || bavail / blocks > 0.02;
}
