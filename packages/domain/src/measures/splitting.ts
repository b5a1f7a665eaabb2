/** A stretch of an official document: what is read as one clause, or a heading that only names its section. */
export type Stretch = {
  /** The numbers of its section and its own place in it, `2.1.3`; what stands before the first number is 0. */
  readonly number: string;
  /** Where it stands, as readers cite it: 「二、（一）“一是”第二句」. */
  readonly place: string;
  readonly heading: boolean;
  /** Exactly as in the document: all stretches in their order are the document. */
  readonly text: string;
};

export type Split = { readonly stretches: readonly Stretch[] } | { readonly tooLong: true; readonly bytes: number };

/** bytes of UTF-8; a guard of the service, not policy */
export const longestText = 10 * 1024 * 1024;

/** A document cut by the numbering of official documents (一、 （一） 1. （1） 一是), then by sentences; in linear time. */
export function split(text: string): Split {
  const bytes = bytesOf(text);
  if (bytes > longestText) return { tooLong: true, bytes };
  const sections: Mark[] = [];
  const seen = new Map<string, number>();
  const cut = cutAt(text).map(({ mark, piece }) => {
    if (mark !== undefined) enter(sections, mark);
    const path = sections.map(({ number }) => number.toString()).join('.') || '0';
    const heading = mark !== undefined && isHeading(piece, mark);
    const index = (seen.get(path) ?? 0) + 1;
    seen.set(path, index);
    return { path, heading, index, text: piece, within: sections.map(({ sign }) => sign).join('') };
  });
  const counted = countedIn(cut);
  return {
    stretches: cut.map(({ path, heading, index, text, within }) => ({
      number: `${path}.${index.toString()}`,
      place: heading ? `${within}标题` : placeOf(within, counted(within)),
      heading,
      text,
    })),
  };
}

type Mark = { readonly level: number; readonly number: number; readonly sign: string; readonly length: number };

/** A new number ends the sections of its level and below; one that is missing above it is simply not there. */
function enter(sections: Mark[], mark: Mark): void {
  while ((sections.at(-1)?.level ?? -1) >= mark.level) sections.pop();
  sections.push(mark);
}

const numerals = '[〇零一二三四五六七八九十百]{1,5}';
const ends = new RegExp(`[。！？!?；;]+[”’」』）)"']{0,3}|[：:](?=${numerals}[是要])|\\n`, 'g');

type Piece = { readonly mark: Mark | undefined; readonly piece: string };

/** The places a stretch ends: after a sentence, and before whatever number begins the next line or sentence. */
function cutAt(text: string): Piece[] {
  const pieces: Piece[] = [];
  const add = (from: number, to: number) => {
    if (from === to) return;
    const piece = text.slice(from, to);
    pieces.push({ mark: markOf(piece), piece });
  };
  let [from, looked, blank] = [0, 0, true];
  for (const { index, 0: end } of text.matchAll(ends)) {
    const to = index + end.length;
    blank &&= text.slice(looked, to).trim() === '';
    looked = to;
    // blank lines belong to what follows them
    if (blank) continue;
    add(from, to);
    [from, blank] = [to, true];
  }
  const last = pieces.at(-1);
  if (last !== undefined && text.slice(from).trim() === '')
    pieces[pieces.length - 1] = { ...last, piece: last.piece + text.slice(from) };
  else add(from, text.length);
  return pieces;
}

/** The numbering of official documents, its levels from the widest; full and half width. */
const marks: readonly { readonly pattern: RegExp; readonly sign: (number: string) => string }[] = [
  { pattern: new RegExp(`^(${numerals})[、.．,，]`), sign: (number) => `${number}、` },
  { pattern: new RegExp(`^第(${numerals})[、,，:：]`), sign: (number) => `第${number}点` },
  { pattern: new RegExp(`^[（(](${numerals})[）)]`), sign: (number) => `（${number}）` },
  { pattern: /^([0-9０-９]{1,3})[、.．](?![0-9０-９])/, sign: (number) => `${number}.` },
  { pattern: /^[（(]([0-9０-９]{1,3})[）)]/, sign: (number) => `（${number}）` },
  { pattern: /^([①-⑳])/, sign: (number) => number },
  { pattern: new RegExp(`^(${numerals})(?=[是要])`), sign: (number) => `“${number}是”` },
];

