import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createKeys } from '@anmin/api/privacy/keys';
import { openDatabase } from '@anmin/db/client';
import { migrate } from '@anmin/db/migrate';
import { app, citizens, startEmbeddedDatabase } from '@anmin/server/office-database';
import type { TestProject } from 'vitest/node';

/**
 * One real PostgreSQL for all tests, with the settings of the office, in memory where there is room; its migrated database
 * is the template of each office. What a crash must leave is tested on disks.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const directory = mkdtempSync(join(whereThereIsRoom(), 'anmin-cluster-'));
  chmodSync(directory, 0o711);
  const { cluster, url, citizensUrl, ownerUrl, superuserUrl } = await startEmbeddedDatabase(directory);
  const release = stopAfter(process.pid, cluster.pid, directory);
  const stop = async () => {
    release();
    await cluster.stop();
    rmSync(directory, { recursive: true });
  };
  try {
    await migrate(ownerUrl, { app, citizens, scopeKey: randomBytes(32) });
    await sealTemplate(superuserUrl);
  } catch (error) {
    await stop();
    throw error;
  }
  project.provide('keys', createKeys());
  project.provide('cluster', { url, citizensUrl, ownerUrl, superuserUrl });
  return stop;
}

/** bytes; a run's databases take a tenth */
const room = 8 * 1024 ** 3;

/** Making and dropping a hundred databases keeps a disk busy for a minute. */
function whereThereIsRoom(): string {
  const memory = '/dev/shm';
  if (!existsSync(memory)) return tmpdir();
  const { bavail, bsize } = statfsSync(memory);
  return bavail * bsize >= room ? memory : tmpdir();
}

/** PostgreSQL outlives a killed test run: a watcher of its own then stops it. */
function stopAfter(runner: number, postgres: number, directory: string): () => void {
  const gone = `while kill -0 ${runner} 2>/dev/null; do sleep 1; done`;
  const script = `${gone}; kill -INT ${postgres}; sleep 3; rm -rf "$1"`;
  const watcher = spawn('sh', ['-c', script, 'sh', directory], { detached: true, stdio: 'ignore' });
  watcher.unref();
  return () => watcher.kill();
}

/** A template in use cannot be cloned. */
async function sealTemplate(superuserUrl: string): Promise<void> {
  const superuser = openDatabase(superuserUrl, { max: 1 });
  try {
    await superuser.pool.query('alter database anmin with allow_connections false');
  } finally {
    await superuser.close();
  }
}
