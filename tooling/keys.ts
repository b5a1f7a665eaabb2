import { existsSync, statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { dropClaims, isUnused, keyUse } from '@anmin/api/privacy/key-use';
import {
  addKey,
  createKeys,
  currentOf,
  dropKey,
  newestOf,
  ringNames,
  ringOf,
  useKey,
  type Keys,
  type RingName,
} from '@anmin/api/privacy/keys';
import { openDatabase, type Database } from '@anmin/db/client';
import { readKeys } from '@anmin/server/keys';
import { reachDatabase } from '@anmin/server/reach';
import { writeSecretFile } from '@anmin/server/secret-file';
import { CannotStart, type Sentence } from '@anmin/server/sentences';
import { readSettings, type Settings } from '@anmin/server/settings';
import { command, say } from './command.ts';

/** longer than a server waits between two looks at the file */
const untilAllKnow = 10_000;

const usage = new CannotStart({
  zh: '用法：npm run keys -- new 新文件名 | status | add sealing|index | use sealing|index | drop sealing|index 密钥编号',
  en: 'Usage: npm run keys -- new NEW_FILE | status | add sealing|index | use sealing|index | drop sealing|index KEY_ID',
});

/** The keys of the office: made, changed while it runs, and dropped once nothing stands under them. */
await command(async () => {
  const [verb, ...given] = process.argv.slice(2);
  if (verb === 'new') return make(given[0]);
  // SMS are no matter of this command
  const settings = readSettings({ ...process.env, DEMO: '1' });
  if (verb === 'status') return status(settings);
  const ring = ringNames.find((it) => it === given[0]);
  if (verb === 'add' && ring !== undefined) return add(settings, ring);
  if (verb === 'use' && ring !== undefined) return use(settings, ring);
  if (verb === 'drop' && ring !== undefined && given[1] !== undefined) return drop(settings, ring, given[1]);
  throw usage;
});

function make(file: string | undefined): boolean {
  if (file === undefined || existsSync(file)) throw usage;
  writeSecretFile(file, JSON.stringify(createKeys()));
  return true;
}

async function status(settings: Settings): Promise<boolean> {
  const keys = readKeys(settings.keysFile);
  for (const { ring, id, rows } of await withDatabase(settings, (database) => keyUse({ database, keys }))) {
    const mark = id === currentOf(keys, ring) ? '* ' : id in ringOf(keys, ring) ? '  ' : '? ';
    console.log(`${mark}${ring} ${id}: ${rows}`);
  }
  return true;
}

/** First everybody can read by the new key, on every machine, then it is written under: nobody meets a key they lack. */
function add({ keysFile }: Settings, ring: RingName): boolean {
  const { keys, id } = addKey(readKeys(keysFile), ring);
  write(keysFile, keys);
  say({
    zh: `已加入密钥 ${id}。其他机器上的服务也要这份文件：复制过去之后，再运行 npm run keys -- use ${ring}。`,
    en: `The key ${id} is added. Servers on other machines need this file as well: copy it there, then run npm run keys -- use ${ring}.`,
  });
  return true;
}

/** The newest key of the ring is written under from now on. */
async function use({ keysFile }: Settings, ring: RingName): Promise<boolean> {
  const keys = readKeys(keysFile);
  const id = newestOf(keys, ring);
  if (id === currentOf(keys, ring)) throw new CannotStart(noneAdded(ring));
  await sleep(Math.max(0, statSync(keysFile).mtimeMs + untilAllKnow - Date.now()));
  write(keysFile, useKey(keys, ring, id));
  say({
    zh: `新数据写在 ${id} 之下，旧数据由运行中的服务逐批转换；npm run keys -- status 查看进度。文件又变了，请再复制到其他机器。`,
    en: `New values stand under ${id}; the running server brings the old ones there. See npm run keys -- status. The file has changed: copy it again.`,
  });
  return true;
}

async function drop(settings: Settings, ring: RingName, id: string): Promise<boolean> {
  const keys = readKeys(settings.keysFile);
  if (id === currentOf(keys, ring)) throw new CannotStart(notToDrop(id));
  await withDatabase(settings, async (database) => {
    const ctx = { database, keys };
    if (id in ringOf(keys, ring)) {
      if (!(await isUnused(ctx, ring, id))) throw new CannotStart(stillUsed(id));
      write(settings.keysFile, dropKey(keys, ring, id));
      if (ring === 'sealing') return;
      await sleep(untilAllKnow);
      await dropClaims(ctx, id);
      return;
    }
    // a drop that was broken off left claims under a key that is in the file no longer
    const left = ring === 'index' ? await dropClaims(ctx, id) : 0;
    if (left === 0) throw new CannotStart(notToDrop(id));
  });
  say({ zh: `密钥 ${id} 已移除。`, en: `The key ${id} is dropped.` });
  return true;
}

function noneAdded(ring: RingName): Sentence {
  return {
    zh: `没有待启用的新密钥：请先运行 npm run keys -- add ${ring}。`,
    en: `No key was added that could be used: run npm run keys -- add ${ring} first.`,
  };
}

function notToDrop(id: string): Sentence {
  return {
    zh: `密钥 ${id} 不存在，或正在使用，不能移除。`,
    en: `There is no key ${id}, or it is the current one; it is not dropped.`,
  };
}

function stillUsed(id: string): Sentence {
  return {
    zh: `仍有数据在密钥 ${id} 之下（npm run keys -- status），不能移除。`,
    en: `Values still stand under the key ${id} (npm run keys -- status); it is not dropped.`,
  };
}

function write(keysFile: string, keys: Keys): void {
  writeSecretFile(keysFile, JSON.stringify(keys));
}

/** As the application: the scope of all units is signed with the office's own keys. */
async function withDatabase<Result>(
  settings: Settings,
  work: (database: Database) => Promise<Result>,
): Promise<Result> {
  const { staffUrl, close } = await reachDatabase(settings);
  const database = openDatabase(staffUrl, { max: 1 });
  try {
    return await work(database);
  } finally {
    await database.close();
    await close();
  }
}
