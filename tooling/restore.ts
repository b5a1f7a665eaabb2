import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { signHead, type Head, type JournalKey } from '@anmin/api/journal/head';
import { headOf } from '@anmin/api/journal/seal';
import { examineRecords, isSound, type Findings } from '@anmin/api/restore/examine';
import { Hidden, type Records } from '@anmin/api/restore/records';
import { releaseMessages, settleRestored } from '@anmin/api/restore/settle';
import { inTransaction, openDatabase } from '@anmin/db/client';
import { restoreCluster } from '@anmin/server/backup/restore';
import { forgetUnsettled, readUnsettled, refuseHalf } from '@anmin/server/backup/unsettled';
import { hasHeads, headKeeper, readHeads } from '@anmin/server/journal-heads';
import { readHeadKeys, readJournalKey } from '@anmin/server/journal-key';
import { hasKeys, readKeys } from '@anmin/server/keys';
import { livingHolder, lockDataDirectory } from '@anmin/server/lock';
import { reachDatabase } from '@anmin/server/reach';
import { CannotStart } from '@anmin/server/sentences';
import { readSettings, type Settings } from '@anmin/server/settings';
import { command, say } from './command.ts';
import { tellVerdict } from './verdict.ts';

/**
 * `npm run restore -- --key FILE [--to INSTANT]`: the newest backup in BACKUP_DIR, or the office as of an instant, into a
 * DATA_DIR without a database; then it is settled and examined. `--settle` does that alone, after a restore by other tools
 * or one that was broken off; `--verify` examines what is there; `--release-messages` lets the messages go that a restore
 * holds.
 */
await command(async () => {
  const wish = readWish();
  const settings = readSettings({ ...process.env, BACKUP_DIR: '', BACKUP_RECIPIENT: '', DEMO: '1' });
  const journalKey = wish.settle ? readJournalKeyFor(settings) : undefined;
  if (wish.key !== undefined) await restore(settings, wish.key, wish.to);
  if (wish.settle) refuseToSettle(settings);
  const { url, staffUrl, close } = await reachDatabase(settings);
  const keys = hasKeys(settings.keysFile) ? readKeys(settings.keysFile) : null;
  const records = { owner: openDatabase(url, { max: 1 }), staff: openDatabase(staffUrl, { max: 1 }), keys };
  try {
    const isBound = !wish.settle || (await settle(records, settings, journalKey));
    if (wish.release) await release(records);
    return (await examine(records, settings)) && isBound;
  } catch (error) {
    throw error instanceof Hidden ? hidden(settings) : error;
  } finally {
    await Promise.all([records.owner.close(), records.staff.close()]);
    await close();
  }
});

type Wish = {
  readonly key: string | undefined;
  readonly to: Temporal.Instant | undefined;
  readonly settle: boolean;
  readonly release: boolean;
};

function readWish(): Wish {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean', default: false } as const;
  try {
    const options = { key: text, to: text, settle: flag, verify: flag, 'release-messages': flag };
    const { key, to, settle, verify, 'release-messages': release } = parseArgs({ options }).values;
    if (key === undefined && (to !== undefined || !(settle || verify || release))) throw usage();
    const instant = to === undefined ? undefined : Temporal.Instant.from(to);
    return { key, to: instant, settle: settle || key !== undefined, release };
  } catch {
    throw usage();
  }
}

/** Read before anything is restored: without it the heads that were signed cannot be bound to the restored end. */
function readJournalKeyFor({ journalHeads, journalKeyFile }: Settings): JournalKey | undefined {
  return hasHeads(journalHeads) ? readJournalKey(journalKeyFile) : undefined;
}

async function restore(settings: Settings, key: string, to: Temporal.Instant | undefined): Promise<void> {
  const { BACKUP_DIR: folder } = process.env;
  if (settings.outsideDatabase !== undefined) throw outside();
  if (folder === undefined) throw noFolder();
  const identity = readIdentity(key);
  const unlock = lockDataDirectory(settings.dataDir);
  await restoreCluster({ dataDir: settings.dataDir, folder, identity, to }).finally(unlock);
}

/** What is settled is not at work yet. */
function refuseToSettle({ outsideDatabase, dataDir }: Settings): void {
  if (outsideDatabase !== undefined) return;
  const pid = livingHolder(dataDir);
  if (pid !== undefined) throw atWork(dataDir, pid);
  refuseHalf(dataDir);
}

function readIdentity(file: string): string {
  try {
    const found = /^AGE-SECRET-KEY-1[0-9A-Z]+$/m.exec(readFileSync(file, 'utf8'))?.[0];
    if (found !== undefined) return found;
  } catch {
    // told below
  }
  throw noIdentity(file);
}

