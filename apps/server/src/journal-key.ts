import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { existsSync, linkSync, readFileSync, rmSync } from 'node:fs';
import { journalKeyOf, keyIdOf, publicKeyOf, type HeadKeys, type JournalKey } from '@anmin/api/journal/head';
import { hasHeads } from './journal-heads.ts';
import { writeSecretFile } from './secret-file.ts';
import { CannotStart } from './sentences.ts';
import type { Settings } from './settings.ts';

/** The key that signs the journal's heads, in PEM; made when there is none, unless there are heads it must have signed. */
export function openJournalKey({ journalKeyFile: file, journalHeads }: Settings): JournalKey {
  if (!existsSync(file)) {
    if (hasHeads(journalHeads)) throw missing(file);
    makeKey(file);
  }
  return readJournalKey(file);
}

/** The first block of the file. */
export function readJournalKey(file: string): JournalKey {
  const [own = ''] = blocksOf(file);
  return orUnreadable(file, () => journalKeyOf(ed25519(createPrivateKey(own))));
}

/** Every key of the file, public or private: behind the signing key may stand the public keys of retired ones. */
export function readHeadKeys(file: string): HeadKeys {
  return orUnreadable(file, () => {
    const keys = blocksOf(file).map((block) =>
      ed25519(block.includes('PRIVATE') ? publicKeyOf(createPrivateKey(block)) : createPublicKey(block)),
    );
    return new Map(keys.map((key) => [keyIdOf(key), key]));
  });
}

/** Signs with a new key from now on; behind it stay the public keys of all before it, by which their heads are verified. */
export function renewJournalKey(file: string): JournalKey {
  readJournalKey(file);
  const retired = [...readHeadKeys(file).values()].map((key) => key.export({ type: 'spki', format: 'pem' }));
  const { privateKey } = generateKeyPairSync('ed25519');
  writeSecretFile(file, [privateKey.export({ type: 'pkcs8', format: 'pem' }), ...retired].join(''));
  return journalKeyOf(privateKey);
}

function blocksOf(file: string): string[] {
  if (!existsSync(file)) throw missing(file);
  return readFileSync(file, 'utf8').match(/-----BEGIN [^-]+-----[^-]+-----END [^-]+-----/g) ?? [];
}

function ed25519(key: KeyObject): KeyObject {
  if (key.asymmetricKeyType !== 'ed25519') throw new Error('not Ed25519');
  return key;
}

function orUnreadable<Read>(file: string, read: () => Read): Read {
  try {
    return read();
  } catch {
    throw unreadable(file);
  }
}

/** Of several servers that start at once, one makes the key. */
function makeKey(file: string): void {
  const mine = `${file}.${process.pid}`;
  try {
    writeSecretFile(mine, generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }));
    linkSync(mine, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw notWritable(file);
  } finally {
    rmSync(mine, { force: true });
  }
}

const missing = (file: string) =>
  new CannotStart({
    zh: `JOURNAL_KEY ${file} 不存在，而日志链头已有签名：请从备份恢复该文件。`,
    en: `JOURNAL_KEY ${file} does not exist, though heads of the journal are signed: restore that file from a backup.`,
  });

const unreadable = (file: string) =>
  new CannotStart({
    zh: `JOURNAL_KEY ${file} 不是可读的 Ed25519 密钥（PEM）。`,
    en: `JOURNAL_KEY ${file} is not a readable key of Ed25519 in PEM.`,
  });

const notWritable = (file: string) =>
  new CannotStart({
    zh: `JOURNAL_KEY ${file} 无法写入，请指定可写的位置。`,
    en: `JOURNAL_KEY ${file} cannot be written: name another place.`,
  });
