import { once } from 'node:events';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase, type Database } from '@anmin/db/client';
import { shipLog, spoolIn } from '@anmin/server/backup/archive';
import { basesIn } from '@anmin/server/backup/base';
import { makeIdentity } from '@anmin/server/backup/crypt';
import { readKeys } from '@anmin/server/keys';
import { administratorUrl } from '@anmin/server/office-database';
import { freePort, markOf, runningPort } from '@anmin/server/postgres';
import { processesMarked } from '@anmin/server/process';
import { reachDatabase } from '@anmin/server/reach';
import { readSettings } from '@anmin/server/settings';
import { answersFor, book } from '../../packages/api/test/citizens.ts';
import { collect } from '../collect.ts';
import type { Tell } from './claim.ts';
import { withDirectory } from './cluster.ts';
import { openGateway, type Gateway } from './gateway.ts';
import type { Load, Wish } from './load.ts';
import { clock, serve, slots, widen } from './office.ts';
import { answerOf, start, until, untilMore } from './processes.ts';

/** behind all those the load books for */
const lastCouple = 60_000;

const planted = 'CANARY-b1d9-加格达奇-CANARY';

/** Trust row 8, as it would happen: a backup under load, the machine lost, another machine, an instant, the whole. */
export async function backup(tell: Tell): Promise<void> {
  await withDirectory(async (home) => {
    const gateway = await openGateway(() => 1);
    try {
      const drill = await lose(home, gateway, tell);
      await restoreInstant(drill, gateway, tell);
      await restoreAll(drill, tell);
      await refuseSpoiled(drill, tell);
    } finally {
      gateway.close();
    }
  });
}

type Drill = {
  readonly home: string;
  readonly store: string;
  readonly key: string;
  readonly wishes: readonly Wish[];
  /** ms of 1970 */
  readonly instant: number;
  /** of the lost office: what each table held at its end */
  readonly sums: Readonly<Record<string, string>>;
};

/** An office that works and keeps backups, until its machine is gone. */
async function lose(home: string, gateway: Gateway, tell: Tell): Promise<Drill> {
  const [office, store, key] = [join(home, 'office'), join(home, 'store'), join(home, 'key')];
  const { identity, recipient } = await makeIdentity();
  writeFileSync(key, identity);
  const port = await freePort();
  const env = {
    DATA_DIR: office,
    JOURNAL_HEADS: join(home, 'heads'),
    BACKUP_DIR: store,
    BACKUP_RECIPIENT: recipient,
    ...outsideOf(gateway),
  };
  const server = await serve({ ...env, PORT: String(port) });
  const url = administratorUrl(office, runningPort(office));
  const owner = openDatabase(url, { max: 1 });
  await widen(owner);
  await owner.pool.query('update institution set bus = $1', [planted]);
  const load = start('./load.ts');
  const keys = readKeys(join(office, 'keys.json'));
  const at = `http://127.0.0.1:${port}`;
  load.send({ url: at, keys, slots, connections: 8, from: 1, times: 1_000_000 } satisfies Load);
  await untilMore(load, 100);
  const { code, said } = await collect('tooling/backup.ts', [], env);
  tell('a backup is made under load', code === 0, said.trim().split('\n').at(-1) ?? '');
  await untilMore(load, 200);
  const instant = Date.now();
  await untilMore(load, 200);
  load.send('stop');
  const { wishes } = await answerOf<{ wishes: Wish[] }>(load);
  load.disconnect();
  const ended = once(server, 'exit');
  server.kill('SIGKILL');
  await ended;
  const sums = await sumsOf(owner);
  await shipRest(owner, office, store, recipient);
  await owner.close();
  const database = () => processesMarked(markOf(join(office, 'postgres')));
  for (const pid of database()) process.kill(pid, 'SIGKILL');
  await until('the database is gone', () => database().length === 0);
  tell('the plain files hold what was planted', holds(join(office, 'postgres'), planted), 'so it can be looked for');
  tell('the backup shows nothing of it', !holds(store, planted), `${filesIn(store).length} files`);
  mkdirSync(join(home, 'kept'));
  for (const name of ['keys.json', 'journal-key.pem']) cpSync(join(office, name), join(home, 'kept', name));
  rmSync(office, { recursive: true });
  return { home, store, key, wishes, instant, sums };
}

