import { bookPlaces, type Seen } from '@anmin/db/book-place';
import { sqlState, type Database } from '@anmin/db/client';

type Waiting = {
  readonly order: object;
  readonly told: (seen: Seen) => void;
  readonly failed: (error: unknown) => void;
};
type Line = { served: boolean; readonly waiting: Waiting[] };

const lines = new WeakMap<Database, Map<string, Line>>();

const longestBatch = 50;

/**
 * Whoever wants a place of the same day stands in one line, and what gathers while a batch is being committed goes
 * together: a locked day holds one connection, not all, and a full line shares its commits.
 */
export function bookInLine(database: Database, day: string, order: object): Promise<Seen> {
  const line = lineFor(database, day);
  return new Promise<Seen>((told, failed) => {
    line.waiting.push({ order, told, failed });
    if (!line.served) void serve(database, day, line);
  });
}

async function serve(database: Database, day: string, line: Line): Promise<void> {
  line.served = true;
  while (line.waiting.length > 0) {
    const busy = await takeBatch(database, line.waiting.splice(0, longestBatch));
    // who stands behind somebody who waited in vain need not wait as long
    if (busy !== undefined) for (const { failed } of line.waiting.splice(0)) failed(busy);
  }
  lines.get(database)?.delete(day);
}

/** Tells each its outcome; gives the error of one who waited in vain for a lock. */
async function takeBatch(database: Database, batch: readonly Waiting[]): Promise<unknown> {
  const orders = batch.map(({ order }) => order);
  const outcomes: readonly (Seen | Error)[] = await bookPlaces(database, orders).catch((error: unknown) =>
    orders.map(() => asError(error)),
  );
  for (const [index, { told, failed }] of batch.entries()) {
    const outcome = outcomes[index] ?? null;
    if (outcome instanceof Error) failed(outcome);
    else told(outcome);
  }
  return outcomes.find((outcome) => outcome instanceof Error && sqlState(outcome) === lockNotHad);
}

const lockNotHad = '55P03';

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error('the batch failed', { cause: error });
}

function lineFor(database: Database, day: string): Line {
  const days = lines.get(database) ?? new Map<string, Line>();
  lines.set(database, days);
  const line = days.get(day) ?? { served: false, waiting: [] };
  days.set(day, line);
  return line;
}
