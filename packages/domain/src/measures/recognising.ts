import type { BoundKind } from '../institutions/kinds.ts';
import { regionsIn } from '../regions/region.ts';
import type { periods } from './duty.ts';
import type { Clause, Modality } from './notice.ts';
import { numberOf } from './splitting.ts';

type Bound = NonNullable<Clause['bounds']>[number];

/** What the words of a sentence suggest. Somebody who has read it decides. */
export type Suggestion = {
  readonly kind: Clause['kind'];
  readonly modality: Modality | null;
  readonly bounds: readonly Bound[];
  /** Days the text names, in its order. */
  readonly days: readonly string[];
  readonly cadences: readonly { readonly per: (typeof periods)[number]; readonly times: number | null }[];
  readonly kinds: readonly BoundKind[];
  readonly regions: readonly { readonly code: string; readonly name: string }[];
};

/** `on`: the day of the notice; its year is meant where the text names none, and its regions are those of that day. */
export function suggest(text: string, on: Temporal.PlainDate): Suggestion {
  const sentence = inHalfWidth(text);
  const { kind, modality } = forces.find(({ words }) => words.test(sentence)) ?? none;
  const cadences = cadencesIn(sentence);
  return {
    ...{ kind, modality, cadences },
    bounds: distinct([...sharesIn(sentence), ...boundsIn(sentence), ...deadlinesIn(sentence, on)]),
    days: [...new Set(daysIn(sentence, on).map(({ day }) => day))],
    kinds: kindWords.filter(([, words]) => words.test(sentence)).map(([it]) => it),
    regions: regionsIn(sentence, on).map(({ code, name }) => ({ code, name })),
  };
}

type Force = { readonly kind: Clause['kind']; readonly modality: Modality | null };

const none: Force = { kind: 'none', modality: null };

/** The words that tell how strongly a sentence binds; the first that stands in it decides. */
const forces: readonly (Force & { readonly words: RegExp })[] = [
  { words: /是指|本(?:通知|方案|办法|规定)所称|以下(?:简称|统称)/, kind: 'definition', modality: null },
  { words: /不得|严禁|禁止|不准|不予|一律不|杜绝/, kind: 'rule', modality: 'mustNot' },
  { words: /原则上/, kind: 'rule', modality: 'principle' },
  { words: /视情|酌情|因地制宜|一事一议|适时/, kind: 'judgement', modality: 'discretion' },
  { words: /鼓励|建议|提倡|倡导/, kind: 'advice', modality: 'advise' },
  { words: /应当?|必须|务必|须|一律|要求?(?!素|点|闻|件|情)|严格|每[日天周月年]/, kind: 'rule', modality: 'must' },
  { words: /可以|可(?=[参采实由根在对])/, kind: 'rule', modality: 'may' },
];

const kindWords: readonly (readonly [BoundKind, RegExp])[] = [
  ['elderCare', /养老|敬老院/],
  ['childWelfare', /儿童福利/],
  ['minorProtection', /未成年人(?:救助)?保护/],
  ['tekunSupport', /特困(?:人员)?供养/],
  ['mentalHealth', /精神卫生/],
  ['reliefStation', /救助管理|救助站/],
  ['funeral', /殡葬|殡仪/],
  ['marriageRegistrationOffice', /婚姻登记/],
  ['socialOrganisationOffice', /社会组织/],
  ['lotteryOutlet', /福利?彩票?/],
  ['bureau', /民政(?:局|部门)/],
  ['township', /乡镇|街道/],
  ['village', /村(?:委|民委员会|\(社区\))|社区/],
];

const numeral = '(?:\\d{1,7}(?:\\.\\d{1,3})?|[一二两三四五六七八九十百千]{1,7})';

const units: Readonly<Record<string, { readonly unit: Bound['unit']; readonly factor: number }>> = {
  人: { unit: 'persons', factor: 1 },
  名: { unit: 'persons', factor: 1 },
  桌: { unit: 'tables', factor: 1 },
  分钟: { unit: 'minutes', factor: 1 },
  小时: { unit: 'hours', factor: 1 },
  天: { unit: 'days', factor: 1 },
  日: { unit: 'days', factor: 1 },
  个月: { unit: 'months', factor: 1 },
  年: { unit: 'years', factor: 1 },
  岁: { unit: 'years', factor: 1 },
  周岁: { unit: 'years', factor: 1 },
  次: { unit: 'times', factor: 1 },
  '%': { unit: 'permille', factor: 10 },
};

