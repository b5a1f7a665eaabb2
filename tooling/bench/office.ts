import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runDueJobs } from '@anmin/api/jobs';
import { createKeys, type Keys } from '@anmin/api/privacy/keys';
import { scopeKey } from '@anmin/api/scope';
import { asJob } from '@anmin/api/trpc';
import { openDatabase } from '@anmin/db/client';
import { migrate } from '@anmin/db/migrate';
import { createApi } from '@anmin/server/api';
import { startClock } from '@anmin/server/clock';
import { openDemo } from '@anmin/server/demo';
import { healthOf } from '@anmin/server/health';
import { openDoor } from '@anmin/server/http';
import { hashPassphrase, openIdentity } from '@anmin/server/identity';
import { administratorUrl, app, citizens, startEmbeddedDatabase } from '@anmin/server/office-database';
import pino from 'pino';

/** An office in a process of its own, for a load process to knock at. */
export type BenchOffice = {
  readonly url: string;
  readonly databaseUrl: string;
  readonly administratorUrl: string;
  readonly postgresPid: number;
  readonly keys: Keys;
};

const directory = mkdtempSync(join(tmpdir(), 'anmin-bench-'));
chmodSync(directory, 0o711);
const { cluster, url: databaseUrl, citizensUrl, ownerUrl } = await startEmbeddedDatabase(directory);
const keys = createKeys();
await migrate(ownerUrl, { app, citizens, scopeKey: scopeKey(keys) });
const owner = openDatabase(ownerUrl, { max: 1 });
await startClock(owner, '2022-05-16T08:30:00+08:00');
await owner.close();
const databases = {
  staff: openDatabase(databaseUrl, { max: 10 }),
  citizens: openDatabase(citizensUrl, { max: 10 }),
};
const log = pino({ level: 'silent' });
const identity = openIdentity(databases.staff, keys, { secureCookies: false, log });
const given = {
  ...{ databases, keys, demo: true, voice: true },
  crowd: { queue: 1_000, ofPhone: 10, ofNetwork: 300, behind: 500 },
  hashPassphrase: (passphrase: string) => hashPassphrase(identity, passphrase),
};
await openDemo(given, identity);
await runDueJobs(await asJob(given));
const door = await openDoor({ host: '127.0.0.1', port: 0 }, { trustProxy: true, siteSecret: '' });
const health = healthOf({});
const closed = (_: unknown, response: { writeHead: (status: number) => { end: () => unknown } }) => {
  response.writeHead(404).end();
};
const api = createApi({ given, identity, health, log });
door.open({ api, log, sites: { booking: closed, portal: closed } });
const told = { url: door.url, databaseUrl, postgresPid: cluster.pid, keys };
process.send?.({ ...told, administratorUrl: administratorUrl(directory, cluster.port) } satisfies BenchOffice);

process.once('disconnect', () => void close());

async function close(): Promise<void> {
  await door.close();
  await Promise.all([databases.staff.close(), databases.citizens.close()]);
  await cluster.stop();
  rmSync(directory, { recursive: true });
}
