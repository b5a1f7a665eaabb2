import type { Proof } from './claim.ts';
import { backup } from './backup.ts';
import { crash } from './crash.ts';
import { disk } from './disk.ts';
import { files } from './files.ts';
import { inputs } from './inputs.ts';
import { journal } from './journal.ts';
import { model } from './model.ts';
import { outbox } from './outbox.ts';
import { pages } from './pages.ts';
import { rotation } from './rotation.ts';

/** `npm run proof -- NAME`: what takes too long for the tests. The last line is `N passed, N failed`. */
const proofs: Readonly<Record<string, Proof>> = {
  backup,
  crash,
  disk,
  files,
  inputs,
  journal,
  model,
  outbox,
  pages,
  rotation,
};

const [name = ''] = process.argv.slice(2);
const chosen = Object.entries(proofs).filter(([known]) => name === '' || known === name);
if (chosen.length === 0) console.error(`there is no proof ${name}; there are: ${Object.keys(proofs).join(', ')}`);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
const count = { passed: 0, failed: chosen.length === 0 ? 1 : 0 };
for (const [proof, run] of chosen) await prove(proof, run);
console.log(`${count.passed} passed, ${count.failed} failed`);
process.exitCode = count.failed === 0 ? 0 : 1;

async function prove(proof: string, run: Proof): Promise<void> {
  const began = performance.now();
  console.log(`${proof}:`);
  await run(tell).catch((error: unknown) => {
    tell('the proof came to its end', false, error instanceof Error ? (error.stack ?? error.message) : String(error));
  });
  console.log(`  ${((performance.now() - began) / 1000).toFixed(0)} s`);
}

function tell(claim: string, holds: boolean, seen: string | number): void {
  count[holds ? 'passed' : 'failed'] += 1;
  console.log(`  ${holds ? '✓' : '✗'} ${claim}: ${seen}`);
}
