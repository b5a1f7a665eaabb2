import { plainText } from './typed-text.ts';

export const nameProblems = ['empty', 'digit', 'length'] as const;
export type NameProblem = (typeof nameProblems)[number];

export type NameReading = { readonly ok: string } | { readonly error: NameProblem; readonly length: number };

/** One box for any name: 2 to 50 characters of any script, with · and spaces; never split into family and given name. */
export function readName(text: string): NameReading {
  const name = normalName(text);
  const length = Array.from(name).length;
  if (length === 0) return { error: 'empty', length };
  if (/\p{Nd}/u.test(name)) return { error: 'digit', length };
  if (length < 2 || length > 50) return { error: 'length', length };
  return { ok: name };
}

const normalName = (text: string): string =>
  plainText(text)
    .normalize('NFC')
    .replaceAll(/[\p{Cc}\s]+/gu, ' ')
    .replaceAll(/ ?[•‧∙⋅・･] ?/gu, '·') // the dots keyboards offer for the one on the card
    .trim();
