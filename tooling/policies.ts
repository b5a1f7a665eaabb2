import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { faultsAmong, faultsOf, type Fault } from '@anmin/domain/measures/check';
import { packSchema, type Pack } from '@anmin/domain/measures/notice';
import { answersTo, questions } from '@anmin/policies/conformance';
import { packs } from '@anmin/policies/packs';
import { vocabularies } from '@anmin/policies/vocabulary';
import { CannotStart, type Sentence } from '@anmin/server/sentences';
import { faultyCopies, isFound } from '../packages/policies/test/faulty.ts';
import { command, say } from './command.ts';
import { saying } from './policies/saying.ts';

/**
 * `npm run policies -- check [FILE.json …]`: the faults of the notices the office knows, or of each file as a notice
 * beside them; a file may bring `vocabulary`, the meaning of words of its own. Ends with 1 at a fault, and loads nothing.
 * `npm run policies -- sown [ID …]`: sows every fault the checker must find into every rule, of all notices or of these,
 * and counts what it missed.
 * `npm run policies -- conform FILE.json`: writes what every machine that runs these rules must answer.
 */
const [task, ...named] = process.argv.slice(2);
/** More than any notice has; larger files are not read at all. */
const megabytes = 5;
/** At most so many faults of one file in words; the rest as a number. */
const toldAtMost = 200;

await command(() => {
  if (task === 'check') return Promise.resolve(named.length === 0 ? checkOwn() : checkFiles(named));
  if (task === 'sown') return Promise.resolve(sow(named));
  if (task === 'conform' && named[0] !== undefined) return Promise.resolve(conform(named[0]));
  throw new CannotStart({
    zh: '用法：npm run policies -- check [文件.json …]，npm run policies -- sown [编号 …]，或 npm run policies -- conform 文件.json',
    en: 'Usage: npm run policies -- check [FILE.json …], npm run policies -- sown [ID …], or npm run policies -- conform FILE.json',
  });
});

function checkOwn(): boolean {
  const faults = packs.map((pack) => tell(pack.notice.id, pack, faultsOf(pack, vocabularies[pack.notice.id]), [pack]));
  const together = tell('packs', undefined, faultsAmong(packs), packs);
  const rules = packs.reduce((sum, pack) => sum + pack.rules.length, 0);
  return conclude([...faults, together], {
    zh: `${packs.length} 份文件、${rules} 条规则，没有发现错误。`,
    en: `${packs.length} notices with ${rules} rules, no fault found.`,
  });
}

function checkFiles(paths: readonly string[]): boolean {
  return conclude(paths.map(checkFile), {
    zh: `${paths.length} 个文件，没有发现错误。`,
    en: `${paths.length} files, no fault found.`,
  });
}

function checkFile(file: string): number {
  const read = readJson(file);
  if ('wrong' in read) {
    say({ zh: `${file}：${read.wrong.zh}。`, en: `${file}: ${read.wrong.en}.` });
    return 1;
  }
  const { vocabulary: own, ...data } = Object(read.data) as { readonly vocabulary?: unknown };
  const known = Object.assign({}, ...Object.values(vocabularies), own) as (typeof vocabularies)[string];
  const pack = packSchema.safeParse(data);
  const faults = faultsOf(data, known);
  const beside = pack.success ? [...packs, pack.data] : packs;
  const among = pack.success ? faultsAmong(beside) : [];
  const all = [...faults, ...among.filter((one) => !faults.some((other) => isSame(one, other)))];
  return tell(file, data, all, beside);
}

function isSame(one: Fault, other: Fault): boolean {
  return one.fault === other.fault && one.at === other.at;
}

function readJson(file: string): { readonly data: unknown } | { readonly wrong: Sentence } {
  const stat = statSync(file, { throwIfNoEntry: false });
  if (stat?.isFile() !== true) return { wrong: { zh: '没有这个文件', en: 'there is no such file' } };
  if (stat.size > megabytes * 1_000_000)
    return {
      wrong: {
        zh: `文件有 ${(stat.size / 1_000_000).toFixed(1)} MB，一份文件最多 ${megabytes} MB，没有读取`,
        en: `${(stat.size / 1_000_000).toFixed(1)} MB; a notice has at most ${megabytes} MB, so it was not read`,
      },
    };
  const text = readFileSync(file, 'utf8');
  try {
    return { data: JSON.parse(text) as unknown };
  } catch (error) {
    const place = /line \d+ column \d+/.exec(error instanceof Error ? error.message : '')?.[0];
    const at = place ?? `character ${text.length}`;
    return { wrong: { zh: `不是完整的 JSON（${at}）`, en: `no JSON at ${at}` } };
  }
}

function tell(source: string, data: unknown, faults: readonly Fault[], known: readonly Pack[]): number {
  const rules = known.flatMap((pack) => pack.rules);
  for (const fault of faults.slice(0, toldAtMost)) say(saying(source, data, fault, rules));
  const more = faults.length - toldAtMost;
  if (more > 0) say({ zh: `${source}：另有 ${more} 处。`, en: `${source}: ${more} more.` });
  return faults.length;
}

function conclude(counts: readonly number[], sound: Sentence): boolean {
  const faults = counts.reduce((sum, count) => sum + count, 0);
  if (faults === 0) say(sound);
  else say({ zh: `${faults} 处错误，什么也没有载入。`, en: `${faults} faults, nothing was loaded.` });
  return faults === 0;
}

function sow(ids: readonly string[]): boolean {
  const notices = packs.filter(({ notice: { id, standing } }) => (ids.length === 0 ? !standing : ids.includes(id)));
  const sown = notices.flatMap((pack) => faultyCopies(pack));
  const missed = sown.filter((faulty) => !isFound(faulty));
  for (const [fault, all] of Map.groupBy(sown, (faulty) => faulty.fault)) {
    const unseen = missed.filter((faulty) => faulty.fault === fault);
    const where = unseen.map(({ at }) => at).join(' ');
    console.log(`${fault.padEnd(14)} ${String(all.length).padStart(5)} ${String(unseen.length).padStart(4)} ${where}`);
  }
  say({
    zh: `埋入 ${sown.length} 处错误，漏查 ${missed.length} 处。`,
    en: `${sown.length} faults sown, ${missed.length} missed.`,
  });
  return sown.length > 0 && missed.length === 0;
}

function conform(file: string): boolean {
  const answers = answersTo(questions());
  writeFileSync(file, `${JSON.stringify(answers, null, 2)}\n`);
  const count = Object.values(answers).reduce((sum, { asked }) => sum + asked.length, 0);
  say({ zh: `${count} 个问题的答案已写入 ${file}。`, en: `The answers to ${count} questions are in ${file}.` });
  return true;
}