/** Holds what may have been sent since, and binds the journal's heads to the restored end. False: the chain does not hold. */
async function settle(records: Records, settings: Settings, journalKey: JournalKey | undefined): Promise<boolean> {
  const { outsideDatabase, dataDir } = settings;
  const known = outsideDatabase === undefined ? readUnsettled(dataDir) : undefined;
  const { base, last } = known ?? { base: null, last: null };
  const held = await settleRestored(records, { base, last });
  const isBound = journalKey === undefined || (await bindHeads(records, settings, journalKey));
  if (outsideDatabase === undefined) forgetUnsettled(dataDir);
  if (base !== null)
    say({
      zh: `已从 ${base} 的备份恢复，最后一次办理在 ${last ?? '备份之时'}。请尽快做一次新备份。`,
      en: `Restored from the backup of ${base}; the last act was at ${last ?? 'its end'}. Make a new backup soon.`,
    });
  say({
    zh: `${held} 条到期短信可能已在此后发出，暂不发送：核对后用 --release-messages 放行。`,
    en: `${held} messages that were due may have left since and are held: --release-messages lets them go.`,
  });
  say({
    zh: '此后撤销的接口密钥、停用的账号和终止的岗位又恢复有效：请对照外部记录重新撤销。',
    en: 'Keys of clients, accounts and posts that were ended since stand again: end them once more.',
  });
  return isBound;
}

/** The heads that follow the restored end belong to what was lost; a signed line says so. */
async function bindHeads(records: Records, settings: Settings, journalKey: JournalKey): Promise<boolean> {
  const { heads } = readHeads(settings.journalHeads);
  const end = await restoredEnd(records, journalKey);
  const { journal } = await examineRecords(records, { ...signedBy(settings), heads: [...heads, end] });
  if (journal.broken === null) headKeeper(settings.journalHeads)(end);
  return journal.broken === null;
}

async function restoredEnd({ owner }: Records, key: JournalKey): Promise<Head> {
  const now = Temporal.Now.instant();
  const head = await inTransaction(owner, (tx) => headOf(tx, key, now));
  const { seq, hash } = head ?? { seq: 0, hash: '' };
  return signHead(key, { seq, hash, at: now.toString(), restored: true });
}

async function release(records: Records): Promise<void> {
  const released = await releaseMessages(records);
  say({ zh: `已放行 ${released} 条短信。`, en: `${released} messages may go.` });
}

async function examine(records: Records, settings: Settings): Promise<boolean> {
  const { heads } = readHeads(settings.journalHeads);
  const findings = await examineRecords(records, { ...signedBy(settings), heads });
  tell(settings, findings);
  return isSound(findings);
}

function signedBy({ journalHeads, journalKeyFile }: Settings) {
  return { headKeys: hasHeads(journalHeads) ? readHeadKeys(journalKeyFile) : new Map<string, never>() };
}

function tell({ journalHeads, keysFile }: Settings, { rows, migrated, journal, messages, keysFit }: Findings): void {
  for (const [table, count] of Object.entries(rows)) console.log(`  ${table.padEnd(20)} ${count}`);
  say(
    migrated
      ? { zh: '表结构是本版本的。', en: 'The tables are those of this release.' }
      : {
          zh: '表结构缺少本版本的迁移，启动时会补上。',
          en: 'Migrations of this release are missing; the next start applies them.',
        },
  );
  tellVerdict(journalHeads, journal);
  console.log(
    `短信 Messages ${Object.entries(messages)
      .map(([state, count]) => `${state} ${count}`)
      .join(', ')}`,
  );
  if (keysFit === true) say({ zh: '密钥与数据相符。', en: 'The keys open what is sealed.' });
  if (keysFit === false) say({ zh: `${keysFile} 打不开这些数据。`, en: `${keysFile} does not open what is sealed.` });
  if (keysFit === null) say({ zh: `未核对密钥 ${keysFile}。`, en: `The keys in ${keysFile} were not tried.` });
}

function usage(): CannotStart {
  return new CannotStart({
    zh: '用法：npm run restore -- --key 私钥文件 [--to 2026-11-22T10:31+08:00]，或 -- --settle、--verify、--release-messages',
    en: 'Usage: npm run restore -- --key FILE [--to 2026-11-22T10:31+08:00], or -- --settle, --verify, --release-messages',
  });
}

function outside(): CannotStart {
  return new CannotStart({
    zh: '数据库在 DATABASE_URL 的服务器上：请用那里的工具恢复，再在启动之前运行 --settle。',
    en: 'The database is on the server of DATABASE_URL: restore it with its own tools, then run --settle before anything is started.',
  });
}

function atWork(dataDir: string, pid: number): CannotStart {
  return new CannotStart({
    zh: `DATA_DIR ${dataDir} 正被运行中的服务器（进程 ${pid}）使用，请先停止它。`,
    en: `DATA_DIR ${dataDir} is in use by a running server, pid ${pid}: stop it first.`,
  });
}

function hidden({ keysFile }: Settings): CannotStart {
  return new CannotStart({
    zh: `KEYS_FILE ${keysFile} 不存在或不属于这个数据库：没有它，行级安全会隐藏全部记录。`,
    en: `KEYS_FILE ${keysFile} is missing or not that of this database: without it row-level security hides the records.`,
  });
}

function noFolder(): CannotStart {
  return new CannotStart({ zh: '请设置 BACKUP_DIR。', en: 'Set BACKUP_DIR.' });
}

function noIdentity(file: string): CannotStart {
  return new CannotStart({
    zh: `${file} 中没有备份的私钥（AGE-SECRET-KEY-1…）。`,
    en: `There is no private key of the backups (AGE-SECRET-KEY-1…) in ${file}.`,
  });
}
