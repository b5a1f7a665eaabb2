import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { signHead, type Head } from '@anmin/api/journal/head';
import { headOf } from '@anmin/api/journal/seal';
import { examineRecords, isSound, type Findings } from '@anmin/api/restore/examine';
import { releaseMessages, settleRestored } from '@anmin/api/restore/settle';
import { inTransaction, openDatabase, type Database } from '@anmin/db/client';
import { restoreCluster, type Restored } from '@anmin/server/backup/restore';
import { headKeeper, readHeads } from '@anmin/server/journal-heads';
import { readHeadKeys, readJournalKey } from '@anmin/server/journal-key';
import { hasKeys, readKeys } from '@anmin/server/keys';
import { lockDataDirectory } from '@anmin/server/lock';
import { reachDatabase } from '@anmin/server/reach';
import { CannotStart } from '@anmin/server/sentences';
import { readSettings, type Settings } from '@anmin/server/settings';
import { command, say } from './command.ts';
import { tellVerdict } from './verdict.ts';

/**
 * `npm run restore -- --key FILE [--to INSTANT]`: the newest backup in BACKUP_DIR, or the office as of an instant, into a
 * DATA_DIR without a database; then it is examined. `--verify` examines what is there; `--release-messages` lets the
 * messages go that a restore holds.
 */
await command(async () => {
  const wish = readWish();
  const settings = readSettings({ ...process.env, BACKUP_DIR: '', BACKUP_RECIPIENT: '', DEMO: '1' });
  const restored = wish.key === undefined ? undefined : await restore(settings, wish.key, wish.to);
  const { url, close } = await reachDatabase(settings);
  const owner = openDatabase(url, { max: 1 });
  try {
    const isWhole = restored === undefined || (await settle(owner, settings, restored));
    if (wish.release) await release(owner);
    return (await examine(owner, settings)) && isWhole;
  } finally {
    await owner.close();
    await close();
  }
});

type Wish = { readonly key: string | undefined; readonly to: Temporal.Instant | undefined; readonly release: boolean };

function readWish(): Wish {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean', default: false } as const;
  try {
    const options = { key: text, to: text, verify: flag, 'release-messages': flag };
    const { key, to, verify, 'release-messages': release } = parseArgs({ options }).values;
    if (key === undefined && (to !== undefined || (!verify && !release))) throw usage();
    return { key, to: to === undefined ? undefined : Temporal.Instant.from(to), release };
  } catch {
    throw usage();
  }
}

async function restore(settings: Settings, key: string, to: Temporal.Instant | undefined): Promise<Restored> {
  const { BACKUP_DIR: folder } = process.env;
  if (settings.outsideDatabase !== undefined) throw outside();
  if (folder === undefined) throw noFolder();
  const identity = readIdentity(key);
  const unlock = lockDataDirectory(settings.dataDir);
  return restoreCluster({ dataDir: settings.dataDir, folder, identity, to }).finally(unlock);
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

/** Binds the journal's heads to the restored end, and holds what may have been sent since. False: the chain does not hold. */
async function settle(owner: Database, settings: Settings, { base, last }: Restored): Promise<boolean> {
  const { heads } = readHeads(settings.journalHeads);
  if (heads.length > 0) {
    const end = await restoredEnd(owner, settings);
    const { journal } = await examineRecords(owner, { ...outsideOf(settings), heads: [...heads, end] });
    if (journal.broken !== null) return false;
    headKeeper(settings.journalHeads)(end);
  }
  const held = await settleRestored(owner, { base: base.until.toString(), last: last ?? null });
  say({
    zh: `已从 ${base.until.toString()} 的备份恢复，最后一次办理在 ${last ?? '备份之时'}。请尽快做一次新备份。`,
    en: `Restored from the backup of ${base.until.toString()}; the last act was at ${last ?? 'its end'}. Make a new backup soon.`,
  });
  say({
    zh: `${held} 条到期短信可能已在此后发出，暂不发送：核对后用 --release-messages 放行。`,
    en: `${held} messages that were due may have left since and are held: --release-messages lets them go.`,
  });
  return true;
}

/** The heads that follow it belong to what was lost. */
async function restoredEnd(owner: Database, { journalKeyFile }: Settings): Promise<Head> {
  const key = readJournalKey(journalKeyFile);
  const now = Temporal.Now.instant();
  const head = await inTransaction(owner, (tx) => headOf(tx, key, now));
  const { seq, hash } = head ?? { seq: 0, hash: '' };
  return signHead(key, { seq, hash, at: now.toString(), restored: true });
}

async function release(owner: Database): Promise<void> {
  const released = await releaseMessages(owner);
  say({ zh: `已放行 ${released} 条短信。`, en: `${released} messages may go.` });
}

async function examine(owner: Database, settings: Settings): Promise<boolean> {
  const findings = await examineRecords(owner, {
    ...outsideOf(settings),
    heads: readHeads(settings.journalHeads).heads,
  });
  tell(settings, findings);
  return isSound(findings);
}

function outsideOf({ keysFile, journalHeads, journalKeyFile }: Settings) {
  const headKeys = readHeads(journalHeads).heads.length === 0 ? new Map<string, never>() : readHeadKeys(journalKeyFile);
  return { keys: hasKeys(keysFile) ? readKeys(keysFile) : null, headKeys };
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
    zh: '用法：npm run restore -- --key 私钥文件 [--to 2026-11-22T10:31+08:00] [--release-messages]，或 -- --verify',
    en: 'Usage: npm run restore -- --key FILE [--to 2026-11-22T10:31+08:00] [--release-messages], or -- --verify',
  });
}

function outside(): CannotStart {
  return new CannotStart({
    zh: '数据库在 DATABASE_URL 的服务器上：请用那里的工具恢复，再用 --verify 核对。',
    en: 'The database is on the server of DATABASE_URL: restore it with its own tools, then examine it with --verify.',
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