/** The last minute of the log: what the server would have shipped by now. */
async function shipRest({ pool }: Database, office: string, store: string, recipient: string): Promise<void> {
  const { rows } = await pool.query<{ name: string }>('select pg_walfile_name(pg_switch_wal()) as name');
  const last = `log-spool/${rows[0]?.name ?? ''}`;
  await until('the log is in the spool', () => filesIn(office).some((file) => file.endsWith(last)));
  await shipLog(spoolIn(office), store, recipient);
}

async function restoreInstant(drill: Drill, gateway: Gateway, tell: Tell): Promise<void> {
  const { home, store, key, wishes, instant } = drill;
  const dataDir = newMachine(drill, 'instant');
  const env = { DATA_DIR: dataDir, BACKUP_DIR: store, JOURNAL_HEADS: join(home, 'heads') };
  const began = performance.now();
  const to = new Date(instant).toISOString();
  const { code, said } = await collect('tooling/restore.ts', ['--key', key, '--to', to], env);
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  tell('the office is restored to an instant and found sound', code === 0, `${seconds} s${code === 0 ? '' : said}`);
  const held = Number(/(\d+) messages that were due/.exec(said)?.[1] ?? 0);
  tell('messages that may have left since are held', held > 0, `${held} held`);
  const found = await referencesIn(env);
  const before = wishes.filter(({ answeredAt, status }) => status === 200 && answeredAt < instant);
  const missing = before.filter((wish) => !found.has(referenceIn(wish)));
  tell(
    'every booking acknowledged before it is there',
    missing.length === 0,
    `${before.length}, ${missing.length} missing`,
  );
  const late = wishes.filter(({ sentAt, status }) => status === 200 && sentAt > instant);
  const early = late.filter((wish) => found.has(referenceIn(wish)));
  tell('no booking asked for after it is there', early.length === 0, `${late.length} later, ${early.length} there`);
  await sendNothingTwice(env, gateway, tell);
}

/** The restored office is opened before the same provider. */
async function sendNothingTwice(env: Record<string, string>, gateway: Gateway, tell: Tell): Promise<void> {
  const before = gateway.delivered.size;
  const port = String(await freePort());
  const server = await serve({ ...env, BACKUP_DIR: '', ...outsideOf(gateway), PORT: port });
  const keys = readKeys(join(env['DATA_DIR'] ?? '', 'keys.json'));
  const slot = slots[0] ?? { day: '', time: '' };
  const booked = await book({ url: `http://127.0.0.1:${port}`, keys }, answersFor(lastCouple, slot));
  await until('the message of a new booking is sent', () => gateway.delivered.size > before);
  const ended = once(server, 'exit');
  server.kill('SIGTERM');
  await ended;
  const twice = [...gateway.delivered.values()].filter((times) => times > 1).length;
  const seen = `${before} sent before, ${twice} twice, and that of a new booking (${booked.status})`;
  tell('the restored office sends nothing twice', twice === 0 && before > 0 && booked.status === 200, seen);
  const again = await collect('tooling/journal.ts', ['verify'], { ...env, BACKUP_DIR: '' });
  tell('its journal goes on from the restored end', again.code === 0, again.said.split('\n')[0] ?? '');
}

