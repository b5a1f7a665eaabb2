import type { Database } from '@anmin/db/client';
import type { ServiceDefinition } from '@anmin/domain/appointments/service';
import { houseServices } from '@anmin/domain/appointments/services/house';
import type { Pack } from '@anmin/domain/measures/notice';
import type { Vocabulary } from '@anmin/domain/measures/words';
import { packs as ofTheHouse } from '@anmin/policies/packs';
import { vocabularies as wordsOfTheHouse } from '@anmin/policies/vocabulary';
import { sql } from 'drizzle-orm';

/**
 * What the office goes by: the notices of the house and those enacted in the portal, with the words of each, and the
 * services of the house and of its bureaus.
 */
export type Known = {
  readonly packs: readonly Pack[];
  readonly vocabularies: Readonly<Record<string, Vocabulary>>;
  readonly services: readonly ServiceDefinition[];
};

/** Every request asks; a notice that comes into force is seen after this at the latest, in every process. */
const staleAfterMs = 1000;
/** From then on it is read anew beside the requests, so that none of them waits for it. */
const renewedAfterMs = 500;

type Reading = { readonly known: Known; readonly at: number; readonly ids: string };

const readings = new WeakMap<Database, { last?: Reading; next?: Promise<Reading> }>();

/** The same array as long as nothing came into force: what is found is kept by it. */
export function packsKnown(board: Database): Known | Promise<Known> {
  const reading = readings.get(board) ?? {};
  readings.set(board, reading);
  const { last } = reading;
  const age = last === undefined ? Infinity : performance.now() - last.at;
  if (last !== undefined && age <= renewedAfterMs) return last.known;
  reading.next ??= readAgain(board, last)
    .then((fresh) => (reading.last = fresh))
    .finally(() => delete reading.next);
  if (last === undefined || age > staleAfterMs) return reading.next.then(({ known }) => known);
  reading.next.catch(() => undefined);
  return last.known;
}

/** After an approval this process reads afresh; another one follows within a second. */
export function readPacksAfresh({ board }: { readonly board: Database }): void {
  readings.delete(board);
}

async function readAgain(board: Database, last: Reading | undefined): Promise<Reading> {
  const at = performance.now();
  const { rows } = await board.db.execute<{ id: string }>(sql`
    select id from enacted_notices() as id
     union all select id from service_definition where valid_from <= office_today() order by id`);
  const ids = rows.map(({ id }) => id).join(' ');
  if (last?.ids === ids) return { ...last, at };
  if (rows.length === 0)
    return { at, ids, known: { packs: ofTheHouse, vocabularies: wordsOfTheHouse, services: houseServices } };
  const enacted = await board.db.execute<{ pack: Pack; words: Vocabulary; entered: string }>(
    sql`select pack, words, entered from enacted_packs()`,
  );
  const opened = await board.db.execute<{ definition: ServiceDefinition }>(sql`
    select distinct on (service) definition from service_definition where valid_from <= office_today()
     order by service, valid_from desc, made_at desc`);
  const packs = enacted.rows.map(({ pack, entered }) => ({ ...pack, notice: { ...pack.notice, enteredAt: entered } }));
  const words = enacted.rows.map((row) => [row.pack.notice.id, row.words] as const);
  return {
    at,
    ids,
    known: {
      packs: [...ofTheHouse, ...packs],
      vocabularies: { ...wordsOfTheHouse, ...Object.fromEntries(words) },
      services: [...houseServices, ...opened.rows.map(({ definition }) => definition)],
    },
  };
}
