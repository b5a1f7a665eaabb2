import { openDatabase, sqlState, type Database } from '@anmin/db/client';
import { migrate, refuseUnfitServer, UnfitDatabase, type Unfitness } from '@anmin/db/migrate';
import { isUnreachable } from '@anmin/db/unreachable';
import { spoolIn } from './backup/archive.ts';
import { startClock } from './clock.ts';
import { app, startEmbeddedDatabase } from './office-database.ts';
import type { Cluster } from './postgres.ts';
import { CannotStart, type Sentence } from './sentences.ts';
import type { Settings } from './settings.ts';

export interface PreparedDatabase {
  readonly database: Database;
  /** undefined: the database runs on a server of its own */
  readonly cluster: Cluster | undefined;
  readonly close: () => Promise<void>;
}

const connections = 20;

/** The office's database: started if it is embedded, brought up to date, its clock running, open as the application's role. */
export async function prepareDatabase(settings: Settings): Promise<PreparedDatabase> {
  const { outsideDatabase: outside, dataDir, clock } = settings;
  if (outside !== undefined) {
    const database = await prepare(
      outside.url,
      outside.ownerUrl,
      decodeURIComponent(new URL(outside.url).username),
      clock,
    );
    return { database, cluster: undefined, close: database.close };
  }
  const wishes = settings.backup === undefined ? {} : { spool: spoolIn(dataDir) };
  const { cluster, url, ownerUrl } = await startEmbeddedDatabase(dataDir, wishes);
  try {
    const database = await prepare(url, ownerUrl, app, clock);
    const close = async () => {
      await database.close();
      await cluster.stop();
    };
    return { database, cluster, close };
  } catch (error) {
    await cluster.stop();
    throw error;
  }
}

async function prepare(url: string, ownerUrl: string, appRole: string, clock: string | undefined): Promise<Database> {
  await naming('DATABASE_OWNER_URL', async () => {
    await migrate(ownerUrl, appRole);
    const owner = openDatabase(ownerUrl, { max: 1 });
    await startClock(owner, clock).finally(owner.close);
  });
  const database = openDatabase(url, { max: connections });
  try {
    await naming('DATABASE_URL', () => refuseUnfitServer(database.pool));
  } catch (error) {
    await database.close();
    throw error;
  }
  return database;
}

/** Says of a failure to connect which setting led there. */
async function naming(setting: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (error instanceof UnfitDatabase) throw new CannotStart(unfitSentence(error.unfitness, setting));
    const sentence = unreachable(setting, error);
    throw sentence === undefined ? error : new CannotStart(sentence);
  }
}

function unfitSentence(unfitness: Unfitness, setting: string): Sentence {
  switch (unfitness.reason) {
    case 'too-old':
      return {
        zh: `${setting} 的 PostgreSQL 版本是 ${unfitness.version}，需要 15 或更新。`,
        en: `The PostgreSQL of ${setting} is ${unfitness.version}: 15 or newer is needed.`,
      };
    case 'not-durable':
      return {
        zh: `${setting} 的 PostgreSQL 关闭了 ${unfitness.setting}，断电会丢失数据，请打开它。`,
        en: `The PostgreSQL of ${setting} has ${unfitness.setting} off and would lose records: turn it on.`,
      };
    case 'no-such-role':
      return {
        zh: `DATABASE_URL 的角色 ${unfitness.role} 不存在，请先创建。`,
        en: `The role ${unfitness.role} of DATABASE_URL does not exist: create it first.`,
      };
    case 'role-too-powerful':
      return {
        zh: `DATABASE_URL 的角色 ${unfitness.role} 权限过大（超级用户或表的属主），请换一个普通角色。`,
        en: `The role ${unfitness.role} of DATABASE_URL is a superuser or an owner of the tables: use an ordinary role.`,
      };
  }
}

function unreachable(setting: string, error: unknown): Sentence | undefined {
  const state = sqlState(error) ?? '';
  if (state.startsWith('28')) {
    return {
      zh: `${setting} 的用户名或密码被数据库拒绝。`,
      en: `The database refuses the role or the password of ${setting}.`,
    };
  }
  if (state === '3D000') return { zh: `${setting} 的数据库不存在。`, en: `The database of ${setting} does not exist.` };
  if (isUnreachable(error)) {
    return { zh: `无法连接 ${setting} 的数据库。`, en: `The database of ${setting} cannot be reached.` };
  }
  return undefined;
}
