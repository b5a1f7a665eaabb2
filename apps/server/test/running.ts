import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { processesMarked } from '../src/process.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const main = 'apps/server/src/main.ts';

/** What one start compiled saves the next a quarter of its work. */
const compiled = join(tmpdir(), 'anmin-compiled');

/** As `npm start` launches the server, once all is installed and built. */
export const launcher = ['tooling/run.mjs', main];

export interface Running {
  readonly pid: number;
  readonly url: string;
  readonly output: () => string;
  readonly exit: Promise<number | null>;
}

/** A server started as a person starts it, in a process group of its own like a terminal's. */
export async function startServer(env: Record<string, string>, command: readonly string[] = [main]): Promise<Running> {
  const { child, output, exit } = launch(env, command);
  const url = await Promise.race([
    exit.then(() => undefined),
    new Promise<string>((resolve) => {
      child.stdout?.on('data', () => {
        const found = /Booking\s+(http:\S+?)\/\n/.exec(output());
        if (found?.[1] !== undefined) resolve(found[1]);
      });
    }),
  ]);
  if (url === undefined) throw new Error(`the server did not start: ${output()}`);
  return { pid: child.pid ?? 0, url, output, exit };
}

/** A start that is refused: what the person reads, and the exit code. */
export async function refusedStart(
  env: Record<string, string>,
  command: readonly string[] = [main],
): Promise<{ said: string[]; code: number | null }> {
  const { output, exit } = launch(env, command);
  const code = await exit;
  return { said: output().trim().split('\n'), code };
}

export function newDataDir(): string {
  const parent = newDataDirectory();
  onTestFinished(() => removeDataDirectory(parent));
  return join(parent, 'data');
}

/** For several tests: the last removes it. */
export function newDataDirectory(): string {
  const parent = mkdtempSync(join(tmpdir(), 'anmin-start-'));
  chmodSync(parent, 0o711);
  return parent;
}

/** What a first start leaves behind, begun once and copied for each test that is not about the beginning. */
export function begunOnce() {
  const parent = newDataDirectory();
  const begun = join(parent, 'data');
  let beginning: Promise<void> | undefined;
  const begin = async () => {
    const { pid, exit } = await startServer({ DATA_DIR: begun });
    process.kill(pid, 'SIGTERM');
    await exit;
  };
  const copy = async () => {
    await (beginning ??= begin());
    const dataDir = newDataDir();
    // not by Node: it would give the database's files to whoever runs the tests
    execFileSync('cp', ['-a', begun, dataDir]);
    return dataDir;
  };
  return { copy, remove: () => removeDataDirectory(parent) };
}

export function removeDataDirectory(parent: string): void {
  for (const pid of processesMarked(parent)) process.kill(pid, 'SIGKILL');
  rmSync(parent, { recursive: true, force: true });
}

function launch(env: Record<string, string>, command: readonly string[]) {
  const { PATH = '' } = process.env;
  const child: ChildProcess = spawn(process.execPath, command, {
    cwd: root,
    env: { PATH, PORT: '0', LOG_LEVEL: 'error', NODE_ENV: 'production', NODE_COMPILE_CACHE: compiled, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const exit = new Promise<number | null>((resolve) => child.once('close', resolve));
  onTestFinished(() => {
    if (child.exitCode === null) child.kill('SIGKILL');
  });
  return { child, exit, output: () => text };
}
