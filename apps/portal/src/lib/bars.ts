/** A part of each bar, and the list behind its number. Parts of one chart differ in colour. */
export type BarPart<Row> = {
  readonly colour: 'green' | 'amber' | 'red' | 'blue' | 'grey' | 'faint';
  readonly word: string;
  readonly of: (row: Row) => number;
  readonly href?: (row: Row) => string;
  /** Only drawn, where there is no room for its number. */
  readonly isDrawnOnly?: boolean;
};
