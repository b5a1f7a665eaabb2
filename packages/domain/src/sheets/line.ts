import { plainText } from '../people/typed-text.ts';
import type { Column, LineProblem, SheetLine, SheetWords } from './column.ts';

/** Which cell of a line belongs to which column. */
export type Places<Key extends string> = ReadonlyMap<Key, number>;

export type Head<Key extends string> =
  { readonly line: SheetLine; readonly places: Places<Key> } | { readonly missing: readonly Key[] };

/** how far down a head is looked for: above it stand a title and who made the list */
const headWithin = 10;

/** The line that names the columns, wherever each of them stands. */
export function findHead<Key extends string>(
  lines: readonly SheetLine[],
  columns: readonly Column<Key>[],
  { heads }: SheetWords,
): Head<Key> {
  const needed = columns.filter((it) => it.needed === true);
  const tried = lines.slice(0, headWithin).map((line) => {
    const words = line.cells.map(headWord);
    const found = columns.flatMap(({ key }): [Key, number][] => {
      const at = words.findIndex((word) => word !== '' && (heads[key] ?? []).some((it) => headWord(it) === word));
      return at < 0 ? [] : [[key, at]];
    });
    return { line, places: new Map(found) };
  });
  const [best] = tried.sort((one, other) => other.places.size - one.places.size);
  const missing = needed.filter(({ key }) => best?.places.has(key) !== true).map(({ key }) => key);
  return best === undefined || missing.length > 0 ? { missing } : best;
}

export type LineRead<Key extends string> = {
  /** Of the columns the sheet has. */
  readonly values: Readonly<Partial<Record<Key, string>>>;
  /** by column */
  readonly wrong: readonly (readonly [Key, LineProblem])[];
};

/** What a line says of each column, options as codes and days as dates; what cannot be read so stays as it was written. */
export function readLine<Key extends string>(
  line: SheetLine,
  columns: readonly Column<Key>[],
  places: Places<Key>,
  words: SheetWords,
): LineRead<Key> {
  const wrong: [Key, LineProblem][] = [];
  const values = columns.flatMap(({ key, holds }): [Key, string][] => {
    const at = places.get(key);
    if (at === undefined || holds === 'told') return [];
    const text = cellText(line.cells[at] ?? '');
    const odd = line.odd[at];
    if (odd !== undefined) wrong.push([key, odd]);
    if (holds === 'day') return [[key, dayIn(text)]];
    if (holds !== 'option' && holds !== 'options') return [[key, text]];
    const known = words.options[key] ?? {};
    const named = holds === 'option' ? [text] : namedIn(text, known);
    const codes = named.filter((it) => it !== '').map((it) => codeOf(it, known));
    if (codes.includes(null)) wrong.push([key, 'option']);
    return [[key, codes.filter((it) => it !== null).join(' ')]];
  });
  return { values: Object.fromEntries(values) as Partial<Record<Key, string>>, wrong };
}

/** Several options, however they are set apart: a blank is part of some words and between others. */
function namedIn(text: string, known: Readonly<Record<string, string>>): string[] {
  const parts = text.split(/[\n、，,;；/]+/u).map((it) => it.trim());
  return parts.flatMap((it) => (codeOf(it, known) === null ? it.split(/\s+/u) : [it]));
}

/** Whether a line says nothing at all of what is read. */
export function isBlank<Key extends string>(line: SheetLine, columns: readonly Column<Key>[], places: Places<Key>) {
  return columns.every(({ key, holds }) => {
    const at = places.get(key);
    return holds === 'told' || at === undefined || (line.cells[at] ?? '').trim() === '';
  });
}

/** Days as people write them in lists; anything else stays as it is, so that whoever reads on can say what is wrong. */
export function dayIn(text: string): string {
  const plain = plainText(text).trim();
  const parts =
    /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:\s+0{1,2}:00(?::00)?)?$/u.exec(plain) ??
    /^(\d{4})(\d{2})(\d{2})$/.exec(plain);
  if (parts === null) return plain;
  const [, year = '', month = '', day = ''] = parts;
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

/** What table programs put before a text that begins like a formula is not part of it. */
function cellText(text: string): string {
  const plain = text.replaceAll(/[\0\u200b\ufeff]/gu, '').trim();
  return plain.startsWith("'") ? plain.slice(1).trim() : plain;
}

function codeOf(word: string, codes: Readonly<Record<string, string>>): string | null {
  const plain = plainText(word);
  return Object.hasOwn(codes, plain) ? (codes[plain] ?? null) : null;
}

/** Heads differ in blanks, line breaks and stars; what they are called is the same. */
const headWord = (text: string): string =>
  plainText(text)
    .replaceAll(/[\s*·：:]/gu, '')
    .toLowerCase();
