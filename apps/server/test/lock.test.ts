import { spawn } from 'node:child_process';
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

test('of eight that find a dead holder at once, one succeeds it', async () => {
  const dataDir = newDataDir();
  mkdirSync(dataDir);
  writeFileSync(join(dataDir, 'server.lock'), JSON.stringify({ pid: 1, began: 'long ago' }));
  const answers = await Promise.all(Array.from({ length: 8 }, () => tryToLock(dataDir)));
  expect(answers.filter((answer) => answer === 'mine')).toHaveLength(1);
  expect(answers.filter((answer) => answer === 'CannotStart')).toHaveLength(7);
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

/** Tries in a process of its own, which lives until all have tried. */
function tryToLock(dataDir: string): Promise<string> {
  const lock = fileURLToPath(new URL('../src/lock.ts', import.meta.url));
  const script = `
    const { lockDataDirectory } = await import(${JSON.stringify(lock)});
    try { lockDataDirectory(${JSON.stringify(dataDir)}); console.log('mine'); }
    catch (error) { console.log(error.constructor.name); }
    setTimeout(() => undefined, 2000);
  `;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return new Promise((resolve) => {
    child.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString().trim()));
  });
}
