import { fileLimits, type CellOddity, type SheetLine } from '@anmin/domain/sheets/column';
import { Unread } from './fault.ts';
import type { Heard } from './xml.ts';

export type CellContext = {
  readonly texts: readonly string[];
  /** the styles under which a number is a day */
  readonly dates: ReadonlySet<number>;
  readonly since1904: boolean;
};

type Cell = {
  readonly at: number;
  readonly kind: string;
  readonly style: number;
  text: string;
  formula: boolean;
};

/** a table program has no line beyond */
const lastLine = 1_048_576;
/** characters a table program keeps in a cell */
const longestText = 32_767;

/** Hears a sheet and gives its lines; who says nothing is left out, and numbers of lines stay as they are there. */
export function cellsOf(context: CellContext, take: (line: SheetLine) => void): Heard {
  let number = 0;
  let next = 0;
  let told = 0;
  let cells: string[] = [];
  let odd: Record<number, CellOddity> = {};
  let cell: Cell | null = null;
  let listening = false;
  let aloud = false;

  const place = ({ at, ...held }: Cell) => {
    const { text, oddity } = valueOf(held, context);
    if (text === '' && oddity === undefined) return;
    if (at >= fileLimits.columns) throw new Unread('columns');
    while (cells.length < at) cells.push('');
    cells[at] = text;
    if (oddity !== undefined) odd[at] = oddity;
  };
  return {
    open: (name, attribute) => {
      if (name === 'row') {
        const named = Number(attribute('r') ?? number + 1);
        if (!Number.isSafeInteger(named) || named <= number || named > lastLine) throw new Unread('damaged');
        number = named;
        [next, cells, odd] = [0, [], {}];
      } else if (name === 'c') {
        const at = columnOf(attribute('r')) ?? next;
        next = at + 1;
        cell = { at, kind: attribute('t') ?? 'n', style: Number(attribute('s') ?? 0), text: '', formula: false };
      } else if (name === 'f' && cell !== null) cell.formula = true;
      else if (name === 'rPh') aloud = true;
      else listening = name === 'v' || (name === 't' && !aloud);
    },
    text: (piece) => {
      if (!listening || cell === null) return;
      cell.text += piece;
      if (cell.text.length > longestText) throw new Unread('damaged');
    },
    close: (name) => {
      if (name === 'v' || name === 't') listening = false;
      if (name === 'rPh') aloud = false;
      if (name === 'c' && cell !== null) {
        place(cell);
        cell = null;
      }
      if (name !== 'row' || cells.length === 0) return;
      told += 1;
      if (told > fileLimits.rows + linesAbove) throw new Unread('rows');
      take({ number, cells, odd });
    },
  };
}

/** a title, who made the list, the head */
const linesAbove = 10;

function columnOf(reference: string | undefined): number | null {
  const letters = /^([A-Z]{1,3})\d+$/.exec(reference ?? '')?.[1];
  if (letters === undefined) return null;
  return Array.from(letters).reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

function valueOf(
  { kind, style, text, formula }: Omit<Cell, 'at'>,
  { texts, dates, since1904 }: CellContext,
): { text: string; oddity?: CellOddity } {
  if (formula) return { text, oddity: 'formula' };
  if (kind === 's') return { text: texts[Number(text)] ?? '' };
  if (kind === 'e') return { text, oddity: 'error' };
  if (kind === 'd') return { text: text.slice(0, 10) };
  if (kind !== 'n' || text === '') return { text };
  const value = Number(text);
  if (!Number.isFinite(value)) throw new Unread('damaged');
  if (dates.has(style)) return dayOf(value, since1904);
  // beyond fifteen digits a table program has rounded, and nobody can tell to what
  return Math.abs(value) >= 1e15 ? { text: String(value), oddity: 'rounded' } : { text: wholeText(value) };
}

/** 0.1 + 0.2 as it was typed: what a table program shows has fifteen digits. */
const wholeText = (value: number): string => String(Number(value.toPrecision(15)));

/** Days since the last of 1899 or the first of 1904. The first calendar has a 29 February 1900, which nobody was born on. */
function dayOf(value: number, since1904: boolean): { text: string; oddity?: CellOddity } {
  const days = Math.floor(value);
  const origin = Temporal.PlainDate.from(since1904 ? '1904-01-01' : days < 60 ? '1899-12-31' : '1899-12-30');
  if (days < 0 || days > 2_958_465 || (days === 60 && !since1904)) return { text: String(value), oddity: 'date' };
  return { text: origin.add({ days }).toString() };
}
