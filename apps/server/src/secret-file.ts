import { renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { syncFolder } from './sync-folder.ts';

/** Written whole and on the disk before anything is encrypted or protected by it; readable by its owner only. */
export function writeSecretFile(file: string, text: string): void {
  const half = `${file}.new`;
  writeFileSync(half, text, { mode: 0o600, flush: true });
  renameSync(half, file);
  syncFolder(dirname(file));
}