async function restoreAll(drill: Drill, tell: Tell): Promise<void> {
  const { home, store, key, sums } = drill;
  const dataDir = newMachine(drill, 'end');
  // heads as they were before the restore to an instant was signed among them
  const heads = join(home, 'heads-end');
  mkdirSync(heads);
  const lines = readFileSync(join(home, 'heads', 'heads.jsonl'), 'utf8').split('\n');
  const first = lines.findIndex((line) => line.includes('"restored"'));
  writeFileSync(join(heads, 'heads.jsonl'), `${lines.slice(0, first).join('\n')}\n`);
  const env = { DATA_DIR: dataDir, BACKUP_DIR: store, JOURNAL_HEADS: heads };
  const { code, said } = await collect('tooling/restore.ts', ['--key', key], env);
  tell('the office is restored to its end and found sound', code === 0, code === 0 ? 'sound' : said);
  const reached = await reachDatabase(settingsOf(env));
  const owner = openDatabase(reached.url, { max: 1 });
  const now = await sumsOf(owner);
  await owner.close();
  await reached.close();
  const differing = Object.keys(sums).filter((table) => sums[table] !== now[table]);
  tell(
    'every table is as it was, row for row',
    differing.length === 0,
    differing.join() || `${Object.keys(sums).length} tables`,
  );
}

async function refuseSpoiled(drill: Drill, tell: Tell): Promise<void> {
  const other = join(drill.home, 'other-key');
  writeFileSync(other, (await makeIdentity()).identity);
  const spoiled = join(drill.home, 'spoiled');
  cpSync(drill.store, spoiled, { recursive: true });
  const archive = basesIn(spoiled)[0]?.archive ?? '';
  const bytes = readFileSync(archive);
  bytes[1_500_000] = (bytes[1_500_000] ?? 0) ^ 1;
  writeFileSync(archive, bytes);
  const flipped = { DATA_DIR: newMachine(drill, 'flipped'), BACKUP_DIR: spoiled };
  const one = await collect('tooling/restore.ts', ['--key', drill.key], flipped);
  tell('one flipped bit is refused', one.code === 1 && one.said.includes('was altered'), one.said.trim());
  const strange = { DATA_DIR: newMachine(drill, 'strange'), BACKUP_DIR: drill.store };
  const two = await collect('tooling/restore.ts', ['--key', other], strange);
  tell('another key is refused', two.code === 1 && two.said.includes('does not open'), two.said.trim());
}

/** Nothing but the keys that were kept elsewhere. */
function newMachine({ home }: Drill, name: string): string {
  const dataDir = join(home, name);
  cpSync(join(home, 'kept'), dataDir, { recursive: true });
  return dataDir;
}

function outsideOf({ url }: Gateway): Record<string, string> {
  return { SMS_GATEWAY_URL: url, SMS_GATEWAY_TOKEN: 'token', CLOCK: clock };
}

function settingsOf(env: Record<string, string>) {
  return readSettings({ ...env, BACKUP_DIR: '' });
}

async function referencesIn(env: Record<string, string>): Promise<Set<string>> {
  const { url, close } = await reachDatabase(settingsOf(env));
  const owner = openDatabase(url, { max: 1 });
  const { rows } = await owner.pool.query<{ reference: string }>('select reference from booking');
  await owner.close();
  await close();
  return new Set(rows.map(({ reference }) => reference));
}

function referenceIn({ body }: Wish): string {
  return (JSON.parse(body) as { result: { data: { reference: string } } }).result.data.reference;
}

/** A sum over every row of each table that a restore does not touch. */
async function sumsOf({ pool }: Database): Promise<Record<string, string>> {
  const touched = ['message', 'staff_session', 'journal_entry', 'journal_seal'];
  const tables = await pool.query<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'public' and tablename <> all ($1)`,
    [touched],
  );
  const sums: Record<string, string> = {};
  for (const { name } of tables.rows) {
    const { rows } = await pool.query<{ sum: string }>(
      `select count(*) || ' ' || coalesce(sum(hashtextextended(t::text, 0)), 0) as sum from ${name} t`,
    );
    sums[name] = rows[0]?.sum ?? '';
  }
  return sums;
}

function filesIn(directory: string): string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

function holds(directory: string, text: string): boolean {
  return filesIn(directory).some((file) => readFileSync(file).includes(text));
}
