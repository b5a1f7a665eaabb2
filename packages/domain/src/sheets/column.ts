/** What a cell holds, and so how it is read. `told`: shown and never read. `row`: which record the line is about. */
export type Holding = 'text' | 'day' | 'option' | 'options' | 'told' | 'row';

/** A column of a ledger as it goes out to table programs and comes back; its words are the catalogue's. */
export type Column<Key extends string = string> = {
  readonly key: Key;
  readonly holds: Holding;
  /** in characters, as table programs count them */
  readonly width: number;
  /** What an option may be. */
  readonly options?: readonly string[];
  /** A sheet without this column is none of the ledger. */
  readonly needed?: true;
};

/** What columns and options are called, in every language a sheet is written in. */
export type SheetWords = {
  /** by column */
  readonly heads: Readonly<Record<string, readonly string[]>>;
  /** by column: the code each word stands for */
  readonly options: Readonly<Record<string, Readonly<Record<string, string>>>>;
};

/** What can be said of a cell before anybody asks what it means. `rounded`: a number longer than table programs keep. */
export const cellOddities = ['formula', 'rounded', 'error', 'date'] as const;
export type CellOddity = (typeof cellOddities)[number];

/** A line of a sheet as it was read, with its number there. */
export type SheetLine = {
  readonly number: number;
  readonly cells: readonly string[];
  /** by the place of the cell */
  readonly odd: Readonly<Record<number, CellOddity>>;
};

/** What can be wrong of a line, beside what its ledger says: `option`: not one of those to choose from. */
export const lineProblems = [...cellOddities, 'option', 'masked', 'twice', 'unknown', 'newDay', 'disagrees'] as const;
export type LineProblem = (typeof lineProblems)[number];

/** What became of a line when it was looked at. `double`: somebody like that is there already. */
export const verdicts = ['new', 'changed', 'same', 'wrong', 'double'] as const;
export type Verdict = (typeof verdicts)[number];

/** Why a file is none that is read. */
export const fileFaults = [
  'empty',
  'big',
  'kind',
  'old',
  'encrypted',
  'macro',
  'damaged',
  'unpacked',
  'entries',
  'rows',
  'columns',
  'encoding',
  'slow',
  'head',
] as const;
export type FileFault = (typeof fileFaults)[number];

/** What a file may be at most; guards of the service, not policy. */
export const fileLimits = {
  /** bytes */
  file: 10_000_000,
  /** bytes, counted while it is unpacked */
  unpacked: 100_000_000,
  entries: 200,
  rows: 20_000,
  columns: 100,
  /** milliseconds */
  time: 20_000,
} as const;
