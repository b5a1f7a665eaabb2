import type { Database } from '@anmin/db/client';
import { ticketName } from '@anmin/domain/appointments/queue';
import { refuse } from '@anmin/domain/refusal';
import { sql } from 'drizzle-orm';
import { sha256 } from '../privacy/seal.ts';
import { Refused, type Context } from '../trpc.ts';

type Numbered = { readonly letter: string; readonly number: number };
type Read = {
  readonly office: string;
  readonly at: string;
  readonly waiting: number;
  readonly called: readonly (Numbered & { readonly counter: number; readonly calls: number })[];
  readonly next: readonly Numbered[];
};
export type Hall = Awaited<ReturnType<typeof read>>;

/** milliseconds for which all screens of a link are shown one reading, so that many of them cost no more than one */
const shared = 200;
const readings = new WeakMap<Database, Map<string, { readonly at: number; readonly hall: Promise<Hall> }>>();

/** What a screen in the hall shows: who is called where, and who is next, by their numbers. */
export async function hall({ board }: Pick<Context, 'board'>, token: string): Promise<Hall> {
  const known = readings.get(board) ?? new Map<string, { at: number; hall: Promise<Hall> }>();
  readings.set(board, known);
  const seen = known.get(token);
  if (seen !== undefined && performance.now() - seen.at < shared) return seen.hall;
  const reading = { at: performance.now(), hall: read(board, token) };
  known.set(token, reading);
  // a link that is none leaves nothing behind
  reading.hall.catch(() => known.delete(token));
  return reading.hall;
}

async function read(board: Database, token: string) {
  const { rows } = await board.db.execute<{ hall: Read | null }>(sql`select hall_of(${sha256(token)}) as hall`);
  const found = rows[0]?.hall ?? null;
  if (found === null) throw new Refused(refuse('notFound'));
  const { office, at, waiting, called, next } = found;
  return {
    ...{ office, at, waiting },
    called: called.map((it) => ({ name: ticketName(it), counter: it.counter, calls: it.calls })),
    next: next.map(ticketName),
  };
}
