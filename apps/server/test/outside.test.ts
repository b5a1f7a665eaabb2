import { dirname, join } from 'node:path';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createKeys } from '@anmin/api/privacy/keys';
import { expect, onTestFinished, test } from 'vitest';
import { emptyDatabase } from '../../../tooling/test/database.ts';
import { collect } from '../../../tooling/collect.ts';
import { newDataDir, refusedStart, startServer } from './running.ts';

test('two servers that start at once on one new database both serve, and say so when it is gone', async () => {
  const { url, citizensUrl, ownerUrl, drop } = await emptyDatabase();
  const env = {
    DATABASE_URL: url,
    DATABASE_CITIZENS_URL: citizensUrl,
    DATABASE_OWNER_URL: ownerUrl,
    KEYS_FILE: newKeysFile(),
    DEMO: '1',
    LOG_LEVEL: 'silent',
  };
  const servers = await Promise.all([startServer(env), startServer(env)]);
  for (const server of servers) {
    expect(await readiness(server.url)).toEqual([200, { ready: true, failed: [] }]);
    expect((await fetch(`${server.url}/livez`)).status).toBe(200);
  }
  await drop();
  for (const server of servers) {
    expect(await readiness(server.url)).toEqual([503, { ready: false, failed: ['database', 'migrations', 'clock'] }]);
    expect((await fetch(`${server.url}/livez`)).status).toBe(200);
  }
});

test('a wrong password, a missing database and a missing file of keys are each named by their setting', async () => {
  const { url, citizensUrl, ownerUrl, drop } = await emptyDatabase();
  onTestFinished(drop);
  const urls = { DATABASE_URL: url, DATABASE_CITIZENS_URL: citizensUrl, DATABASE_OWNER_URL: ownerUrl };
  const env = { ...urls, KEYS_FILE: newKeysFile(), DEMO: '1' };
  const wrong = (text: string) => text.replace(/:[^:@]+@/, ':wrong@');
  const elsewhere = (text: string) => text.replace(/\/[^/]+$/, '/nowhere');
  for (const [change, sentence] of [
    [{ DATABASE_OWNER_URL: wrong(ownerUrl) }, 'The database refuses the role or the password of DATABASE_OWNER_URL.'],
    [{ DATABASE_URL: wrong(url) }, 'The database refuses the role or the password of DATABASE_URL.'],
    [
      { DATABASE_CITIZENS_URL: wrong(citizensUrl) },
      'The database refuses the role or the password of DATABASE_CITIZENS_URL.',
    ],
    [{ DATABASE_OWNER_URL: elsewhere(ownerUrl) }, 'The database of DATABASE_OWNER_URL does not exist.'],
    [{ KEYS_FILE: '/nowhere/keys.json' }, 'KEYS_FILE /nowhere/keys.json does not exist'],
  ] as const) {
    const { said, code } = await refusedStart({ ...env, ...change });
    expect(code).toBe(1);
    expect(said).toEqual([expect.stringContaining(sentence)]);
  }
});

test('a database restored by the tools of its server is settled, and its heads bound, before anything starts', async () => {
  const { url, citizensUrl, ownerUrl, ownerDatabase, drop } = await emptyDatabase();
  onTestFinished(drop);
  const urls = { DATABASE_URL: url, DATABASE_CITIZENS_URL: citizensUrl, DATABASE_OWNER_URL: ownerUrl };
  const env = { ...urls, KEYS_FILE: newKeysFile(), DEMO: '1' };
  const office = await startServer(env);
  process.kill(office.pid, 'SIGTERM');
  await office.exit;
  const { pool } = ownerDatabase;
  await pool.query(`insert into message (id, kind, facts_sealed) values (gen_random_uuid(), 'code', '')`);
  await pool.query('delete from journal_seal where seq = (select max(seq) from journal_seal)');
  const cut = await collect('tooling/restore.ts', ['--verify'], env);
  expect([cut.code, cut.said]).toEqual([1, expect.stringContaining('heads outside prove that entries followed')]);
  const settled = await collect('tooling/restore.ts', ['--settle'], env);
  expect([settled.code, settled.said]).toEqual([0, expect.stringContaining('1 messages that were due')]);
  const { rows } = await pool.query<{ n: number }>('select count(*) as n from institution');
  expect(settled.said).toMatch(new RegExp(`institution +${rows[0]?.n ?? -1}\\n`));
  expect(rows[0]?.n).toBeGreaterThan(0);
  const blind = await collect('tooling/restore.ts', ['--verify'], { ...env, KEYS_FILE: newKeysFile() });
  expect([blind.code, blind.said]).toEqual([1, expect.stringContaining('not that of this database')]);
});

test('data begun as a demo does not open in earnest', async () => {
  const { url, citizensUrl, ownerUrl, drop } = await emptyDatabase();
  onTestFinished(drop);
  const urls = { DATABASE_URL: url, DATABASE_CITIZENS_URL: citizensUrl, DATABASE_OWNER_URL: ownerUrl };
  const env = { ...urls, KEYS_FILE: newKeysFile() };
  const demo = await startServer({ ...env, DEMO: '1', LOG_LEVEL: 'silent' });
  process.kill(demo.pid, 'SIGTERM');
  await demo.exit;
  const gateway = { SMS_GATEWAY_URL: 'http://127.0.0.1:9/', SMS_GATEWAY_TOKEN: 'x', HOSTS: '127.0.0.1' };
  const { said, code } = await refusedStart({ ...env, ...gateway });
  expect(code).toBe(1);
  expect(said).toEqual([expect.stringContaining('This data was begun as a demo')]);
});

function newKeysFile(): string {
  const file = join(newDataDir(), 'keys.json');
  mkdirSync(dirname(file));
  writeFileSync(file, JSON.stringify(createKeys()), { mode: 0o600 });
  return file;
}

async function readiness(url: string): Promise<[number, unknown]> {
  const response = await fetch(`${url}/readyz`);
  return [response.status, await response.json()];
}
