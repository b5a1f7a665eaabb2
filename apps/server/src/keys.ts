import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createKeys, parseKeys, type Keys } from '@anmin/api/privacy/keys';
import { writeSecretFile } from './secret-file.ts';
import { CannotStart } from './sentences.ts';
import type { Settings } from './settings.ts';

/** The keys that encrypt personal data, kept outside the database; made at the first start of an embedded one only. */
export function openKeys({ keysFile, dataDir, outsideDatabase }: Settings): Keys {
  if (existsSync(keysFile)) return readKeys(keysFile);
  if (outsideDatabase !== undefined || existsSync(join(dataDir, 'postgres'))) throw missing(keysFile);
  const keys = createKeys();
  writeSecretFile(keysFile, JSON.stringify(keys));
  return keys;
}

export function hasKeys(keysFile: string): boolean {
  return existsSync(keysFile);
}

export function readKeys(keysFile: string): Keys {
  try {
    return parseKeys(JSON.parse(readFileSync(keysFile, 'utf8')));
  } catch {
    throw new CannotStart({
      zh: `KEYS_FILE ${keysFile} 不是可读的密钥文件。`,
      en: `KEYS_FILE ${keysFile} is not a readable file of keys.`,
    });
  }
}

const missing = (keysFile: string) =>
  new CannotStart({
    zh: `KEYS_FILE ${keysFile} 不存在：已有数据请从备份恢复该文件，新库请用 node tooling/run.mjs tooling/keys.ts 文件名 生成。`,
    en: `KEYS_FILE ${keysFile} does not exist: restore it from a backup, or for a new database make one with node tooling/run.mjs tooling/keys.ts FILE.`,
  });
