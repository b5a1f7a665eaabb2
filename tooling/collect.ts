import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { root } from './prepare.mjs';

/** Runs a command of the house to its end, with this environment and no other: what it said, and its exit code. */
export async function collect(file: string, args: readonly string[], env: Readonly<Record<string, string>>) {
  const { PATH = '' } = process.env;
  const child = spawn(process.execPath, [file, ...args], { cwd: root, env: { PATH, ...env } });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, said };
}
