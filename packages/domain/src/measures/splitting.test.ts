import { utf8ToBytes } from '@noble/hashes/utils.js';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { suggest } from './recognising.ts';
import { longestText, split } from './splitting.ts';

const notice = `某某县民政局关于做好冬季安全工作的通知
各乡镇、街道：
现就有关事项通知如下：
一、总体要求
坚持预防为主。
二、重点任务
（一）养老机构
1．每日巡查不少于2次；夜间至少一次。
2.发现隐患应在24小时内报告。
（二）殡仪馆。丧事从简，参加人数不得超过30人。
三、工作要求：一是各单位要明确责任。二要及时报告。（1）书面报告。

某某县民政局
`;

const stretches = (text: string) => {
  const told = split(text);
  if (!('stretches' in told)) throw new Error('too long');
  return told.stretches;
};

test('a document is cut by its numbering, and each clause says where it stands', () => {
  const cut = stretches(notice).map(({ number, place, heading, text }) => [number, place, heading, text.trim()]);
  expect(cut).toEqual([
    ['0.1', '前言第一句', false, '某某县民政局关于做好冬季安全工作的通知'],
    ['0.2', '前言第二句', false, '各乡镇、街道：'],
    ['0.3', '前言第三句', false, '现就有关事项通知如下：'],
    ['1.1', '一、标题', true, '一、总体要求'],
    ['1.2', '一、', false, '坚持预防为主。'],
    ['2.1', '二、标题', true, '二、重点任务'],
    ['2.1.1', '二、（一）标题', true, '（一）养老机构'],
    ['2.1.1.1', '二、（一）1.第一句', false, '1．每日巡查不少于2次；'],
    ['2.1.1.2', '二、（一）1.第二句', false, '夜间至少一次。'],
    ['2.1.2.1', '二、（一）2.', false, '2.发现隐患应在24小时内报告。'],
    ['2.2.1', '二、（二）第一句', false, '（二）殡仪馆。'],
    ['2.2.2', '二、（二）第二句', false, '丧事从简，参加人数不得超过30人。'],
    ['3.1', '三、标题', true, '三、工作要求：'],
    ['3.1.1', '三、“一是”', false, '一是各单位要明确责任。'],
    ['3.2.1', '三、“二要”', false, '二要及时报告。'],
    ['3.1.2', '三、（1）第一句', false, '（1）书面报告。'],
    ['3.1.3', '三、（1）第二句', false, '某某县民政局'],
  ]);
});

test.each([
  ['full and half width, and a number that is missing', '1、甲。３．丙。', ['1.1', '3.1']],
  ['a number that comes twice', '一、甲。一、乙。', ['1.1', '1.2']],
  ['numbers without a blank or with many', '第一，甲。\n　　第二、乙。', ['1.1', '2.1']],
  ['numerals above ten', '十一、甲。二十、乙。', ['11.1', '20.1']],
  ['circled figures', '①甲；②乙。', ['1.1', '2.1']],
  ['no number at all', '甲。乙', ['0.1', '0.2']],
  ['decimals and dates, which number nothing', '12.5公里。2021年1月1日起。', ['0.1', '0.2']],
  ['nothing', '', []],
])('%s', (_, text, numbers) => {
  expect(stretches(text).map(({ number }) => number)).toEqual(numbers);
});

const signs = [
  '一、',
  '（一）',
  '(二)',
  '1.',
  '２．',
  '（1）',
  '①',
  '一是',
  '二要',
  '第三，',
  '。',
  '；',
  '：',
  '\n',
  '　',
  '”',
  '甲',
  '应当',
  '𠀀',
  '\ud800',
];
const anyText = fc.array(fc.oneof(fc.constantFrom(...signs), fc.string({ unit: 'binary', maxLength: 4 })), {
  maxLength: 200,
});

