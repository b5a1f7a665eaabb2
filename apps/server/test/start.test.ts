import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { afterAll, expect, onTestFinished, test } from 'vitest';
import { processesMarked } from '../src/process.ts';
import { begunOnce, launcher, newDataDir, refusedStart, startServer } from './running.ts';

const begun = begunOnce();
afterAll(begun.remove);

test('all wrong settings are named at once, each in one line, and nothing is made', async () => {
  const dataDir = newDataDir();
  const { said, code } = await refusedStart({ DATA_DIR: dataDir, PORT: 'tea', CLOCK: 'yesterday', LOG_LEVEL: 'loud' });
  expect(code).toBe(1);
  expect(said).toHaveLength(3);
  for (const name of ['PORT', 'CLOCK', 'LOG_LEVEL'])
    expect(said.filter((line) => line.startsWith(name))).toHaveLength(1);
  expect(existsSync(dataDir)).toBe(false);
});

test('a taken port is named in one line, and no database is made', async () => {
  const squatter = createServer();
  await new Promise<void>((resolve) => squatter.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void squatter.close());
  const { port } = squatter.address() as AddressInfo;
  const dataDir = newDataDir();
  const { said, code } = await refusedStart({ DATA_DIR: dataDir, PORT: String(port) });
  expect(code).toBe(1);
  expect(said).toEqual([expect.stringContaining(`PORT ${port} is already taken`)]);
  expect(readdirSync(dataDir)).toEqual([]);
  expect((await refusedStart({ DATA_DIR: dataDir, PORT: String(port) }, launcher)).code).toBe(1);
});

test('a data directory that is a file is named in one line, and the file stays', async () => {
  const dataDir = newDataDir();
  writeFileSync(dataDir, 'a letter');
  const { said, code } = await refusedStart({ DATA_DIR: dataDir });
  expect(code).toBe(1);
  expect(said).toEqual([expect.stringContaining('is not a directory')]);
  expect(readFileSync(dataDir, 'utf8')).toBe('a letter');
});

test('an unreachable database is named by its setting in one line', async () => {
  const keysFile = join(newDataDir(), 'keys.json');
  mkdirSync(dirname(keysFile));
  const key = Buffer.alloc(32, 1).toString('base64');
  writeFileSync(keysFile, JSON.stringify({ current: 'k1', sealing: { k1: key }, index: key, signing: key }));
  const { said, code } = await refusedStart({
    DATABASE_URL: 'postgres://app:secret@127.0.0.1:9/anmin',
    DATABASE_CITIZENS_URL: 'postgres://citizens:secret@127.0.0.1:9/anmin',
    DATABASE_OWNER_URL: 'postgres://owner:secret@127.0.0.1:9/anmin',
    KEYS_FILE: keysFile,
    DEMO: '1',
  });
  expect(code).toBe(1);
  expect(said).toEqual([expect.stringContaining('The database of DATABASE_OWNER_URL cannot be reached.')]);
  expect(said.join()).not.toContain('secret');
});

test('a second server on the same data is told of the living first, which goes on', async () => {
  const dataDir = await begun.copy();
  const first = await startServer({ DATA_DIR: dataDir });
  const { said, code } = await refusedStart({ DATA_DIR: dataDir });
  expect(code).toBe(1);
  expect(said).toEqual([expect.stringContaining(`is in use by a running server, pid ${first.pid}`)]);
  expect(await readiness(first.url)).toEqual([200, { ready: true, failed: [] }]);
});

test('a killed server leaves its database running, and the next start recovers with all that was acknowledged', async () => {
  const dataDir = await begun.copy();
  const first = await startServer({ DATA_DIR: dataDir });
  const cookie = await signIn(first.url);
  process.kill(first.pid, 'SIGKILL');
  await first.exit;
  expect(processesMarked(dataDir)).not.toEqual([]);
  const second = await startServer({ DATA_DIR: dataDir });
  const session = await fetch(`${second.url}/api/auth/get-session`, { headers: { cookie } });
  expect(await session.json()).toMatchObject({ user: { username: 'jiagedaqi' } });
  expect(await readiness(second.url)).toEqual([200, { ready: true, failed: [] }]);
});

