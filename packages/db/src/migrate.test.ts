import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cloneDatabase, emptyDatabase, type TestDatabase } from '../../../tooling/test/database.ts';
import { inTransaction, sqlState, violatedConstraint } from './client.ts';
import { isMigrated, migrate, refuseUnfitServer, UnfitDatabase } from './migrate.ts';

let office: TestDatabase;
beforeAll(async () => {
  office = await cloneDatabase();
});
afterAll(() => office.drop());

test('two instances that migrate at once both succeed, and each migration is applied once', async () => {
  const fresh = await emptyDatabase();
  await Promise.all([migrate(fresh.ownerUrl, workers), migrate(fresh.ownerUrl, workers)]);
  const { rows } = await fresh.ownerDatabase.pool.query<{ times: number }>(
    'select count(*) as times from drizzle.__drizzle_migrations group by hash',
  );
  expect(rows.map((row) => row.times)).toEqual(migrations.map(() => 1));
  expect(await isMigrated(fresh.databases.staff)).toBe(true);
  await fresh.drop();
});

test('a migration that meets a busy table gives way after two seconds, and comes again', async () => {
  const fresh = await emptyDatabase();
  const { pool } = fresh.ownerDatabase;
  const table = 'drizzle.__drizzle_migrations';
  await pool.query('create schema drizzle authorization anmin_owner');
  await pool.query(`create table ${table} (id serial primary key, hash text not null, created_at bigint);
                    alter table ${table} owner to anmin_owner`);
  const busy = await pool.connect();
  await busy.query(`begin; lock table ${table} in access exclusive mode`);
  const migrating = migrate(fresh.ownerUrl, workers);
  const waiting = async () =>
    (
      await pool.query(
        `select from pg_locks join pg_database on pg_database.oid = database and datname = current_database()
        where not granted and relation = $1::regclass`,
        [table],
      )
    ).rowCount;
  await expect.poll(waiting, { timeout: 20_000 }).toBe(1);
  await expect.poll(waiting, { timeout: 20_000 }).toBe(0);
  await busy.query('rollback');
  busy.release();
  await migrating;
  expect(await isMigrated(fresh.databases.staff)).toBe(true);
  await fresh.drop();
});

test('a database with a migration missing says so', async () => {
  const behind = await cloneDatabase();
  await behind.ownerDatabase.pool.query('delete from drizzle.__drizzle_migrations where id = 1');
  expect(await isMigrated(behind.databases.citizens)).toBe(false);
  await behind.drop();
});

test('every migration is listed, in the order of its number', () => {
  expect(listed).toEqual(migrations.map((file) => file.replace(/\.sql$/, '')));
});

test('a working role that could rewrite the journal is refused', async () => {
  await expect(migrate(office.ownerUrl, { ...workers, app: 'postgres' })).rejects.toBeInstanceOf(UnfitDatabase);
  await expect(migrate(office.ownerUrl, { ...workers, citizens: 'anmin_owner' })).rejects.toMatchObject({
    unfitness: { reason: 'role-too-powerful', role: 'anmin_owner' },
  });
  await expect(migrate(office.ownerUrl, { ...workers, app: 'nobody_here' })).rejects.toMatchObject({
    unfitness: { reason: 'no-such-role', role: 'nobody_here' },
  });
});

test('a server that acknowledges before the disk has it is refused', async () => {
  const { ownerDatabase } = office;
  await expect(refuseUnfitServer(ownerDatabase.pool)).resolves.toBeUndefined();
  const client = await ownerDatabase.pool.connect();
  await client.query('set synchronous_commit = off');
  await expect(refuseUnfitServer(client)).rejects.toMatchObject({ unfitness: { setting: 'synchronous_commit' } });
  client.release(true);
});

test('days, times, instants and intervals come back as text, in office time', async () => {
  const { rows } = await office.databases.staff.pool.query(
    `select date '2024-02-29' as day, time '08:30' as time, timestamptz '2022-05-16T00:30:00Z' as instant,
            interval '30 days' as span, 9007199254740991 as number`,
  );
  expect(rows).toEqual([
    { day: '2024-02-29', time: '08:30:00', instant: '2022-05-16 08:30:00+08', span: 'P30D', number: 9007199254740991 },
  ]);
});

test('a number beyond the safe integers is an error, never a rounded number', async () => {
  await expect(office.databases.staff.pool.query('select 9007199254740993')).rejects.toThrow(RangeError);
});

test('a transaction that fails leaves nothing, and its error keeps the name of the constraint', async () => {
  const { databases, ownerDatabase } = office;
  const failing = inTransaction(ownerDatabase, async (transaction) => {
    await transaction.execute('create table ledger (entry int constraint entries_count check (entry > 0))');
    await transaction.execute('insert into ledger values (0)');
  });
  const error: unknown = await failing.catch((thrown: unknown) => thrown);
  expect([sqlState(error), violatedConstraint(error)]).toEqual(['23514', 'entries_count']);
  const { rows } = await databases.staff.pool.query<{ ledger: unknown }>(`select to_regclass('ledger') as ledger`);
  expect(rows[0]?.ledger).toBeNull();
});

const workers = { app: 'anmin_app', citizens: 'anmin_citizens', scopeKey: Buffer.alloc(32, 1) };
const folder = new URL('../migrations/', import.meta.url);
const migrations = readdirSync(folder)
  .filter((file) => /^\d{4}_.*\.sql$/.test(file))
  .sort();
const journal = JSON.parse(readFileSync(new URL('meta/_journal.json', folder), 'utf8')) as {
  entries: { tag: string }[];
};
const listed = journal.entries.map(({ tag }) => tag);
