import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { administratorUrl, startEmbeddedDatabase } from './office-database.ts';
import { livingHolder, lockDataDirectory } from './lock.ts';
import { runningPort } from './postgres.ts';
import { CannotStart } from './sentences.ts';
import type { Settings } from './settings.ts';

export interface Reached {
  /** the office's database, as a role that sees all of it */
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** For a command beside the server: the database it runs on, or the embedded one, started for as long as it is needed. */
export async function reachDatabase(settings: Settings): Promise<Reached> {
  const { outsideDatabase, dataDir } = settings;
  if (outsideDatabase?.staff === undefined && outsideDatabase !== undefined) throw publicOnly();
  if (outsideDatabase?.staff !== undefined)
    return { url: outsideDatabase.staff.ownerUrl, close: () => Promise.resolve() };
  if (!existsSync(join(dataDir, 'postgres'))) throw nothingThere(dataDir);
  if (livingHolder(dataDir) !== undefined) {
    return { url: administratorUrl(dataDir, runningPort(dataDir)), close: () => Promise.resolve() };
  }
  const unlock = lockDataDirectory(dataDir);
  try {
    const { cluster } = await startEmbeddedDatabase(dataDir);
    const close = () => cluster.stop().finally(unlock);
    return { url: administratorUrl(dataDir, cluster.port), close };
  } catch (error) {
    unlock();
    throw error;
  }
}

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
