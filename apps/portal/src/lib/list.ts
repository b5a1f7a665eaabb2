import type { Snippet } from 'svelte';

/** A column of a list: what stands in it as text, on the screen and in an export, or as a cell of its own. */
export type Column<Row> = {
  readonly name: string;
  readonly head: string;
  readonly text: (row: Row) => string;
  readonly cell?: Snippet<[Row]>;
  /** which may break into several lines */
  readonly long?: boolean;
};

export type Option = { readonly value: string; readonly text: string };

/**
 * A filter of a list, by its name in the address: of several values, or a day without them. What somebody types about
 * a person is no filter, because it would stand in the address.
 */
export type Filter = {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly options?: readonly Option[];
  /** the last day there is an answer for */
  readonly max?: string;
};

/** The columns somebody chose to see, in the order of the list; none named: all of them. */
export function shownColumns<Row>(columns: readonly Column<Row>[], url: Address): readonly Column<Row>[] {
  const chosen = url.searchParams.getAll(columnParameter);
  const shown = columns.filter(({ name }) => chosen.includes(name));
  return shown.length === 0 ? columns : shown;
}

/** An address, of a request as of the page shown. */
type Address = {
  readonly pathname: string;
  readonly searchParams: Pick<URLSearchParams, 'get' | 'getAll'> & Iterable<[string, string]>;
};

export const columnParameter = 'column';

/**
 * What a form or a link to the same page carries on of its address: all but these, but the action that was sent, and but
 * the news of it.
 */
export function carriedOn(url: Address, without: readonly string[]): [name: string, value: string][] {
  return [...url.searchParams].filter(([name]) => !without.includes(name) && name !== 'done' && !name.startsWith('/'));
}

/** The same list with other parameters; null takes one away. */
export function listAt(url: Address, change: Readonly<Record<string, string | null>>): string {
  const given = Object.entries(change).filter((entry): entry is [string, string] => entry[1] !== null);
  const parameters = new URLSearchParams([...carriedOn(url, Object.keys(change)), ...given]);
  return parameters.size === 0 ? url.pathname : `${url.pathname}?${parameters.toString()}`;
}

/** What a filter of the address says; empty: nothing. */
export function asked(url: Address, name: string): string {
  return url.searchParams.get(name)?.trim() ?? '';
}

/** After how many lines the page asked for begins, in a list that goes on by their number; null: at its beginning. */
export function readAfter(url: Address): number | null {
  const after = Number.parseInt(asked(url, 'before'), 10);
  return after >= 0 && after <= 10_000_000 ? after : null;
}
