/** What every command of the house needs first: packages, built sites, a current Node. Runs on Node 20. */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));
const modules = join(root, 'node_modules');

/** Installs what the lock file names, unless exactly that is installed. */
export function install() {
  if (isInstalled()) return;
  console.log('安装依赖… Installing…');
  const [npm, ...first] = process.env.npm_execpath ? [process.execPath, process.env.npm_execpath] : ['npm'];
  // NODE_ENV=production would leave out what the build needs.
  const result = spawnSync(npm, [...first, 'ci', '--include=dev', '--include=optional'], {
    cwd: root,
    stdio: 'inherit',
  });
  if (result.status !== 0) fail('依赖安装失败。', 'The installation failed: npm ci says why above.');
}

/** Builds the sites, unless nothing they are made of has changed. */
export function build() {
  const stamp = join(modules, '.built');
  const inputs = fingerprint();
  const built = ['booking', 'portal'].every((site) => existsSync(join(root, 'apps', site, 'build', 'handler.js')));
  if (built && existsSync(stamp) && readFileSync(stamp, 'utf8') === inputs) return;
  console.log('构建网站… Building…');
  const result = spawnSync(join(modules, '.bin', 'turbo'), ['run', 'build', '--output-logs=errors-only'], {
    cwd: root,
    stdio: 'inherit',
    env: { ...houseEnv(), TURBO_TELEMETRY_DISABLED: '1', TURBO_NO_UPDATE_NOTIFIER: '1', DO_NOT_TRACK: '1' },
  });
  if (result.status !== 0) fail('构建失败。', 'The build failed: see above.');
  writeFileSync(stamp, inputs);
}

/** The Node that runs TypeScript: from the registry, or the system's if it is as new. */
export function node() {
  const ours = join(modules, '.bin', 'node');
  if (existsSync(ours)) return ours;
  if (Number.parseInt(process.versions.node, 10) >= 26) return process.execPath;
  const here = `${process.platform}-${process.arch}`;
  return fail(`本机（${here}）请先安装 Node 26。`, `On ${here} install Node 26 first.`);
}

/** Runs a program to its end, passing on the wish to stop; resolves to its exit code. */
export function runToEnd(program, args, env = {}) {
  // The channel tells the program when this process is gone.
  const child = spawn(program, args, {
    cwd: root,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...houseEnv(), ...env },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(signal === null ? code : 1));
  });
}

/** The packages' own programs come first on the path. */
export function houseEnv() {
  return { ...process.env, PATH: [join(modules, '.bin'), process.env.PATH].join(delimiter) };
}

/** npm keeps a record of what it installed; it is written last, so a broken installation has none. */
function isInstalled() {
  const record = join(modules, '.package-lock.json');
  if (!existsSync(record)) return false;
  const { packages: installed } = JSON.parse(readFileSync(record, 'utf8'));
  const { packages: wanted } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  return Object.entries(wanted).every(([path, entry]) => {
    if (!path.includes('node_modules/')) return true;
    const found = installed[path];
    if (found === undefined) return entry.optional === true && !isMadeForHere(entry);
    return entry.link === true || (found.version === entry.version && found.integrity === entry.integrity);
  });
}

function isMadeForHere({ os, cpu, libc }) {
  return os?.includes(process.platform) && cpu?.includes(process.arch) && libc === undefined;
}

/** Names, sizes and times of what the sites are made of; turbo compares contents, but takes its second. */
function fingerprint() {
  const hash = createHash('sha256');
  const visit = (path) => {
    const stat = statSync(path);
    if (!stat.isDirectory()) hash.update(`${path} ${stat.size} ${stat.mtimeMs}\n`);
    else
      readdirSync(path)
        .filter((name) => !made.has(name))
        .sort()
        .forEach((name) => visit(join(path, name)));
  };
  sources.forEach((path) => visit(join(root, path)));
  return hash.digest('hex');
}

const sources = [
  'package-lock.json',
  'turbo.json',
  'apps/booking',
  'apps/portal',
  'packages/domain',
  'packages/ui',
  'packages/words',
];
const made = new Set(['node_modules', 'build', '.svelte-kit', '.turbo', 'paraglide', 'shots']);

function fail(zh, en) {
  console.error(`${zh} ${en}`);
  process.exit(1);
}
