import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Head } from '@anmin/api/journal/head';
import { z } from 'zod';
import { syncFolder } from './sync-folder.ts';

const head = z.strictObject({
  seq: z.number().int().nonnegative(),
  hash: z.string(),
  at: z.string(),
  keyId: z.string(),
  restored: z.literal(true).optional(),
  signature: z.string(),
});

/** Copies heads to the end of `folder/heads.jsonl`, each on the disk before this returns. */
export function headKeeper(folder: string): (head: Head) => void {
  let last: string | undefined;
  return (given) => {
    const end = `${given.seq} ${given.hash}`;
    if (end !== last) append(folder, given);
    last = end;
  };
}

function append(folder: string, given: Head): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const isNew = !existsSync(fileIn(folder));
  const file = openSync(fileIn(folder), 'a+', 0o600);
  try {
    // One write of less than a page: several servers may append to the same file.
    writeSync(file, `${endsInLine(file) ? '' : '\n'}${JSON.stringify(given)}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  if (isNew) syncFolder(folder);
}

export function hasHeads(folder: string): boolean {
  return existsSync(fileIn(folder));
}

/** What was copied, in order. A line that a crash cut short is no head; `unreadable` counts them. */
export function readHeads(folder: string): { readonly heads: readonly Head[]; readonly unreadable: number } {
  if (!hasHeads(folder)) return { heads: [], unreadable: 0 };
  const lines = readFileSync(fileIn(folder), 'utf8')
    .split('\n')
    .filter((line) => line !== '');
  const heads = lines.map(readHead).filter((found) => found !== null);
  return { heads, unreadable: lines.length - heads.length };
}

function readHead(line: string): Head | null {
  try {
    const { restored, ...end } = head.parse(JSON.parse(line));
    return restored === undefined ? end : { ...end, restored };
  } catch {
    return null;
  }
}

function endsInLine(file: number): boolean {
  const { size } = fstatSync(file);
  const last = Buffer.alloc(1);
  return size === 0 || (readSync(file, last, 0, 1, size - 1) === 1 && last.toString() === '\n');
}

const fileIn = (folder: string): string => join(folder, 'heads.jsonl');
