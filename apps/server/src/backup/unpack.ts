import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join, normalize } from 'node:path';
import { PassThrough, type Readable } from 'node:stream';
import { extract, type Extract } from 'tar-stream';
import { z } from 'zod';
import { CannotStart } from '../sentences.ts';
import type { Base } from './base.ts';
import { unsealFile } from './crypt.ts';

/** Unpacks a base into a directory, every file as PostgreSQL's own list says it was. */
export async function unpackBase(base: Base, identity: string, directory: string): Promise<void> {
  const listed = filesListed(await readManifest(base, identity));
  const unpacked = await unpack(base, identity, directory);
  for (const [path, wanted] of listed) {
    if (unpacked.get(path) !== wanted) throw differs(base, path);
  }
  // The log came with the copy and has checksums of its own.
  const strange = [...unpacked.keys()].find((path) => !listed.has(path) && !path.startsWith('pg_wal/'));
  if (strange !== undefined) throw differs(base, strange);
}

const manifestSchema = z.object({
  Files: z.array(
    z.object({ Path: z.string(), Size: z.number(), 'Checksum-Algorithm': z.literal('SHA256'), Checksum: z.string() }),
  ),
});

/** `size sha256` by path. */
type Files = Map<string, string>;

function filesListed(manifest: z.infer<typeof manifestSchema>): Files {
  return new Map(manifest.Files.map((file) => [file.Path, `${file.Size} ${file.Checksum}`]));
}

async function readManifest({ manifest }: Base, identity: string) {
  const into = new PassThrough();
  const [text] = await Promise.all([readText(into), unsealFile(manifest, identity, into)]);
  return manifestSchema.parse(JSON.parse(text));
}

async function readText(from: Readable): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of from) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

async function unpack({ archive }: Base, identity: string, directory: string): Promise<Files> {
  const files: Files = new Map();
  const [plain, tar] = [new PassThrough(), extract()];
  plain.on('data', (chunk: Buffer) => {
    if (tar.write(chunk)) return;
    plain.pause();
    tar.once('drain', () => plain.resume());
  });
  plain.once('end', () => tar.end(undefined));
  const reading = async () => {
    for await (const entry of tar) {
      const sum = await unpackOne(entry, directory);
      if (sum !== null) files.set(entry.header.name, sum);
    }
  };
  const copying = unsealFile(archive, identity, plain).catch((error: unknown) => {
    tar.destroy(error as Error);
    throw error;
  });
  const read = reading().catch((error: unknown) => {
    plain.destroy(error as Error);
    throw error;
  });
  await Promise.all([copying, read]);
  return files;
}

type Entry = Extract extends AsyncIterable<infer One> ? One : never;

/** `size sha256` of a file; null for a directory. */
async function unpackOne(entry: Entry, directory: string): Promise<string | null> {
  const { name, type } = entry.header;
  const path = join(directory, name);
  if (!`${path}/`.startsWith(`${normalize(directory)}/`)) throw new Error('a path leads out of the copy');
  if (type === 'directory') mkdirSync(path, { recursive: true, mode: 0o700 });
  else if (type !== 'file') throw new Error('the copy holds something that is no file');
  const file = type === 'file' ? await open(path, 'w', 0o600) : undefined;
  const hash = createHash('sha256');
  let size = 0;
  try {
    for await (const chunk of entry as AsyncIterable<Buffer>) {
      size += chunk.length;
      hash.update(chunk);
      await file?.writeFile(chunk);
    }
    await file?.sync();
  } finally {
    await file?.close();
  }
  return file === undefined ? null : `${size} ${hash.digest('hex')}`;
}

const differs = ({ archive }: Base, path: string) =>
  new CannotStart({
    zh: `${archive} 中的 ${path} 与清单不符，拒绝使用。`,
    en: `${path} in ${archive} is not as the list of files says: it is refused.`,
  });
