/** Everything that must hold. The last line of standard output is `N passed, N failed`. Runs on Node 20. */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, houseEnv, install, node, root } from './prepare.mjs';

install();
build();
const count = { passed: 0, failed: 0 };
await inPairs(checks(), report);
await tests();
process.exitCode = count.failed > 0 || count.passed === 0 ? 1 : 0;
console.log(`${count.passed} passed, ${count.failed} failed`);

function checks() {
  return [
    { name: 'lint and types', command: ['oxlint', 'packages', 'apps', 'tooling'] },
    { name: 'lint of components', command: ['eslint', '--max-warnings=0', 'apps', 'packages/ui'] },
    { name: 'formatting', command: ['prettier', '--check', '--log-level=warn', '.'] },
    { name: 'walls', command: ['depcruise', '--config', '.dependency-cruiser.mjs', 'packages', 'apps', 'tooling'] },
    { name: 'migrations', command: ['squawk', 'packages/db/migrations/0*.sql'] },
    ...workspaces().flatMap(componentTypes),
    ...(existsSync(join(root, 'tooling/words.ts')) ? [{ name: 'words', command: [node(), 'tooling/words.ts'] }] : []),
    { name: 'lock file', run: lockIsComplete },
  ];
}

function workspaces() {
  const inside = (folder) => readdirSync(join(root, folder)).map((name) => `${folder}/${name}`);
  return [...inside('packages'), ...inside('apps'), 'tooling'];
}

function componentTypes(folder) {
  const { scripts } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
  if (scripts?.check === undefined) return [];
  return [{ name: `types of ${folder}`, command: ['sh', '-c', scripts.check], folder }];
}

/** A package of another platform that the lock file leaves out would break `npm ci` there. */
function lockIsComplete() {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const locked = Object.keys(packages);
  const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter((name) => !locked.some((key) => key.endsWith(`node_modules/${name}`)))
      .map((name) => `${path} misses ${name}`),
  );
  return { ok: missing.length === 0, output: missing.join('\n') };
}

/** Two at a time. */
async function inPairs(waiting, done) {
  const worker = async () => {
    for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) {
      const began = performance.now();
      const { ok, output } = check.run?.() ?? (await run(check));
      done(check.name, ok, output, performance.now() - began);
    }
  };
  await Promise.all([worker(), worker()]);
}

function report(name, ok, output, ms) {
  count[ok ? 'passed' : 'failed'] += 1;
  console.log(`${ok ? '✓' : '✗'} ${name} ${(ms / 1000).toFixed(1)} s`);
  if (!ok) console.log(output);
}

async function run({ command: [program, ...args], folder = '.' }) {
  const child = spawn(program, args, { cwd: join(root, folder), env: houseEnv(), stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  return { ok: (await exitCode(child)) === 0, output };
}

async function tests() {
  const directory = mkdtempSync(join(tmpdir(), 'anmin-tests-'));
  const file = join(directory, 'results.json');
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const child = spawn('vitest', args, { cwd: root, env: houseEnv(), stdio: ['ignore', 'inherit', 'inherit'] });
  const ok = (await exitCode(child)) === 0;
  const results = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
  rmSync(directory, { recursive: true });
  const { numPassedTests: passed = 0, numFailedTests: failed = 0, testResults = [] } = results ?? {};
  const broken = testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && allPassed(assertionResults),
  );
  count.passed += passed;
  count.failed += failed + broken.length;
  if (!ok && failed + broken.length === 0) report('tests', false, 'vitest ended with an error', 0);
}

function allPassed(assertions) {
  return assertions.every(({ status }) => status !== 'failed');
}

function exitCode(child) {
  return new Promise((resolve) => {
    child.once('error', () => resolve(1));
    child.once('close', resolve);
  });
}
