import type { Database } from './client.ts';

/** What the database answers: null for a new booking, else what the key was answered before. */
export type Seen<Answer> = { readonly answer: Answer; readonly same: boolean } | null;

/**
 * Runs `book_place`: a booking in one round trip, planned once a connection.
 * @throws what the function raises, see its migration.
 */
export async function bookPlaceRow<Answer>({ pool }: Database, rows: object): Promise<Seen<Answer>> {
  const { rows: result } = await pool.query<{ seen: Seen<Answer> }>({
    name: 'book_place',
    text: 'select book_place($1::jsonb) as seen',
    values: [JSON.stringify(rows)],
  });
  return result[0]?.seen ?? null;
}

/** A row as `jsonb_populate_record` reads it: columns in snake case, bytes as \x and hex. */
export function asRow(row: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      Buffer.isBuffer(value) ? asBytes(value) : value,
    ]),
  );
}

export function asBytes(value: Buffer): string {
  return `\\x${value.toString('hex')}`;
}
