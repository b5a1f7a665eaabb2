import type { Broken, Verdict } from '@anmin/api/journal/verify';
import { hasHeads } from '@anmin/server/journal-heads';
import type { Sentence } from '@anmin/server/sentences';
import { say } from './command.ts';

/** What the verification of the journal found, for the person at the command. */
export function tellVerdict(journalHeads: string, { entries, head, unsealed, broken }: Verdict): void {
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
