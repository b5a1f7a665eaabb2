/** A form of the bureau as it stands on paper: its lines, over them the unit and the day, and whoever signs below. */
export type PrintedForm = {
  readonly title: string;
  readonly unit: string;
  /** Of which day, and by what. */
  readonly period: string;
  readonly columns: readonly PrintedColumn[];
  readonly rows: readonly (readonly PrintedCell[])[];
  /** How many there are in all, where not all of them are printed. */
  readonly total: number | null;
  /** Where it was opened from, and where the same is taken out as a workbook; null: not by them. */
  readonly from: string;
  readonly workbook: string | null;
};

export type PrintedColumn = { readonly head: string; /** in characters */ readonly width: number };

/** A number is a count, which table programs add up. */
export type PrintedCell = string | number;
