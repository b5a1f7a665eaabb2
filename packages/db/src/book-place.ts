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
    values: [JSON.stringify(rows, hexBuffers)],
  });
  return result[0]?.seen ?? null;
}

/** Buffers travel in JSON as PostgreSQL reads bytea: \\x and hex. */
function hexBuffers(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('type' in value) || value.type !== 'Buffer') return value;
  return `\\x${Buffer.from((value as unknown as { data: number[] }).data).toString('hex')}`;
}
