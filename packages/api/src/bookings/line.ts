import { sqlState, type Database } from '@anmin/db/client';

type Line = { going: number; readonly waiting: { go: () => void; turnAway: (error: unknown) => void }[] };

const lines = new WeakMap<Database, Map<string, Line>>();

/**
 * Whoever wants a place of the same day stands in one line, and only some go at once: if the day is locked, they must
 * not wait on every connection, or nobody could even read. When one hears that it is busy, so does everybody behind.
 */
export async function inLine<Result>(database: Database, day: string, act: () => Promise<Result>): Promise<Result> {
  const line = lineFor(database, day);
  if (line.going < atOnce(database)) line.going += 1;
  else await new Promise<void>((go, turnAway) => line.waiting.push({ go, turnAway }));
  try {
    return await act();
  } catch (error) {
    if (sqlState(error) === lockNotHad) for (const { turnAway } of line.waiting.splice(0)) turnAway(error);
    throw error;
  } finally {
    letNextGo(database, day, line);
  }
}

const lockNotHad = '55P03';

function atOnce({ pool }: Database): number {
  return Math.max(1, Math.floor(pool.options.max * 0.4));
}

function lineFor(database: Database, day: string): Line {
  const days = lines.get(database) ?? new Map<string, Line>();
  lines.set(database, days);
  const line = days.get(day) ?? { going: 0, waiting: [] };
  days.set(day, line);
  return line;
}

function letNextGo(database: Database, day: string, line: Line): void {
  const next = line.waiting.shift();
  if (next !== undefined) {
    next.go();
    return;
  }
  line.going -= 1;
  if (line.going === 0) lines.get(database)?.delete(day);
}
