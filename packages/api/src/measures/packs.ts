import type { Database } from '@anmin/db/client';
import type { Pack } from '@anmin/domain/measures/notice';
import type { Vocabulary } from '@anmin/domain/measures/words';
import { packs as ofTheHouse } from '@anmin/policies/packs';
import { vocabularies as wordsOfTheHouse } from '@anmin/policies/vocabulary';
import { sql } from 'drizzle-orm';

/** The notices the office goes by, those of the house and those enacted in the portal, with the words of each. */
export type Known = {
  readonly packs: readonly Pack[];
  readonly vocabularies: Readonly<Record<string, Vocabulary>>;
};

/** Every request asks; a notice that comes into force is seen after this at the latest, in every process. */
const staleAfterMs = 1000;

type Reading = Known & { readonly ids: string };

const readings = new WeakMap<Database, { readonly at: number; readonly reading: Promise<Reading> }>();

/** One query for all who ask at once, and the same array as long as nothing came into force: what is found is kept by it. */
export function packsKnown(board: Database): Promise<Known> {
  const last = readings.get(board);
  const now = performance.now();
  if (last !== undefined && now - last.at <= staleAfterMs) return last.reading;
  const reading = readAgain(board, last?.reading);
  readings.set(board, { at: now, reading });
  reading.catch(() => readings.delete(board));
  return reading;
}

/** After an approval this process reads afresh; another one follows within a second. */
export function readPacksAfresh({ board }: { readonly board: Database }): void {
  readings.delete(board);
}

async function readAgain(board: Database, last: Promise<Reading> | undefined): Promise<Reading> {
  const { rows } = await board.db.execute<{ id: string }>(sql`select id from enacted_notices() as id`);
  const ids = rows.map(({ id }) => id).join(' ');
  const before = await last?.catch(() => undefined);
  if (before?.ids === ids) return before;
  if (rows.length === 0) return { ids, packs: ofTheHouse, vocabularies: wordsOfTheHouse };
  const enacted = await board.db.execute<{ pack: Pack; words: Vocabulary; entered: string }>(
    sql`select pack, words, entered from enacted_packs()`,
  );
  const packs = enacted.rows.map(({ pack, entered }) => ({ ...pack, notice: { ...pack.notice, enteredAt: entered } }));
  const words = enacted.rows.map((row) => [row.pack.notice.id, row.words] as const);
  return {
    ids,
    packs: [...ofTheHouse, ...packs],
    vocabularies: { ...wordsOfTheHouse, ...Object.fromEntries(words) },
  };
}
