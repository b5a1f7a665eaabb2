import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pino from 'pino';
import { openDatabase } from '@anmin/db/client';
import { expect, test } from 'vitest';
import { healthOf, officeChecks } from '../src/health.ts';
import { keepDoing, type Jobs } from '../src/jobs.ts';
import { headKeeper, readHeads } from '../src/journal-heads.ts';
import { administratorUrl } from '../src/office-database.ts';
import { runningPort } from '../src/postgres.ts';
import { collect } from '../../../tooling/collect.ts';
import { newDataDir, refusedStart, startServer } from './running.ts';

test('the journal verifies while the server runs and when it is stopped, and under a new key the heads of the old one still do', async () => {
  const dataDir = newDataDir();
  const office = await startServer({ DATA_DIR: dataDir });
  const keyIds = () => new Set(readHeads(join(dataDir, 'journal-heads')).heads.map(({ keyId }) => keyId));
  await expect.poll(() => keyIds().size, { timeout: 30_000 }).toBe(1);
  const running = await verify({ DATA_DIR: dataDir });
  expect(running.code).toBe(0);
  expect(running.said).toContain('The journal is sound');
  const renewed = await collect('tooling/journal.ts', ['new-key'], { DATA_DIR: dataDir });
  expect([renewed.code, renewed.said]).toEqual([0, expect.stringContaining('The file has changed')]);
  await signInWrongly(office.url);
  process.kill(office.pid, 'SIGTERM');
  expect(await office.exit).toBe(0);
  expect(keyIds().size).toBe(2);
  const { heads } = readHeads(join(dataDir, 'journal-heads'));
  const stopped = await verify({ DATA_DIR: dataDir });
  expect(stopped.code).toBe(0);
  expect(stopped.said).toContain(`${heads.at(-1)?.seq ?? -1} entries are linked`);
  expect(stopped.said).toContain('Not sealed yet: 0 entries');
  expect(statSync(join(dataDir, 'journal-key.pem')).mode & 0o777).toBe(0o600);
  const file = join(dataDir, 'journal-key.pem');
  const [own = ''] = readFileSync(file, 'utf8').match(/-----BEGIN PRIVATE[^]+?-----END[^\n]+\n/) ?? [];
  writeFileSync(file, own);
  const forgotten = await verify({ DATA_DIR: dataDir });
  expect([forgotten.code, forgotten.said]).toEqual([1, expect.stringContaining('signature')]);
  rmSync(file);
  const { said, code } = await refusedStart({ DATA_DIR: dataDir });
  expect(code).toBe(1);
  expect(said).toEqual([expect.stringMatching(/^JOURNAL_KEY .* does not exist/)]);
});

test('a changed entry is named by its place and its id, and a cut tail is found by the head outside', async () => {
  const dataDir = newDataDir();
  await startServer({ DATA_DIR: dataDir, JOURNAL_HEADS: `${dataDir}-elsewhere` });
  await expect.poll(() => readHeads(`${dataDir}-elsewhere`).heads.length, { timeout: 30_000 }).toBeGreaterThan(0);
  const superuser = openDatabase(administratorUrl(dataDir, runningPort(dataDir)), { max: 1 });
  const env = { DATA_DIR: dataDir, JOURNAL_HEADS: `${dataDir}-elsewhere` };
  const spoil =
    'update journal_entry set subject = reverse(subject) where id in (select entry from journal_seal where seq = 1)';
  const { rows } = await superuser.pool.query<{ id: number }>(`${spoil} returning id`);
  const changed = await verify(env);
  expect(changed.code).toBe(1);
  expect(changed.said).toContain(
    `does not hold at seq 1, entry ${rows[0]?.id ?? 'none'}: the entry or its seal was changed`,
  );
  await superuser.pool.query(spoil);
  expect((await verify(env)).code).toBe(0);
  await superuser.pool.query('truncate journal_seal, journal_entry');
  const cut = await verify(env);
  expect(cut.code).toBe(1);
  expect(cut.said).toContain('does not hold at seq 1: heads outside prove that entries followed');
  await superuser.close();
});

test('a head that cannot be copied for too long makes the office not ready', async () => {
  const blocked = newDataDir();
  writeFileSync(blocked, 'a file, where a folder should be');
  const head = { seq: 1, hash: 'ab', at: 'now', keyId: 'k', signature: 's' };
  const copying = (folder: string) => {
    const keep = headKeeper(folder);
    const round = () => {
      keep(head);
      return Promise.resolve();
    };
    return keepDoing(round, pino({ level: 'silent' }), 10);
  };
  const copies = [copying(join(blocked, 'heads')), copying(`${blocked}-open`)] as const;
  const failedWith = (heads: Jobs) => {
    const { journal } = officeChecks({ heads, headsWithin: 300 } as Parameters<typeof officeChecks>[0]);
    return healthOf({ journal: journal ?? (() => false) }).failed();
  };
  await expect.poll(() => failedWith(copies[0]), { timeout: 30_000 }).toEqual(['journal']);
  await expect.poll(() => failedWith(copies[1]), { timeout: 30_000 }).toEqual([]);
  await Promise.all(copies.map((copy) => copy.stop()));
});

test('a line of heads that a crash cut short is passed over, and the next head begins a new line', () => {
  const folder = newDataDir();
  mkdirSync(folder);
  const head = { seq: 1, hash: 'ab', at: 'now', keyId: 'k', signature: 's' };
  headKeeper(folder)(head);
  writeFileSync(join(folder, 'heads.jsonl'), `${JSON.stringify(head)}\n{"seq":2,"ha`);
  headKeeper(folder)({ ...head, seq: 3 });
  expect(readHeads(folder)).toEqual({ heads: [head, { ...head, seq: 3 }], unreadable: 1 });
  expect(readFileSync(join(folder, 'heads.jsonl'), 'utf8').split('\n')).toHaveLength(4);
});

test('nothing to verify is said in one line', async () => {
  const dataDir = newDataDir();
  const { said, code } = await verify({ DATA_DIR: dataDir });
  expect(code).toBe(1);
  expect(said.trim().split('\n')).toEqual([expect.stringContaining('There is no database in DATA_DIR')]);
  expect(existsSync(dataDir)).toBe(false);
});

/** Leaves an entry in the journal. */
async function signInWrongly(url: string): Promise<void> {
  const body = JSON.stringify({ username: 'jiagedaqi', password: 'not the passphrase' });
  await fetch(`${url}/api/auth/sign-in/username`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
}

function verify(env: Record<string, string>) {
  return collect('tooling/journal.ts', ['verify'], env);
}
