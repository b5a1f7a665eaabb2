import { createReadStream, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { namesIn } from './base.ts';
import { sealFile } from './crypt.ts';

/** A file of the log, or the history of a branch of it, as PostgreSQL names them. */
const logFile = /^([0-9A-F]{24}(\.partial|\.[0-9A-F]{8}\.backup)?|[0-9A-F]{8}\.history)$/;

/** Where PostgreSQL puts the files of its log until they are shipped. */
export const spoolIn = (dataDir: string): string => join(dataDir, 'log-spool');

/** Encrypts every finished file of the log from the spool into the folder, and takes it out of the spool once it is there. */
export async function shipLog(spool: string, folder: string, recipient: string): Promise<void> {
  const finished = namesIn(spool).filter((name) => logFile.test(name));
  if (finished.length === 0) return;
  mkdirSync(logIn(folder), { recursive: true, mode: 0o700 });
  for (const name of finished.sort()) {
    await sealFile(createReadStream(join(spool, name)), join(logIn(folder), `${name}${ending}`), recipient);
    rmSync(join(spool, name));
  }
}

/** Names of the files of the log in the folder, as PostgreSQL asks for them. */
export function logFilesIn(folder: string): string[] {
  return namesIn(logIn(folder))
    .filter((name) => name.endsWith(ending))
    .map((name) => name.slice(0, -ending.length))
    .filter((name) => logFile.test(name))
    .sort();
}

export function logFileIn(folder: string, name: string): string {
  return join(logIn(folder), `${name}${ending}`);
}

/**
 * The first segment that is missing between the first and the last one, whatever branch it is of: without it nothing
 * behind it can be restored. Eight digits name the branch, eight and eight the place.
 */
export function gapAfter(first: string, names: readonly string[]): string | null {
  const places = new Set(names.filter((name) => /^[0-9A-F]{24}$/.test(name)).map(placeOf));
  const last = [...places].reduce((one, other) => (other > one ? other : one), placeOf(first));
  for (let place = placeOf(first); place <= last; place += 1n) {
    if (!places.has(place)) return nameOfPlace(place);
  }
  return null;
}

/** Segments of 16 MiB: 256 of them share the middle eight digits. */
function placeOf(name: string): bigint {
  return BigInt(`0x${name.slice(8, 16)}`) * 256n + BigInt(`0x${name.slice(16)}`);
}

function nameOfPlace(place: bigint): string {
  const hex = (part: bigint) => part.toString(16).toUpperCase().padStart(8, '0');
  return `${hex(place / 256n)}${hex(place % 256n)}`;
}

const ending = '.zst.age';
const logIn = (folder: string): string => join(folder, 'log');