test('data begun under one clock is refused under another and in real time, and opens again under its own', async () => {
  const dataDir = newDataDir();
  const first = await startServer({ DATA_DIR: dataDir, CLOCK: '2022-05-16T08:30:00+08:00' });
  process.kill(first.pid, 'SIGTERM');
  expect(await first.exit).toBe(0);
  for (const env of [{ CLOCK: '2022-05-17T08:30:00+08:00' }, {}]) {
    const { said, code } = await refusedStart({ DATA_DIR: dataDir, ...env });
    expect(code).toBe(1);
    expect(said).toEqual([expect.stringContaining('This data was begun with CLOCK=2022-05-16T08:30:00+08:00')]);
  }
  await startServer({ DATA_DIR: dataDir, CLOCK: '2022-05-16T00:30:00Z' });
});

test('Ctrl-C stops the server and, last, the database; secrets are readable by their owner only', async () => {
  const dataDir = await begun.copy();
  const office = await startServer({ DATA_DIR: dataDir }, launcher);
  process.kill(-office.pid, 'SIGINT');
  expect(await office.exit).toBe(0);
  expect(processesMarked(dataDir)).toEqual([]);
  expect(readFileSync(join(dataDir, 'postgres.log'), 'utf8')).toContain('database system is shut down');
  expect(existsSync(join(dataDir, 'server.lock'))).toBe(false);
  for (const file of ['keys.json', 'database.json']) expect(statSync(join(dataDir, file)).mode & 0o777).toBe(0o600);
});

test('a launcher that is killed takes the server and its database with it', async () => {
  const dataDir = await begun.copy();
  const office = await startServer({ DATA_DIR: dataDir }, launcher);
  process.kill(office.pid, 'SIGKILL');
  await expect.poll(() => processesMarked(dataDir), { timeout: 60_000 }).toEqual([]);
});

test('a first start that is killed while the database is being made is followed by a whole one', async () => {
  const dataDir = newDataDir();
  const first = startServer({ DATA_DIR: dataDir });
  const failed = expect(first).rejects.toThrow('did not start');
  await expect
    .poll(() => processesMarked(`${dataDir}/postgres.half-`), { interval: 5, timeout: 60_000 })
    .not.toEqual([]);
  const { pid } = JSON.parse(readFileSync(join(dataDir, 'server.lock'), 'utf8')) as { pid: number };
  process.kill(pid, 'SIGKILL');
  await failed;
  const second = await startServer({ DATA_DIR: dataDir });
  expect(await readiness(second.url)).toEqual([200, { ready: true, failed: [] }]);
});

test('a server whose database is killed says so and ends, and the next start recovers', async () => {
  const dataDir = await begun.copy();
  const first = await startServer({ DATA_DIR: dataDir });
  const postmaster = Number.parseInt(readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8'), 10);
  process.kill(postmaster, 'SIGKILL');
  expect(await first.exit).toBe(1);
  expect(first.output()).toContain('The embedded database ended unexpectedly');
  const second = await startServer({ DATA_DIR: dataDir });
  expect(await readiness(second.url)).toEqual([200, { ready: true, failed: [] }]);
});

async function readiness(url: string): Promise<[number, unknown]> {
  const response = await fetch(`${url}/readyz`);
  return [response.status, await response.json()];
}

async function signIn(url: string): Promise<string> {
  const response = await fetch(`${url}/api/auth/sign-in/username`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: 'jiagedaqi', password: 'xing-an-ling-da-zi' }),
  });
  expect(response.status).toBe(200);
  return response.headers.getSetCookie()[0]?.split(';', 1)[0] ?? '';
}
