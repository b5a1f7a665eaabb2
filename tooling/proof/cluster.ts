import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase, type Database } from '@anmin/db/client';
import { migrate } from '@anmin/db/migrate';
import { administratorUrl, app, citizens, startEmbeddedDatabase } from '@anmin/server/office-database';
import { processesMarked } from '@anmin/server/process';

export type ProofDatabase = { readonly database: Database; readonly owner: Database };

/** A migrated database on a PostgreSQL of its own, as durable as in the office, for as long as the work takes. */
export async function withDatabase(work: (opened: ProofDatabase) => Promise<void>): Promise<void> {
  await withDirectory(async (directory) => {
    const { cluster, url, ownerUrl } = await startEmbeddedDatabase(directory);
    try {
      await migrate(ownerUrl, { app, citizens, scopeKey: randomBytes(32) });
      const database = openDatabase(url, { max: 64 });
      const owner = openDatabase(administratorUrl(directory, cluster.port), { max: 4 });
      try {
        await work({ database, owner });
      } finally {
        await Promise.all([database.close(), owner.close()]);
      }
    } finally {
      await cluster.stop();
    }
  });
}

/** A directory that PostgreSQL's own account can pass through. */
export async function withDirectory(work: (directory: string) => Promise<void>): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'anmin-proof-'));
  chmodSync(directory, 0o711);
  // PostgreSQL would outlive a proof that is ended by Ctrl-C
  const stop = () => processesMarked(directory).forEach((pid) => process.kill(pid, 'SIGINT'));
  process.once('exit', stop);
  try {
    await work(directory);
  } finally {
    process.off('exit', stop);
    rmSync(directory, { recursive: true, force: true });
  }
}
