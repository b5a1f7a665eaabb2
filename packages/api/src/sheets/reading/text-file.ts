import { fileLimits, type SheetLine } from '@anmin/domain/sheets/column';
import { parse } from 'csv-parse/sync';
import { Unread } from './fault.ts';

/** The lines of a file of separated values, in whichever of the two encodings Chinese programs write. */
export function textLines(bytes: Buffer, take: (line: SheetLine) => void): void {
  const text = decoded(bytes);
  if (text.includes('\0')) throw new Unread('kind');
  for (const { record, info } of recordsOf(text)) {
    if (record.length > fileLimits.columns) throw new Unread('columns');
    if (record.some((cell) => cell.trim() !== '')) take({ number: info.lines, cells: record, odd: oddIn(record) });
  }
}

function decoded(bytes: Buffer): string {
  const [first = 0, second = 0] = bytes;
  if (first === 0xff && second === 0xfe) return decode(bytes, 'utf-16le') ?? unreadable();
  return decode(bytes, 'utf-8') ?? decode(bytes, 'gb18030') ?? unreadable();
}

function decode(bytes: Buffer, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function unreadable(): never {
  throw new Unread('encoding');
}

type Parsed = { readonly record: string[]; readonly info: { readonly lines: number } };

function recordsOf(text: string): Parsed[] {
  const options = {
    ...{ delimiter: delimiterOf(text), relax_column_count: true, skip_empty_lines: true, info: true },
    ...{ relax_quotes: true, to: fileLimits.rows + linesAbove + 1 },
  };
  try {
    const records = parse(text, options) as unknown as Parsed[];
    if (records.length > fileLimits.rows + linesAbove) throw new Unread('rows');
    return records;
  } catch (thrown) {
    throw thrown instanceof Unread ? thrown : new Unread('damaged');
  }
}

/** a title, who made the list, the head */
const linesAbove = 10;

/** Whichever of the three the first lines have most of. */
function delimiterOf(text: string): string {
  const beginning = text.slice(0, 4_000);
  const counted = [',', '\t', ';'].map((it) => [it, beginning.split(it).length] as const);
  return counted.sort(([, one], [, other]) => other - one)[0]?.[0] ?? ',';
}

/** A long number as a table program shows it: what it was nobody can tell. */
function oddIn(cells: readonly string[]): SheetLine['odd'] {
  return Object.fromEntries(
    cells.flatMap((cell, at) => (/^\s*\d(?:\.\d+)?E\+\d+\s*$/i.test(cell) ? [[at, 'rounded' as const]] : [])),
  );
}
