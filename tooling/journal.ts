import { verifyJournal, type Verdict } from '@anmin/api/journal/verify';
import { openDatabase, type Transaction } from '@anmin/db/client';
import { readHeads } from '@anmin/server/journal-heads';
import { readHeadKeys, renewJournalKey } from '@anmin/server/journal-key';
import { reachDatabase } from '@anmin/server/reach';
import { CannotStart, type Sentence } from '@anmin/server/sentences';
import { readSettings, type Settings } from '@anmin/server/settings';
import { sql } from 'drizzle-orm';
import { command, say } from './command.ts';
import { tellVerdict } from './verdict.ts';

/**
 * `npm run journal -- verify`: the journal against its chain and the heads outside; ends with 1 if a row does not hold.
 * `npm run journal -- new-key`: heads are signed by a new key from now on.
 */
await command(async () => {
  // SMS are no matter of this command
  const settings = readSettings({ ...process.env, DEMO: '1' });
  if (process.argv[2] === 'new-key') return renew(settings);
  if (process.argv[2] !== 'verify') throw new CannotStart(usage());
  const verdict = await verify(settings);
  tellVerdict(settings.journalHeads, verdict);
  return verdict.broken === null;
});

function renew({ journalKeyFile: file }: Settings): boolean {
  const { keyId } = renewJournalKey(file);
  say({
    zh: `链头改由密钥 ${keyId} 签名，此前的公钥留在 ${file} 中。文件变了：请再保存一份到别处，并复制到其他机器。`,
    en: `Heads are signed by the key ${keyId} from now on; the public keys before it stay in ${file}. The file has changed: keep a copy elsewhere again, and copy it to the other machines.`,
  });
  return true;
}

async function verify({ journalHeads, journalKeyFile, ...settings }: Settings): Promise<Verdict> {
  const { heads, unreadable } = readHeads(journalHeads);
  if (unreadable > 0)
    say({ zh: `${unreadable} 行链头不完整，略过。`, en: `${unreadable} lines of heads are cut short.` });
  const keys = heads.length === 0 ? new Map<string, never>() : readHeadKeys(journalKeyFile);
  const { url, close } = await reachDatabase({ journalHeads, journalKeyFile, ...settings });
  const database = openDatabase(url, { max: 1 });
  try {
    const work = async (tx: Transaction) => {
      await tx.execute(sql`set local statement_timeout = 0`);
      return verifyJournal(tx, keys, heads, progress());
    };
    // One state of the records, however long it takes.
    return await database.db.transaction(work, { isolationLevel: 'repeatable read', accessMode: 'read only' });
  } finally {
    await database.close();
    await close();
  }
}

function progress(): (entries: number) => void {
  let told = performance.now();
  return (entries) => {
    if (performance.now() - told < 2_000) return;
    told = performance.now();
    say({ zh: `已核对 ${entries} 条…`, en: `${entries} entries so far…` });
  };
}

function usage(): Sentence {
  return { zh: '用法：npm run journal -- verify | new-key', en: 'Usage: npm run journal -- verify | new-key' };
}
