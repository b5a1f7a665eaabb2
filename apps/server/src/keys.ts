import { existsSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
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

/**
 * Takes up what was changed in the file while the server runs: all that hold these keys see it. The signing key stays, the
 * addresses of bookings rest on it.
 */
export function followKeys(keysFile: string, keys: Keys): () => Promise<void> {
  let seen = '';
  return async () => {
    const text = await readFile(keysFile, 'utf8');
    if (text === seen) return;
    const { current, sealing, index } = parseKeys(JSON.parse(text));
    Object.assign(keys, { current, sealing, index });
    seen = text;
  };
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
    zh: `KEYS_FILE ${keysFile} 不存在：已有数据请从备份恢复该文件，新库请用 npm run keys -- new 文件名 生成。`,
    en: `KEYS_FILE ${keysFile} does not exist: restore it from a backup, or for a new database make one with npm run keys -- new FILE.`,
  });
