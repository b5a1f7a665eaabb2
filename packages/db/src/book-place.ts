import pg from 'pg';
import type { Database } from './client.ts';

/** What the database answers: null for a new booking, else what the key was answered before. */
export type Seen = { readonly answer: unknown; readonly same: boolean } | null;

type Outcome = { readonly seen: Seen } | { readonly state: string; readonly constraint: string };

/**
 * Runs `book_places`: bookings in one transaction and one round trip, planned once a connection. Each order has its own
 * outcome: what was seen, or the error its booking raised.
 */
export async function bookPlaces({ pool }: Database, orders: readonly object[]): Promise<(Seen | Error)[]> {
  const { rows } = await pool.query<{ outcomes: Outcome[] }>({
    name: 'book_places',
    text: 'select book_places($1::jsonb) as outcomes',
    values: [JSON.stringify(orders)],
  });
  return (rows[0]?.outcomes ?? []).map((outcome) => ('seen' in outcome ? outcome.seen : raised(outcome)));
}

function raised({ state, constraint }: { state: string; constraint: string }): Error {
  return Object.assign(new pg.DatabaseError('the booking was not taken', 0, 'error'), { code: state, constraint });
}

/** A row as `jsonb_populate_record` reads it: columns in snake case, bytes as \x and hex. */
export function asRow(row: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [columnOf(name), Buffer.isBuffer(value) ? asBytes(value) : value]),
  );
}

function columnOf(name: string): string {
  const known = columns.get(name) ?? name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  columns.set(name, known);
  return known;
}

const columns = new Map<string, string>();

export function asBytes(value: Buffer): string {
  return `\\x${value.toString('hex')}`;
}
