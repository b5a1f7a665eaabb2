import type { Fault } from '@anmin/domain/measures/check';
import type { RuleVersion } from '@anmin/domain/measures/notice';
import type { Sentence } from '@anmin/server/sentences';

/**
 * A fault for the person who wrote the notice: in which file, at which place, of which rule, and what is wrong; where two
 * of these rules contradict each other, both with their clauses.
 */
export function saying(source: string, data: unknown, { fault, at, against }: Fault, rules: readonly Rule[]): Sentence {
  if (against !== undefined) {
    const [own, other] = [citing(rules, at), citing(rules, against)];
    return {
      zh: `${source}：${own}：与 ${other} 互相矛盾。`,
      en: `${source}: ${own}: orders the opposite of ${other}.`,
    };
  }
  const rule = ruleAt(data, at);
  const place = rule === undefined ? at : `${at} (${rule})`;
  return { zh: `${source}：${place}：${wrongs[fault].zh}。`, en: `${source}: ${place}: ${wrongs[fault].en}.` };
}

type Rule = Pick<RuleVersion, 'id' | 'clauses'>;

/** `DX/closure@1 (DX-2.2.1)` */
function citing(rules: readonly Rule[], id: string): string {
  return `${id} (${rules.find((rule) => rule.id === id)?.clauses.join(' ') ?? ''})`;
}

const wrongs: Readonly<Record<Fault['fault'], Sentence>> = {
  shape: { zh: '缺少内容、格式不对，或多出不认识的内容', en: 'missing, malformed, or not known here' },
  uncited: { zh: '所引条款不在本文件中', en: 'cites a clause its notice does not have' },
  twice: { zh: '编号重复', en: 'this id is given twice' },
  idle: { zh: '这一条款没有任何规则落实', en: 'no rule carries this clause' },
  reversed: { zh: '起止日期颠倒，一天也不生效', en: 'ends before it begins, so it holds on no day' },
  gap: {
    zh: '开始日期与文件或上一版本不相接，中间有空档',
    en: 'begins on no first day of its notice or leaves a gap after the version before',
  },
  overlap: { zh: '与上一版本同时生效', en: 'holds at the same time as the version before' },
  expired: {
    zh: '文件仍有效而规则已到期，且无后续版本',
    en: 'ends while its notice goes on, with no version after it',
  },
  unreachable: { zh: '永远不会生效', en: 'can never ask anything' },
  deadScope: {
    zh: '适用地区为空或超出文件的地区',
    en: 'binds nobody: its regions are empty or outside those of its notice',
  },
  contradiction: { zh: '与另一条规则互相矛盾', en: 'orders the opposite of another rule' },
  unwritten: { zh: '条款没有写明内容', en: 'a clause without its summary' },
  repealed: { zh: '文件已被取代而规则仍有效', en: 'goes on although its notice was replaced' },
  cyclic: { zh: '文件互相取代', en: 'the notices replace each other' },
  boundary: {
    zh: '数字与条款原文的“以上”“不超过”等不一致',
    en: 'no rule has the number of the text on the side it says',
  },
  unknownRegion: { zh: '没有这个行政区划', en: 'there is no such region' },
  unknownKind: { zh: '没有这种机构或要求', en: 'there is no such kind of institution or requirement' },
  unknownWord: { zh: '用了词表中没有的词', en: 'uses a word the vocabulary does not have' },
};

/** The id of the rule a path leads into: `rules.3.until`. */
function ruleAt(data: unknown, at: string): string | undefined {
  const [, index] = /^rules\.(\d+)/.exec(at) ?? [];
  const rules: unknown = index === undefined ? undefined : (data as { readonly rules?: unknown }).rules;
  const rule: unknown = Array.isArray(rules) ? rules[Number(index)] : undefined;
  const id: unknown = typeof rule === 'object' && rule !== null && 'id' in rule ? rule.id : undefined;
  return typeof id === 'string' ? id : undefined;
}
