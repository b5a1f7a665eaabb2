import { seedMany } from '@anmin/api/demo/many';
import { peopleLines } from '@anmin/api/exports/people';
import { appRouter } from '@anmin/api/router';
import { inScope } from '@anmin/api/scope';
import { asJob, type Context, type StaffActor } from '@anmin/api/trpc';
import { openDatabase } from '@anmin/db/client';
import { grantsOf } from '@anmin/domain/organisation/grants';
import { randomUUID } from 'node:crypto';
import { dosesFile, doseWords } from '../../packages/api/test/sheets/files.ts';
import { withOffice, type Bench } from './bench-office.ts';
import { demand } from './bookings.ts';
import { figureOf, type Figure } from './figure.ts';

const homes = 5;
/** as many as a file may have lines */
const each = 20_000;
const units = Array.from({ length: homes }, (_, n) => `yanshi-00${n + 1}`);
const rounds = 3;

/**
 * 100,000 doses by the files of five homes: read, judged, kept sealed, judged anew, written with what has been reached and an
 * entry each; beside a COPY of the same rows into the same table, with its keys, indexes and triggers, from a file of the
 * database itself.
 */
export function importing(): Promise<readonly Figure[]> {
  return withOffice(async ({ office, owner }) => {
    const database = openDatabase(office.databaseUrl, { max: 4 });
    const hashPassphrase = () => Promise.reject(new Error('nobody signs in here'));
    const databases = { staff: database, citizens: database };
    const given = { databases, keys: office.keys, demo: true, voice: false, hashPassphrase };
    try {
      await seedMany(await asJob(given), { institutions: homes, people: homes * each });
      await owner.pool.query('vacuum analyze');
      const files: string[] = [];
      for (const unit of units) files.push((await fileOf({ database, keys: office.keys }, unit)).toString('base64'));
      const { vaccinationSheets: sheets } = appRouter.createCaller({ ...given, actor });
      let [checking, writing] = [0, 0];
      for (const [at, file] of files.entries()) {
        const wish = { key: randomUUID(), unit: units[at] ?? '', file, words: doseWords };
        const checked = await timed(() => sheets.check(wish));
        const { sheet } = checked.answer;
        const wished = { key: randomUUID(), sheet, doubles: false, reason: 'bench' };
        const confirmed = await timed(() => sheets.confirm(wished));
        demand(confirmed.answer.written === each, `${confirmed.answer.written} written of a file of ${each}`);
        [checking, writing] = [checking + checked.ms, writing + confirmed.ms];
      }
      const bare = await copied(owner);
      const ratios = (ms: number) => bare.map((it) => ms / it);
      return [
        { ...figureOf('100,000 doses by files / bare COPY', ratios(checking + writing), 4), atMost: true },
        figureOf('of it read, judged and kept', ratios(checking)),
        figureOf('of it judged anew and written', ratios(writing)),
        figureOf('100,000 doses by files', [(checking + writing) / 1_000], null, 's'),
        figureOf('bare COPY', bare, null, 'ms'),
      ];
    } finally {
      await database.close();
    }
  });
}

const posts = units.map((unit) => ({ role: 'institutionManager', unit, parent: null }) as const);
const actor: StaffActor = {
  ...{ kind: 'staff', id: 'bench', name: 'bench', address: '127.0.0.1', session: 'bench', secondFactorAt: null },
  ...{ passphraseDue: false, posts, grants: grantsOf(posts, []) },
};

/** A first dose for everybody of a home. */
async function fileOf({ database, keys }: Pick<Context, 'database' | 'keys'>, unit: string): Promise<Buffer> {
  const wanted = { unit, day: '2022-05-16', whole: true, limit: each };
  const { lines } = await inScope({ database, keys }, [unit], (tx) =>
    peopleLines(tx, keys, { ...wanted, after: null }),
  );
  return dosesFile(
    lines.map(({ name, idNumber }, at) => ({
      ...{ name, idNumber, dose1On: `2021-0${1 + (at % 9)}-1${at % 10}`, dose1Kind: '灭活疫苗' },
      ...{ dose1Place: '区医院', dose1Product: '某厂', dose1Batch: `B${at % 97}` },
    })),
  );
}

/** ms, each of the same rows into the emptied table */
async function copied({ pool }: Bench['owner']): Promise<number[]> {
  const { rows: places } = await pool.query<{ file: string }>(
    `select quote_literal(current_setting('data_directory') || '/bench-doses') as file`,
  );
  const file = places[0]?.file ?? '';
  await pool.query(`set statement_timeout = 0; copy (select * from dose where made_by = 'staff:bench') to ${file}`);
  const took: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    await pool.query('truncate dose cascade; checkpoint');
    took.push((await timed(() => pool.query(`set statement_timeout = 0; copy dose from ${file}`))).ms);
  }
  const { rows } = await pool.query<{ doses: number }>('select count(*)::int as doses from dose');
  demand(rows[0]?.doses === homes * each, `${rows[0]?.doses} doses copied`);
  return took;
}

async function timed<Answer>(work: () => Promise<Answer>): Promise<{ readonly answer: Answer; readonly ms: number }> {
  const began = performance.now();
  const answer = await work();
  return { answer, ms: performance.now() - began };
}
