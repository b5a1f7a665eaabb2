import { verifyJournal, type Broken, type Verdict } from '@anmin/api/journal/verify';
import { openDatabase, type Transaction } from '@anmin/db/client';
import { hasHeads, readHeads } from '@anmin/server/journal-heads';
import { readHeadKeys } from '@anmin/server/journal-key';
import { reachDatabase } from '@anmin/server/reach';
import { CannotStart, type Sentence } from '@anmin/server/sentences';
import { readSettings, type Settings } from '@anmin/server/settings';
import { sql } from 'drizzle-orm';
import { command, say } from './command.ts';

const wrongs: Readonly<Record<Broken['fault'], Sentence>> = {
  gap: { zh: '链中缺少这一环', en: 'this link is missing' },
  missing: { zh: '这一条已被删除', en: 'the entry was deleted' },
  changed: { zh: '这一条或其封印已被改动', en: 'the entry or its seal was changed' },
  reordered: { zh: '顺序与写入的先后不符', en: 'it stands out of the order in which it was written' },
  unsealed: { zh: '这一条是事后加入的', en: 'the entry was put in afterwards' },
  cut: {
    zh: '外部链头证明此后还有记录，已被截去',
    en: 'heads outside prove that entries followed, which were cut off',
  },
  rechained: { zh: '与外部链头不符：链被重新计算过', en: 'a head outside differs: the chain was computed anew' },
  headForged: { zh: '外部链头的签名不符', en: 'the signature of a head outside does not hold' },
};

/** `npm run journal -- verify`: the journal against its chain and the heads outside; ends with 1 if a row does not hold. */
await command(async () => {
  if (process.argv[2] !== 'verify') throw new CannotStart(usage());
  // SMS are no matter of this command
  const settings = readSettings({ ...process.env, DEMO: '1' });
  const verdict = await verify(settings);
  tell(settings, verdict);
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

function tell({ journalHeads }: Settings, { entries, head, unsealed, broken }: Verdict): void {
  if (broken !== null) say(sentenceOf(broken));
  else say({ zh: `日志完好：${entries} 条相连。`, en: `The journal is sound: ${entries} entries are linked.` });
  say({ zh: `尚未封入链中：${unsealed} 条。`, en: `Not sealed yet: ${unsealed} entries.` });
  console.log(`链尾 Head ${head}`);
  if (hasHeads(journalHeads)) return;
  say({
    zh: `${journalHeads} 中没有链头：被截去的末尾无从发现。`,
    en: `There are no heads in ${journalHeads}: a tail that was cut off cannot be found.`,
  });
}

function sentenceOf({ fault, seq, entry }: Broken): Sentence {
  const row = [seq === null ? '' : `seq ${seq}`, entry === null ? '' : `entry ${entry}`].filter((part) => part !== '');
  const { zh, en } = wrongs[fault];
  return { zh: `日志不可信：${row.join('，')}：${zh}。`, en: `The journal does not hold at ${row.join(', ')}: ${en}.` };
}

function usage(): Sentence {
  return { zh: '用法：npm run journal -- verify', en: 'Usage: npm run journal -- verify' };
}
