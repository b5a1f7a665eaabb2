import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { spoolIn } from './backup/archive.ts';
import { administratorUrl, startEmbeddedDatabase } from './office-database.ts';
import { livingHolder, lockDataDirectory } from './lock.ts';
import { runningPort } from './postgres.ts';
import { CannotStart } from './sentences.ts';
import type { Settings } from './settings.ts';

export interface Reached {
  /** the office's database, as PostgreSQL's superuser, or on a server of its own as the owner of the tables */
  readonly url: string;
  /** as a role that sees what stands under a scope once it is set: the superuser, or that of staff */
  readonly staffUrl: string;
  readonly close: () => Promise<void>;
}

/** For a command beside the server: the database it runs on, or the embedded one, started for as long as it is needed. */
export async function reachDatabase(settings: Settings): Promise<Reached> {
  const { outsideDatabase, dataDir } = settings;
  if (outsideDatabase?.staff === undefined && outsideDatabase !== undefined) throw publicOnly();
  if (outsideDatabase?.staff !== undefined) {
    const { ownerUrl, url } = outsideDatabase.staff;
    return { url: ownerUrl, staffUrl: url, close: () => Promise.resolve() };
  }
  if (!existsSync(join(dataDir, 'postgres'))) throw nothingThere(dataDir);
  if (livingHolder(dataDir) !== undefined) {
    const port = runningPort(dataDir);
    if (Number.isNaN(port)) throw onTheWay(dataDir);
    return { ...asAdministrator(dataDir, port), close: () => Promise.resolve() };
  }
  const unlock = lockDataDirectory(dataDir);
  try {
    // what is written now is part of the log that backups are kept of
    const spool = spoolIn(dataDir);
    const { cluster } = await startEmbeddedDatabase(dataDir, existsSync(spool) ? { spool } : {});
    const close = () => cluster.stop().finally(unlock);
    return { ...asAdministrator(dataDir, cluster.port), close };
  } catch (error) {
    unlock();
    throw error;
  }
}

function asAdministrator(dataDir: string, port: number): Pick<Reached, 'url' | 'staffUrl'> {
  const url = administratorUrl(dataDir, port);
  return { url, staffUrl: url };
}

const onTheWay = (dataDir: string) =>
  new CannotStart({
    zh: `DATA_DIR ${dataDir} 的数据库正在启动或停止，请稍后再试。`,
    en: `The database in DATA_DIR ${dataDir} is starting or stopping: try again in a moment.`,
  });

const publicOnly = () =>
  new CannotStart({
    zh: '这里只有公众网站的数据库角色，请在设有 DATABASE_OWNER_URL 的机器上运行。',
    en: 'Here is only the role of the public site: run this where DATABASE_OWNER_URL is set.',
  });

const nothingThere = (dataDir: string) =>
  new CannotStart({
    zh: `DATA_DIR ${dataDir} 中没有数据库。`,
    en: `There is no database in DATA_DIR ${dataDir}.`,
  });
