import { spawn, type ChildProcess } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createKeys, type Keys } from '@anmin/api/privacy/keys';
import { openDatabase, type Database } from '@anmin/db/client';
import { administratorUrl, startEmbeddedDatabase, type EmbeddedDatabase } from '@anmin/server/office-database';
import { freePort, markOf } from '@anmin/server/postgres';
import { processesMarked } from '@anmin/server/process';
import { root } from '../prepare.mjs';
import { until } from './processes.ts';

/** A Monday morning under the notice. */
export const clock = '2022-05-16T08:30:00+08:00';

/** A real server process before a real PostgreSQL, each of which can be killed and started again at its own address. */
export type ProofOffice = {
  readonly url: string;
  readonly keys: Keys;
  readonly pids: { readonly app: () => number[]; readonly database: () => number[] };
  readonly start: { readonly app: () => Promise<void>; readonly database: () => Promise<void> };
  /** as the superuser, and anew after each start of the database */
  readonly owner: () => Database;
  readonly stop: () => Promise<void>;
};

export async function openOffice(directory: string, environment: Record<string, string> = {}): Promise<ProofOffice> {
  const [port, databasePort] = [await freePort(), await freePort()];
  const keys = createKeys();
  writeFileSync(join(directory, 'keys.json'), JSON.stringify(keys), { mode: 0o600 });
  let embedded: EmbeddedDatabase;
  let server: ChildProcess | undefined;
  let owner: Database | undefined;
  const startDatabase = async () => {
    await owner?.close();
    owner = undefined;
    embedded = await startEmbeddedDatabase(directory, { port: databasePort });
    owner = openDatabase(administratorUrl(directory, databasePort), { max: 1 });
    await owner.pool.query('set statement_timeout = 0');
  };
  const startApp = async () => {
    server = await serve({
      PORT: String(port),
      DATABASE_URL: embedded.url,
      DATABASE_CITIZENS_URL: embedded.citizensUrl,
      DATABASE_OWNER_URL: embedded.ownerUrl,
      KEYS_FILE: join(directory, 'keys.json'),
      DEMO: '1',
      CLOCK: clock,
      ...environment,
    });
  };
  const stop = async () => {
    const ended = new Promise((resolve) => server?.once('exit', resolve));
    if (server?.exitCode === null && server.kill('SIGTERM')) await ended;
    await owner?.close();
    await embedded.cluster.stop();
  };
  await startDatabase();
  await startApp();
  return {
    url: `http://127.0.0.1:${port}`,
    keys,
    pids: { app: () => [server?.pid ?? 0], database: () => processesMarked(markOf(join(directory, 'postgres'))) },
    start: { app: startApp, database: startDatabase },
    owner: () => owner as Database,
    stop,
  };
}

/** As a person starts it; resolves when it greets. */
export async function serve(environment: Record<string, string>): Promise<ChildProcess> {
  const { PATH = '' } = process.env;
  const child = spawn(process.execPath, ['apps/server/src/main.ts'], {
    cwd: root,
    env: { PATH, LOG_LEVEL: 'silent', NODE_ENV: 'production', BOOKING_TRIES: '1000000', ...environment },
    // it ends when this process does
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let said = '';
  const { promise, resolve, reject } = Promise.withResolvers<ChildProcess>();
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes('Booking')) resolve(child);
    });
  }
  child.once('exit', () => reject(new Error(`the server did not start: ${said}`)));
  return promise;
}

/** The hot ones of the clock the proofs run by. */
export const slots = ['2022-05-24', '2022-05-25', '2022-05-26'].map((day) => ({ day, time: '09:40' }));

/** Places enough for every wish, once the office has opened its days by itself. */
export async function widen({ pool }: Database): Promise<void> {
  const toOpen = `select offices_to_open((office_now() at time zone 'Asia/Shanghai')::date)`;
  await until('every office has opened its days', async () => (await pool.query(toOpen)).rowCount === 0);
  for (const { day, time } of slots) {
    const plan = JSON.stringify([{ starts: time, ends: '10:20', channel: 'online', places: 20_000 }]);
    await pool.query('select make_day($1, $2, 1, $3)', ['jiagedaqi', day, plan]);
  }
  await pool.query('vacuum analyze place');
}
