import type { Database } from '@anmin/db/client';

/** How long a reading may be stale: a hint for people who look, never what decides. */
const staleAfterMs = 1000;
/** While few ask each gets a reading of their own. */
const fewAsk = 5;
const mostKept = 2000;

type Reading = { readonly since: number; asked: number; value: Promise<unknown> };
const readings = new WeakMap<Database, Map<string, Reading>>();

/** What many ask at once is read once a second for all of them. */
export function recent<Value>(database: Database, name: string, read: () => Promise<Value>): Promise<Value> {
  const known = readings.get(database) ?? new Map<string, Reading>();
  readings.set(database, known);
  const seen = known.get(name);
  const now = performance.now();
  if (seen !== undefined && now - seen.since <= staleAfterMs) {
    seen.asked += 1;
    if (seen.asked <= fewAsk) seen.value = read();
    return seen.value as Promise<Value>;
  }
  if (known.size >= mostKept) known.clear();
  const value = read();
  known.set(name, { since: now, asked: 1, value });
  value.catch(() => known.delete(name));
  return value;
}

/** After an act of its own a process reads afresh; another one follows within a second. */
export function forgetRecent(database: Database): void {
  readings.delete(database);
}
