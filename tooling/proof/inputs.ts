import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Tell } from './claim.ts';

const many = 500_000;

/** The test of nearly right inputs, with as many as trust asks for. */
export async function inputs(tell: Tell): Promise<void> {
  const words = ['node_modules/.bin/vitest', 'run', '--project', 'office', 'packages/api/test/inputs.test.ts'];
  const child = spawn(process.execPath, words, { env: { ...process.env, INPUTS: String(many) }, stdio: 'inherit' });
  const [code] = (await once(child, 'exit')) as [number | null];
  tell(`no verb fails on ${many} inputs`, code === 0, code ?? 'killed');
}