const before = '(不少于|不低于|至少|不超过|不高于|不多于|最多|低于|超过)?';
const after = '(?:\\(含\\))?(以上|以下|以内|之内|内)?';
const amount = new RegExp(`${before}(${numeral})(分钟|小时|个月|周岁|人|名|桌|天|日|年|岁|次|%)${after}`, 'g');
const hundredths = new RegExp(`${before}百分之(${numeral})${after}`, 'g');

/** 以上 and 不超过 count the number in (I2), 以内 the exact limit (I7); numbers without such a word limit nothing. */
function boundsIn(sentence: string): Bound[] {
  return [...sentence.matchAll(amount)].flatMap(([, leading, digits = '', unit = '', trailing]) => {
    const word = wordOf(leading, trailing);
    const known = units[unit];
    return word === null || known === undefined ? [] : bound(word, valueOf(digits) * known.factor, known.unit);
  });
}

const sharesIn = (sentence: string): Bound[] =>
  [...sentence.matchAll(hundredths)].flatMap(([, leading, digits = '', trailing]) =>
    bound(wordOf(leading, trailing) ?? 'exactly', valueOf(digits) * 10, 'permille'),
  );

/** 「12月17日前」: the named day counts (I3). */
const deadlinesIn = (sentence: string, on: Temporal.PlainDate): Bound[] =>
  daysIn(sentence, on).flatMap(({ day, isLimit }) =>
    isLimit ? bound('byDay', Number(day.replaceAll('-', '')), 'days') : [],
  );

/** Shares are whole thousandths; what is finer is left to a person. */
const bound = (word: Bound['word'], value: number, unit: Bound['unit']): Bound[] =>
  Number.isInteger(value) && value > 0 ? [{ word, value, unit }] : [];

function wordOf(leading: string | undefined, trailing: string | undefined): Bound['word'] | null {
  if (leading === '不少于' || leading === '不低于' || leading === '至少' || trailing === '以上') return 'atLeast';
  if (leading === '不超过' || leading === '不高于' || leading === '不多于' || leading === '最多') return 'notAbove';
  if (trailing === '以下') return 'notAbove';
  return trailing === undefined ? null : 'within';
}

const valueOf = (digits: string): number =>
  digits.includes('.') ? Math.round(Number(digits) * 1000) / 1000 : numberOf(digits);

const dated = /(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日(前|之前|以前)?/g;

/** Days of the calendar only: 2月30日 is none. */
function daysIn(sentence: string, on: Temporal.PlainDate): { day: string; isLimit: boolean }[] {
  return [...sentence.matchAll(dated)].flatMap(([, year, month, day, limit]) => {
    const [y, m, d] = [year === undefined ? on.year : Number(year), Number(month), Number(day)];
    const first = m >= 1 && m <= 12 ? Temporal.PlainDate.from({ year: y, month: m, day: 1 }) : null;
    if (first === null || d < 1 || d > first.daysInMonth) return [];
    return [{ day: first.with({ day: d }).toString(), isLimit: limit !== undefined }];
  });
}

const every = new RegExp(`每([日天周月年])(?:至少|不少于)?(?:[^，。；,;]{0,8}?(${numeral})次)?`, 'g');
const periodOf = { 日: 'day', 天: 'day', 周: 'week', 月: 'month', 年: 'year' } as const;

function cadencesIn(sentence: string): Suggestion['cadences'] {
  return [...sentence.matchAll(every)].flatMap(([, period = '', times]) => {
    const per = Object.entries(periodOf).find(([it]) => it === period)?.[1];
    return per === undefined ? [] : [{ per, times: times === undefined ? null : numberOf(times) }];
  });
}

/** Full-width figures and signs as half-width ones, so that one spelling is enough. */
const inHalfWidth = (text: string): string =>
  text.replaceAll(/[！-～]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0));

const distinct = (bounds: readonly Bound[]): Bound[] => [
  ...new Map(bounds.map((it) => [`${it.word} ${it.value.toString()} ${it.unit}`, it])).values(),
];
