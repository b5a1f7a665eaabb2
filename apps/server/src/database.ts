import type { Keys } from '@anmin/api/privacy/keys';
import { scopeKey } from '@anmin/api/scope';
import type { Given } from '@anmin/api/trpc';
import { openDatabase, sqlState } from '@anmin/db/client';
import { migrate, refuseUnfitServer, UnfitDatabase, type Unfitness } from '@anmin/db/migrate';
import { isUnreachable } from '@anmin/db/unreachable';
import { spoolIn } from './backup/archive.ts';
import { refuseUnsettled } from './backup/unsettled.ts';
import { startClock } from './clock.ts';
import { startEmbeddedDatabase } from './office-database.ts';
import type { Cluster } from './postgres.ts';
import { CannotStart, type Sentence } from './sentences.ts';
import type { Settings } from './settings.ts';

export interface PreparedDatabase {
  readonly databases: Given['databases'];
  /** undefined: the database runs on a server of its own */
  readonly cluster: Cluster | undefined;
  readonly close: () => Promise<void>;
}

/** of each role */
const connections = 20;

/** milliseconds; longer than the database gives any statement of theirs, so that its own word on it comes first */
const answersWithin = 7_000;

/** The office's database: started if it is embedded, brought up to date, its clock running, open as its two working roles. */
export async function prepareDatabase(settings: Settings, keys: Keys): Promise<PreparedDatabase> {
  const { outsideDatabase: outside, dataDir, clock } = settings;
  if (outside !== undefined) {
    const { citizensUrl, staff } = outside;
    const databases =
      staff === undefined ? await openPublic(citizensUrl) : await prepare({ citizensUrl, ...staff }, keys, clock);
    return { databases, cluster: undefined, close: () => closeAll(databases) };
  }
  refuseUnsettled(dataDir);
  const wishes = settings.backup === undefined ? {} : { spool: spoolIn(dataDir) };
  const { cluster, ...urls } = await startEmbeddedDatabase(dataDir, wishes);
  try {
    const databases = await prepare(urls, keys, clock);
    const close = async () => {
      await closeAll(databases);
      await cluster.stop();
    };
    return { databases, cluster, close };
  } catch (error) {
    await cluster.stop();
    throw error;
  }
}

interface Urls {
  readonly url: string;
  readonly citizensUrl: string;
  readonly ownerUrl: string;
}

async function prepare({ url, citizensUrl, ownerUrl }: Urls, keys: Keys, clock: string | undefined) {
  await naming('DATABASE_OWNER_URL', async () => {
    await migrate(ownerUrl, { app: roleOf(url), citizens: roleOf(citizensUrl), scopeKey: scopeKey(keys) });
    const owner = openDatabase(ownerUrl, { max: 1 });
    try {
      await startClock(owner, clock);
    } finally {
      await owner.close();
    }
  });
  const databases = {
    staff: openDatabase(url, { max: connections, answersWithin }),
    citizens: openDatabase(citizensUrl, { max: connections, answersWithin }),
  };
  try {
    await naming('DATABASE_URL', () => refuseUnfitServer(databases.staff.pool));
    await naming('DATABASE_CITIZENS_URL', () => refuseUnfitServer(databases.citizens.pool));
  } catch (error) {
    await closeAll(databases);
    throw error;
  }
  return databases;
}

/** For the public site alone: another process keeps the database up to date. */
async function openPublic(citizensUrl: string): Promise<Given['databases']> {
  const citizens = openDatabase(citizensUrl, { max: connections, answersWithin });
  try {
    await naming('DATABASE_CITIZENS_URL', () => refuseUnfitServer(citizens.pool));
  } catch (error) {
    await citizens.close();
    throw error;
  }
  return { citizens, staff: citizens };
}

function roleOf(url: string): string {
  return decodeURIComponent(new URL(url).username);
}

async function closeAll({ staff, citizens }: Given['databases']): Promise<void> {
  await Promise.all([...new Set([staff, citizens])].map((database) => database.close()));
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
        zh: `角色 ${unfitness.role} 不存在，请先创建。`,
        en: `The role ${unfitness.role} does not exist: create it first.`,
      };
    case 'role-too-powerful':
      return {
        zh: `角色 ${unfitness.role} 权限过大（超级用户、表的属主或可越过行级安全），请换一个普通角色。`,
        en: `The role ${unfitness.role} is a superuser, owns the tables or bypasses row security: use an ordinary role.`,
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
  if (state === '53100') {
    return { zh: `${setting} 的数据库所在的磁盘已满。`, en: `The disk of the database of ${setting} is full.` };
  }
  if (isUnreachable(error)) {
    return { zh: `无法连接 ${setting} 的数据库。`, en: `The database of ${setting} cannot be reached.` };
  }
  return undefined;
}
