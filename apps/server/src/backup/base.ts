import { mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { baseBackup } from '@anmin/db/base-backup';
import { syncFolder } from '../sync-folder.ts';
import { sealFile } from './crypt.ts';

/** One whole copy of the cluster. */
export interface Base {
  /** it can be restored as of this instant, and with the archive as of any later one */
  readonly until: Temporal.Instant;
  readonly archive: string;
  readonly manifest: string;
}

/** Takes a copy of the running cluster into the folder. `url`: a role that may replicate. */
export async function takeBase(url: string, folder: string, recipient: string): Promise<Base> {
  const bases = join(folder, 'base');
  const half = join(bases, `unfinished-${process.pid}`);
  mkdirSync(half, { recursive: true, mode: 0o700 });
  try {
    const [archive, manifest] = [new PassThrough(), new PassThrough()];
    const files = filesIn(half);
    const copied = baseBackup(url, { archive, manifest }).catch((error: unknown) => {
      for (const stream of [archive, manifest]) stream.destroy(error as Error);
      throw error;
    });
    await Promise.all([
      copied,
      sealFile(archive, files.archive, recipient),
      sealFile(manifest, files.manifest, recipient),
    ]);
    const until = Temporal.Now.instant().round({ smallestUnit: 'second', roundingMode: 'ceil' });
    const whole = join(bases, nameOf(until));
    renameSync(half, whole);
    syncFolder(bases);
    return { until, ...filesIn(whole) };
  } catch (error) {
    rmSync(half, { recursive: true, force: true });
    throw error;
  }
}

/** Every whole copy of the folder, the oldest first. */
export function basesIn(folder: string): Base[] {
  const bases = join(folder, 'base');
  return namesIn(bases)
    .filter((name) => /^\d{8}T\d{6}Z$/.test(name))
    .sort()
    .map((name) => ({ until: Temporal.Instant.from(name), ...filesIn(join(bases, name)) }));
}

export function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Such as 20261122T023100Z. */
function nameOf(until: Temporal.Instant): string {
  return until.toString({ smallestUnit: 'second' }).replaceAll(/[-:]/g, '');
}

function filesIn(directory: string): Pick<Base, 'archive' | 'manifest'> {
  return { archive: join(directory, 'cluster.tar.zst.age'), manifest: join(directory, 'manifest.zst.age') };
}
