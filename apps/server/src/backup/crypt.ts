import { createReadStream, createWriteStream, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream as Bytes } from 'node:stream/web';
import { createZstdCompress, createZstdDecompress } from 'node:zlib';
import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import { CannotStart } from '../sentences.ts';
import { syncFolder } from '../sync-folder.ts';

/**
 * Compresses and encrypts into a file that appears whole or not at all. The format is age's (age-encryption.org/v1), so
 * that `age -d` and `zstd -d` open it without this house. Whoever holds only the recipient can write, and not read.
 */
export async function sealFile(source: Readable, file: string, recipient: string): Promise<void> {
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  const compressed = source.pipe(createZstdCompress());
  source.once('error', (error) => compressed.destroy(error));
  const sealed = await encrypter.encrypt(Readable.toWeb(compressed) as ReadableStream<Uint8Array>);
  const half = `${file}.part`;
  try {
    await pipeline(Readable.fromWeb(sealed as Bytes), createWriteStream(half, { mode: 0o600, flush: true }));
    renameSync(half, file);
  } catch (error) {
    rmSync(half, { force: true });
    throw error;
  }
  syncFolder(dirname(file));
}

/** A new pair: `identity` opens what is encrypted for `recipient`. */
export async function makeIdentity(): Promise<{ readonly identity: string; readonly recipient: string }> {
  const identity = await generateX25519Identity();
  return { identity, recipient: await identityToRecipient(identity) };
}

/** Gives what was sealed; fails if one bit of it differs, if its end is missing, or under another key. */
export async function unsealFile(file: string, identity: string, into: Writable): Promise<void> {
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  try {
    const opened = await decrypter.decrypt(Readable.toWeb(createReadStream(file)) as ReadableStream<Uint8Array>);
    await pipeline(Readable.fromWeb(opened as Bytes), createZstdDecompress(), into);
  } catch (error) {
    if (/no identity matched/.test(String(error))) throw wrongKey(file);
    // a full disk or a missing file, and no fault of the copy
    if ((error as NodeJS.ErrnoException).syscall !== undefined) throw error;
    throw altered(file);
  }
}

const wrongKey = (file: string) =>
  new CannotStart({
    zh: `${file} 不能用这把密钥打开。`,
    en: `${file} does not open with this key.`,
  });

const altered = (file: string) =>
  new CannotStart({
    zh: `${file} 被改动过或不完整，拒绝使用。`,
    en: `${file} was altered or is cut short: it is refused.`,
  });
