import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { lockDataDirectory } from '../src/lock.ts';
import { processBegan } from '../src/process.ts';
import { CannotStart } from '../src/sentences.ts';
import { newDataDir } from './running.ts';

test('the directory belongs to one server until it is given back', () => {
  const dataDir = newDataDir();
  const unlock = lockDataDirectory(dataDir);
  expect(() => lockDataDirectory(dataDir)).toThrow(CannotStart);
  unlock();
  expect(readdirSync(dataDir)).toEqual([]);
  lockDataDirectory(dataDir)();
});

test('a dead holder is succeeded, also when its number lives on as another process', () => {
  const dataDir = newDataDir();
  mkdirSync(dataDir);
  writeFileSync(join(dataDir, 'server.lock'), JSON.stringify({ pid: process.pid, began: 'long ago' }));
  lockDataDirectory(dataDir);
  expect(JSON.parse(readFileSync(join(dataDir, 'server.lock'), 'utf8'))).toEqual({
    pid: process.pid,
    began: processBegan(process.pid),
  });
});

test('of three that find a dead holder at once, one succeeds it, a hundred times over', async () => {
  const parent = newDataDir();
  const dataDirs = Array.from({ length: 100 }, (_, round) => join(parent, String(round)));
  for (const dataDir of dataDirs) {
    mkdirSync(dataDir, { recursive: true });
    writeFileSync(join(dataDir, 'server.lock'), JSON.stringify({ pid: 1, began: 'long ago' }));
  }
  const starters = await Promise.all([1, 2, 3].map(() => startTrying(dataDirs)));
  const moment = Date.now() + 200;
  const tries = await Promise.all(starters.map((starter) => starter.tryAt(moment)));
  for (const starter of starters) starter.release();
  for (const round of dataDirs.keys()) {
    expect(tries.map((answers) => answers[round]).sort()).toEqual(['CannotStart', 'CannotStart', 'mine']);
  }
});

test('a directory that cannot be written is named', () => {
  const dataDir = newDataDir();
  mkdirSync(dataDir);
  chmodSync(dataDir, 0o500);
  asOrdinaryUser(() => expect(() => lockDataDirectory(dataDir)).toThrow('is not writable'));
  expect(readdirSync(dataDir)).toEqual([]);
});

/** Root may write anywhere. */
function asOrdinaryUser(work: () => void): void {
  const isRoot = process.geteuid?.() === 0;
  if (isRoot) process.seteuid?.(65_534);
  try {
    work();
  } finally {
    if (isRoot) process.seteuid?.(0);
  }
}

/** Tries every directory in a process of its own, each at an agreed moment, and lives until it is released. */
async function startTrying(dataDirs: readonly string[]) {
  const lock = fileURLToPath(new URL('../src/lock.ts', import.meta.url));
  const script = `
    const { lockDataDirectory } = await import(${JSON.stringify(lock)});
    process.once('message', ({ moment, dataDirs }) => {
      const answers = dataDirs.map((dataDir, round) => {
        while (Date.now() < moment + round * 10);
        try { lockDataDirectory(dataDir); return 'mine'; }
        catch (error) { return error.constructor.name; }
      });
      process.send(answers);
    });
    process.once('disconnect', () => process.exit());
    process.send('ready');
  `;
  const args = ['--input-type=module', '--eval', script];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  await once(child, 'message');
  const tryAt = async (moment: number) => {
    child.send({ moment, dataDirs });
    const [answers] = (await once(child, 'message')) as [string[]];
    return answers;
  };
  return { tryAt, release: () => child.disconnect() };
}
