import { closeSync, fsyncSync, openSync } from 'node:fs';

/** A file that was made or renamed is in its folder after a power cut only once the folder is on the disk. */
export function syncFolder(folder: string): void {
  const directory = openSync(folder, 'r');
  fsyncSync(directory);
  closeSync(directory);
}
