import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { app, citizens, startEmbeddedDatabase } from '../src/office-database.ts';
import { migrate, UnfitDatabase } from '@anmin/db/migrate';
import { expect, test } from 'vitest';
import { newDataDir } from './running.ts';

test('a database that could lose what it acknowledged is refused by the setting that is off', async () => {
  const dataDir = newDataDir();
  mkdirSync(dataDir, { mode: 0o711 });
  for (const setting of ['fsync', 'full_page_writes', 'synchronous_commit']) {
    const { cluster, ownerUrl } = await startEmbeddedDatabase(dataDir, { settings: { [setting]: 'off' } });
    const refused: unknown = await migrate(ownerUrl, workers).catch((error: unknown) => error);
    await cluster.stop();
    expect(refused).toBeInstanceOf(UnfitDatabase);
    expect(refused).toMatchObject({ unfitness: { reason: 'not-durable', setting } });
  }
});

const workers = { app, citizens, scopeKey: randomBytes(32) };
