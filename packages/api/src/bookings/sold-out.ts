import type { Database } from '@anmin/db/client';

/** How long the word of the database that nothing is left is taken for true; what another process gives back is seen then. */
const knownForMs = 1000;
const mostKept = 5000;

const soldOut = new WeakMap<Database, Map<string, number>>();

type Wish = {
  readonly application: { readonly office: string; readonly day: Temporal.PlainDate; readonly time: string };
  readonly channel: string;
};

/** The database said that nobody can get a place there. */
export function noteSoldOut(board: Database, wish: Wish): void {
  const known = soldOut.get(board) ?? new Map<string, number>();
  soldOut.set(board, known);
  if (known.size >= mostKept) known.clear();
  known.set(nameOf(wish), performance.now() + knownForMs);
}

export function isSoldOut(board: Database, wish: Wish): boolean {
  return (soldOut.get(board)?.get(nameOf(wish)) ?? 0) > performance.now();
}

/** Something was changed that may have given a place back. */
export function forgetSoldOut(board: Database): void {
  soldOut.delete(board);
}

function nameOf({ application: { office, day, time }, channel }: Wish): string {
  return `${office} ${day.toString()} ${time} ${channel}`;
}
