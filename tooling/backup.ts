import { existsSync } from 'node:fs';
import { takeBase } from '@anmin/server/backup/base';
import { makeIdentity } from '@anmin/server/backup/crypt';
import { reachDatabase } from '@anmin/server/reach';
import { CannotStart } from '@anmin/server/sentences';
import { readSettings } from '@anmin/server/settings';
import { writeSecretFile } from '@anmin/server/secret-file';
import { command, say } from './command.ts';

/** `npm run backup`: a whole encrypted copy into BACKUP_DIR. `npm run backup -- new-key FILE`: a pair of keys for it. */
await command(async () => {
  const [act, file] = process.argv.slice(2);
  if (act === 'new-key' && file !== undefined) await newKey(file);
  else if (act === undefined) await backUp();
  else throw usage();
  return true;
});

async function newKey(file: string): Promise<void> {
  if (existsSync(file)) throw new CannotStart({ zh: `${file} 已存在。`, en: `${file} exists already.` });
  const { identity, recipient } = await makeIdentity();
  writeSecretFile(file, `${identity}\n`);
  say({
    zh: `${file} 是打开备份的私钥：请抄存到离开本机的安全之处，再从本机删除。没有它备份无法打开。`,
    en: `${file} opens the backups: keep it somewhere safe away from this machine, and delete it here. Without it no backup opens.`,
  });
  console.log(`BACKUP_RECIPIENT=${recipient}`);
}

async function backUp(): Promise<void> {
  const settings = readSettings({ ...process.env, DEMO: '1' });
  if (settings.outsideDatabase !== undefined) throw outside();
  if (settings.backup === undefined) throw notSet();
  const { folder, recipient } = settings.backup;
  const { url, close } = await reachDatabase(settings);
  try {
    const { archive, until } = await takeBase(url, folder, recipient);
    say({
      zh: `备份完成，可恢复到 ${until.toString()} 及以后：${archive}`,
      en: `The backup is made, and can be restored as of ${until.toString()} or later: ${archive}`,
    });
  } finally {
    await close();
  }
}

function usage(): CannotStart {
  return new CannotStart({
    zh: '用法：npm run backup，或 npm run backup -- new-key 文件名',
    en: 'Usage: npm run backup, or npm run backup -- new-key FILE',
  });
}

function notSet(): CannotStart {
  return new CannotStart({
    zh: '请先设置 BACKUP_DIR 和 BACKUP_RECIPIENT；后者用 npm run backup -- new-key 文件名 生成。',
    en: 'Set BACKUP_DIR and BACKUP_RECIPIENT first; npm run backup -- new-key FILE makes the latter.',
  });
}

function outside(): CannotStart {
  return new CannotStart({
    zh: '数据库在 DATABASE_URL 的服务器上：请用那里的工具备份（pg_basebackup、pgBackRest 或平台的备份）；恢复后用 npm run restore -- --verify 核对。',
    en: 'The database is on the server of DATABASE_URL: back it up with its own tools (pg_basebackup, pgBackRest or the platform); npm run restore -- --verify examines what was restored.',
  });
}