function markOf(piece: string): Mark | undefined {
  const begin = piece.length - piece.trimStart().length;
  const head = piece.slice(begin, begin + 12);
  for (const [level, { pattern, sign }] of marks.entries()) {
    const found = pattern.exec(head);
    const [all, digits = ''] = found ?? [];
    if (all === undefined) continue;
    const isYao = head[all.length] === '要';
    const cited = sign(digits);
    return {
      level,
      number: numberOf(digits),
      sign: isYao ? cited.replace('是', '要') : cited,
      length: begin + all.length,
    };
  }
  return undefined;
}

/** A title alone on its line, or a short first sentence that orders nothing. */
function isHeading(piece: string, { length, level }: Mark): boolean {
  if (level === marks.length - 1) return false;
  const title = piece.slice(length).trim();
  return title.length <= longestTitle && !/[。；;！!]/.test(title);
}

/** characters */
const longestTitle = 60;

type Cut = Pick<Stretch, 'heading'> & { readonly within: string };

/** For each section in turn the ordinal of its next sentence, and whether it has several. */
function countedIn(cut: readonly Cut[]): (within: string) => { ordinal: number; several: boolean } {
  const all = Map.groupBy(
    cut.filter(({ heading }) => !heading),
    ({ within }) => within,
  );
  const told = new Map<string, number>();
  return (within) => {
    const ordinal = (told.get(within) ?? 0) + 1;
    told.set(within, ordinal);
    return { ordinal, several: (all.get(within)?.length ?? 0) > 1 };
  };
}

function placeOf(within: string, { ordinal, several }: { ordinal: number; several: boolean }): string {
  return `${within || '前言'}${several ? `第${inNumerals(ordinal)}句` : ''}`;
}

const digits = '零一二三四五六七八九';

/** 21 → 二十一; from a thousand on in figures. */
function inNumerals(number: number): string {
  if (number >= 1000) return number.toString();
  const [hundreds, tens, ones] = [Math.floor(number / 100), Math.floor(number / 10) % 10, number % 10];
  const tail = ones === 0 ? '' : (digits[ones] ?? '');
  const ten =
    tens === 0
      ? hundreds > 0 && ones > 0
        ? '零'
        : ''
      : `${tens === 1 && hundreds === 0 ? '' : (digits[tens] ?? '')}十`;
  return `${hundreds === 0 ? '' : `${digits[hundreds] ?? ''}百`}${ten}${tail}`;
}

/** A number in figures of either width, in numerals or in a circle. */
export function numberOf(text: string): number {
  const circled = '①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳'.indexOf(text);
  if (text.length === 1 && circled >= 0) return circled + 1;
  const plain = text.replaceAll(/[０-９]/g, (figure) => String(figure.charCodeAt(0) - '０'.charCodeAt(0)));
  if (/^\d+$/.test(plain)) return Number(plain);
  let [sum, last] = [0, 0];
  for (const numeral of plain) {
    const scale = { 十: 10, 百: 100, 千: 1000 }[numeral];
    if (scale === undefined) last = Math.max(0, numeral === '两' ? 2 : digits.indexOf(numeral));
    else {
      sum += (last === 0 ? 1 : last) * scale;
      last = 0;
    }
  }
  return sum + last;
}

function bytesOf(text: string): number {
  let bytes = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    bytes += code < 0x80 ? 1 : code < 0x800 || (code >= 0xd800 && code < 0xe000) ? 2 : 3;
  }
  return bytes;
}
