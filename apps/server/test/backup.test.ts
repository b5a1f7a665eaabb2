import { randomBytes } from 'node:crypto';
import { chmodSync, cpSync, mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createKeys } from '@anmin/api/privacy/keys';
import { openDatabase, type Database } from '@anmin/db/client';
import { migrate } from '@anmin/db/migrate';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { shipLog } from '../src/backup/archive.ts';
import { basesIn, takeBase } from '../src/backup/base.ts';
import { makeIdentity } from '../src/backup/crypt.ts';
import { restoreCluster } from '../src/backup/restore.ts';
import { readUnsettled } from '../src/backup/unsettled.ts';
import { prepareDatabase } from '../src/database.ts';
import { administratorUrl, app, citizens, startEmbeddedDatabase } from '../src/office-database.ts';
import { readSettings } from '../src/settings.ts';
import { newDataDirectory, removeDataDirectory } from './running.ts';

const planted = 'CANARY-7f3a-加格达奇-CANARY';
let home: string;
let folder: string;
let identity: string;
/** what was acknowledged, and when */
const acked: { n: number; at: Temporal.Instant }[] = [];

beforeAll(async () => {
  home = newDataDirectory();
  folder = join(home, 'store');
  const { identity: made, recipient } = await makeIdentity();
  identity = made;
  const office = join(home, 'office');
  const spool = join(home, 'spool');
  mkdirSync(office, { mode: 0o711 });
  const { cluster, ownerUrl } = await startEmbeddedDatabase(office, { spool });
  await migrate(ownerUrl, { app, citizens, scopeKey: randomBytes(32) });
  const owner = openDatabase(administratorUrl(office, cluster.port), { max: 2 });
  const url = administratorUrl(office, cluster.port);
  const writing = { on: true };
  const writer = (async () => {
    for (let n = 1; writing.on; n += 1) acked.push(await write(owner, n));
  })();
  const { until } = await takeBase(url, folder, recipient);
  const later = () => acked.filter(({ at }) => Temporal.Instant.compare(at, until) > 0).length;
  await vi.waitUntil(() => later() > 60, { timeout: 60_000 });
  writing.on = false;
  await writer;
  await owner.close();
  await cluster.stop();
  await shipLog(spool, folder, recipient);
  expect(readdirSync(spool)).toEqual([]);
  expect(rawFilesHold(join(office, 'postgres'))).toBe(true);
});
afterAll(() => removeDataDirectory(home));

describe('a backup taken while the office writes', () => {
  test('[G13] is restored to an instant with all that was acknowledged before it, and nothing that came later', async () => {
    const [before, after] = [acked[acked.length - 40], acked[acked.length - 39]];
    if (before === undefined || after === undefined) throw new Error('too little was written');
    const to = before.at.add({ microseconds: 1 });
    const found = await restored({ to, name: 'instant' });
    expect(found.slice(0, before.n)).toEqual(acked.slice(0, before.n).map(({ n }) => n));
    expect(found.length).toBeLessThanOrEqual(after.n);
  });

  test('is restored to its end, with every acknowledged row', async () => {
    expect(await restored({ name: 'end' })).toEqual(acked.map(({ n }) => n));
  });

  test('is no office until it is settled', async () => {
    const dataDir = join(home, 'end');
    expect(readUnsettled(dataDir)).toMatchObject({ base: basesIn(folder)[0]?.until.toString(), recovered: true });
    const opening = prepareDatabase(readSettings({ DATA_DIR: dataDir }), createKeys());
    await expect(opening).rejects.toThrow('was restored and not settled');
  });

  test('an instant it does not reach is refused, and nothing is left behind', async () => {
    const to = Temporal.Now.instant().add({ hours: 1 });
    await expect(restored({ to, name: 'late' })).rejects.toThrow('does not reach');
    await expect(restored({ to: Temporal.Instant.from('2020-01-01T00:00Z'), name: 'late' })).rejects.toThrow(
      'earliest',
    );
    expect(readdirSync(join(home, 'late'))).not.toContain('postgres');
    expect(readUnsettled(join(home, 'late'))).toBeUndefined();
  });

  test('shows nothing of what it holds, and opens under no other key', async () => {
    expect(rawFilesHold(folder)).toBe(false);
    const other = await makeIdentity();
    await expect(restored({ key: other.identity, name: 'other' })).rejects.toThrow('does not open with this key');
  });

  test.each<[string, (store: string) => void]>([
    ['one bit of the copy flipped', (store) => flipBit(basesIn(store)[0]?.archive)],
    ['one bit of the list of files flipped', (store) => flipBit(basesIn(store)[0]?.manifest)],
    ['one bit of the log flipped', (store) => flipBit(lastLogFile(store))],
    ['the end of the copy cut off', (store) => truncateSync(basesIn(store)[0]?.archive ?? '', 1_000_000)],
    ['the end of the log cut off', (store) => truncateSync(lastLogFile(store), 200)],
  ])('is refused with %s', async (what, spoil) => {
    const store = join(home, what.replaceAll(' ', '-'));
    cpSync(folder, store, { recursive: true });
    spoil(store);
    await expect(restored({ from: store, name: `${what} office` })).rejects.toThrow(/was altered|does not open/);
  });
});

async function write({ pool }: Database, n: number): Promise<{ n: number; at: Temporal.Instant }> {
  await pool.query(`insert into bureau values ($1, $2, '', '', '', '', '', '', '')`, [String(n), planted]);
  return { n, at: Temporal.Now.instant() };
}

type Wish = { readonly name: string; readonly to?: Temporal.Instant; readonly from?: string; readonly key?: string };

/** What a restored office holds. */
async function restored({ name, to, from = folder, key = identity }: Wish): Promise<number[]> {
  const dataDir = join(home, name);
  mkdirSync(dataDir, { recursive: true });
  chmodSync(dataDir, 0o711);
  await restoreCluster({ dataDir, folder: from, identity: key, to });
  const { cluster } = await startEmbeddedDatabase(dataDir);
  const owner = openDatabase(administratorUrl(dataDir, cluster.port), { max: 1 });
  const { rows } = await owner.pool.query<{ n: number }>('select region::int as n from bureau order by n');
  await owner.close();
  await cluster.stop();
  return rows.map(({ n }) => n);
}

function flipBit(file = ''): void {
  const bytes = readFileSync(file);
  const at = Math.floor(bytes.length * 0.7);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  writeFileSync(file, bytes);
}

function lastLogFile(store: string): string {
  const names = readdirSync(join(store, 'log')).filter((name) => /^[0-9A-F]{24}\.zst/.test(name));
  return join(store, 'log', names.sort().at(-1) ?? '');
}

function rawFilesHold(directory: string): boolean {
  const files = readdirSync(directory, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.some((entry) => readFileSync(join(entry.parentPath, entry.name)).includes(planted));
}