test('any text is cut without loss, and no two stretches have one number', () => {
  fc.assert(
    fc.property(anyText, (parts) => {
      const text = parts.join('');
      const cut = stretches(text);
      expect(cut.map((it) => it.text).join('')).toBe(text);
      expect(new Set(cut.map(({ number }) => number)).size).toBe(cut.length);
    }),
    { numRuns: 300 },
  );
});

test.each([
  ['one line without an end', '甲'],
  ['nothing but blanks', ' '],
  ['nothing but line ends', '\n'],
  ['nothing but sentence ends', '。'],
  ['sentences', '各单位应当每日巡查不少于两次，发现隐患及时报告，不得瞒报。'],
  ['nothing but numbers', '一、'],
])('ten megabytes of %s are cut without loss, and a byte more is refused', (_, unit) => {
  const bytes = utf8ToBytes(unit).length;
  const text = unit.repeat(Math.floor(longestText / bytes));
  let length = 0;
  for (const stretch of stretches(text)) length += stretch.text.length;
  expect(length).toBe(text.length);
  expect(split(text + 'a'.repeat(longestText - utf8ToBytes(text).length + 1))).toEqual({
    tooLong: true,
    bytes: longestText + 1,
  });
});

const on = Temporal.PlainDate.from('2021-12-07');

test.each([
  ['各机构应当每日测温。', 'rule', 'must'],
  ['严禁聚集。', 'rule', 'mustNot'],
  ['参会人员原则上不外出。', 'rule', 'principle'],
  ['是否封闭由各市视情决定。', 'judgement', 'discretion'],
  ['鼓励线上办理。', 'advice', 'advise'],
  ['可以预约办理。', 'rule', 'may'],
  ['本通知所称机构，是指养老机构。', 'definition', null],
  ['近日形势严峻。', 'none', null],
])('the words of %s suggest what it is', (text, kind, modality) => {
  expect(suggest(text, on)).toMatchObject({ kind, modality });
});

test.each([
  ['50人以上的聚集', [{ word: 'atLeast', value: 50, unit: 'persons' }]],
  ['不超过５桌', [{ word: 'notAbove', value: 5, unit: 'tables' }]],
  ['六十岁以下', [{ word: 'notAbove', value: 60, unit: 'years' }]],
  ['接种率不低于91.2%', [{ word: 'atLeast', value: 912, unit: 'permille' }]],
  ['达到百分之九十以上', [{ word: 'atLeast', value: 900, unit: 'permille' }]],
  ['不低于91.25%', []],
  ['两小时内报告', [{ word: 'within', value: 2, unit: 'hours' }]],
  ['30分钟以内', [{ word: 'within', value: 30, unit: 'minutes' }]],
  ['12月17日前上报', [{ word: 'byDay', value: 20211217, unit: 'days' }]],
  ['2月30日前上报', []],
  ['13月1日前上报', []],
])('the number of %s is a limit on the side its word says', (text, bounds) => {
  expect(suggest(text, on).bounds).toEqual(bounds);
});

test('days, periods, kinds of institution and regions are recognised', () => {
  expect(suggest('2022年1月5日起，宁波市镇海区养老机构每日巡查不少于两次，每周上报。', on)).toMatchObject({
    days: ['2022-01-05'],
    cadences: [
      { per: 'day', times: 2 },
      { per: 'week', times: null },
    ],
    kinds: ['elderCare'],
    regions: [{ code: '330211' }, { code: '330200' }],
  });
});

test('any sentence is read', () => {
  const anySentence = fc.array(
    fc.oneof(
      fc.constantFrom('每', '日', '次', '不超过', '9', '千', '%', '2021年2月31日前', '市'),
      fc.string({ maxLength: 3 }),
    ),
  );
  fc.assert(
    fc.property(anySentence, (parts) => {
      for (const { value } of suggest(parts.join(''), on).bounds)
        expect(Number.isInteger(value) && value > 0).toBe(true);
    }),
  );
});
