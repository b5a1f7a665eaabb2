import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Tell } from './claim.ts';

const many = 1_000_000;

/** The test that holds what many do at once against one clerk, with as many acts as the bench of trust asks for. */
export async function model(tell: Tell): Promise<void> {
  const acts = process.env['MODEL_OPERATIONS'] ?? String(many);
  const words = ['node_modules/.bin/vitest', 'run', '--project', 'office', 'packages/api/test/race/model.test.ts'];
  const env = { ...process.env, MODEL_OPERATIONS: acts };
  const child = spawn(process.execPath, words, { env, stdio: 'inherit' });
  const [code] = (await once(child, 'exit')) as [number | null];
  tell(`${acts} acts at once could have been done one after the other`, code === 0, code ?? 'killed');
}
