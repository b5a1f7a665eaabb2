import { format } from 'node:util';

export { expect } from 'vitest';

/** A test as it stands in its file, to be run as often as there are mutants. */
export type Told = { readonly name: string; readonly file: string; readonly run: () => unknown };

const tests: Told[] = [];
const around: string[] = [];
let read = '';

/** The tests of the files read so far. */
export const collected = {
  tests: tests as readonly Told[],
  from: async (file: string, load: () => Promise<unknown>): Promise<void> => {
    read = file;
    await load();
  },
};

/** The words of `vitest` that the tests of packs use; they collect instead of running. */
export const describe = Object.assign(inside, { each: eachOf(inside) });
export const test = Object.assign(alone, { each: eachOf(alone) });

function inside(name: string, tell: () => unknown): void {
  around.push(name);
  tell();
  around.pop();
}

function alone(name: string, run: () => unknown): void {
  tests.push({ name: [...around, name].join(' '), file: read, run });
}

function eachOf(say: (name: string, body: () => unknown) => void) {
  return (rows: readonly unknown[]) => (name: string, body: (...values: unknown[]) => unknown) => {
    for (const row of rows) {
      const values: unknown[] = Array.isArray(row) ? row : [row];
      say(named(name, values), () => body(...values));
    }
  };
}

function named(name: string, values: readonly unknown[]): string {
  const [row] = values;
  const words = name.replaceAll(/\$(\w+)/g, (whole, key: string) =>
    typeof row === 'object' && row !== null && key in row ? String((row as Record<string, unknown>)[key]) : whole,
  );
  return format(words, ...values.slice(0, words.match(/%[sdifjoO]/g)?.length ?? 0));
}
