import { drawnBallotSchema, flawsOf, type BallotFlaw } from '@anmin/domain/appointments/drawn-ballot';
import { seedOf } from '@anmin/domain/appointments/ballot';
import { CannotStart, type Sentence } from '@anmin/server/sentences';
import { existsSync, readFileSync } from 'node:fs';
import { command, say } from './command.ts';

const usage: Sentence = {
  zh: '用法：npm run ballot -- verify 文件名',
  en: 'Usage: npm run ballot -- verify FILE',
};

const unreadable: Sentence = {
  zh: '这个文件不是公布的摇号数据。',
  en: 'This file is not the published data of a draw.',
};

const sentences: Readonly<Record<BallotFlaw, Sentence>> = {
  commitment: { zh: '✗ 密值与事先公布的摘要不符', en: '✗ The secret is not the one whose hash was published' },
  list: { zh: '✗ 名单与摘要不符', en: '✗ The list does not have its hash' },
  order: { zh: '✗ 摇号顺序不是算出来的顺序', en: '✗ The order is not the one drawn' },
  excluded: { zh: '✗ 被排除的编号不在名单中', en: '✗ Somebody excluded never applied' },
  winners: { zh: '✗ 中签名单不是按顺序得出的', en: '✗ The winners do not follow from the order' },
};

/** `npm run ballot -- verify FILE`: draws again from what was published of a draw; ends with 1 if something does not follow. */
await command(async () => {
  const [act, file] = process.argv.slice(2);
  if (act !== 'verify' || file === undefined || !existsSync(file)) throw new CannotStart(usage);
  const read = drawnBallotSchema.safeParse(readJson(file));
  if (!read.success) throw new CannotStart(unreadable);
  const ballot = read.data;
  const flaws = flawsOf(ballot);
  for (const flaw of flaws) say(sentences[flaw]);
  const { commitment, listHash, applications, winners } = ballot;
  say({
    zh: `密值摘要 ${commitment}\n名单摘要 ${listHash}\n种子 ${seedOf(ballot)}\n请与摇号前公布的两个摘要核对。`,
    en: `Commitment ${commitment}\nList ${listHash}\nSeed ${seedOf(ballot)}\nCompare the first two with what was published before the draw.`,
  });
  if (flaws.length === 0)
    say({
      zh: `重新计算一致：${applications.length} 个编号，${winners.length} 个中签。`,
      en: `Drawn again with the same result: ${applications.length} applications, ${winners.length} drawn.`,
    });
  return Promise.resolve(flaws.length === 0);
});

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    throw new CannotStart(unreadable);
  }
}
