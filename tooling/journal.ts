import { verifyJournal, type Verdict } from '@anmin/api/journal/verify';
import { openDatabase, type Transaction } from '@anmin/db/client';
import { readHeads } from '@anmin/server/journal-heads';
import { readHeadKeys } from '@anmin/server/journal-key';
import { reachDatabase } from '@anmin/server/reach';
import { CannotStart, type Sentence } from '@anmin/server/sentences';
import { readSettings, type Settings } from '@anmin/server/settings';
import { sql } from 'drizzle-orm';
import { command, say } from './command.ts';
import { tellVerdict } from './verdict.ts';

/** `npm run journal -- verify`: the journal against its chain and the heads outside; ends with 1 if a row does not hold. */
await command(async () => {
  if (process.argv[2] !== 'verify') throw new CannotStart(usage());
  // SMS are no matter of this command
  const settings = readSettings({ ...process.env, DEMO: '1' });
  const verdict = await verify(settings);
  tellVerdict(settings.journalHeads, verdict);
  return verdict.broken === null;
});

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
  return { zh: '用法：npm run journal -- verify', en: 'Usage: npm run journal -- verify' };
}
