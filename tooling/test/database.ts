import { randomUUID } from 'node:crypto';
import { openDatabase, type Database } from '@anmin/db/client';
import { inject } from 'vitest';

declare module 'vitest' {
  export interface ProvidedContext {
    readonly cluster: {
      readonly url: string;
      readonly citizensUrl: string;
      readonly ownerUrl: string;
      readonly superuserUrl: string;
    };
  }
}

export interface TestDatabase {
  /** as the two working roles */
  readonly databases: { readonly staff: Database; readonly citizens: Database };
  /** past every guard and scope */
  readonly ownerDatabase: Database;
  readonly url: string;
  readonly citizensUrl: string;
  readonly ownerUrl: string;
  readonly close: () => Promise<void>;
  /** closes it too */
  readonly drop: () => Promise<void>;
}

type Query = (text: string, values?: unknown[]) => Promise<{ readonly rows: readonly Record<string, unknown>[] }>;

/** A database of its own for a test, migrated and without records. */
export const cloneDatabase = (): Promise<TestDatabase> => createDatabase('anmin');

/** A database of its own for a test, without tables. */
export const emptyDatabase = (): Promise<TestDatabase> => createDatabase('template1');

const newName = () => `office_${randomUUID().replaceAll('-', '')}`;

export async function createDatabase(template: string, name = newName()): Promise<TestDatabase> {
  const cluster = inject('cluster');
  const named = (url: string) => url.replace(/\/anmin$/, `/${name}`);
  const [url, citizensUrl, ownerUrl] = [named(cluster.url), named(cluster.citizensUrl), named(cluster.ownerUrl)];
  await unhurried(`create database ${name} template ${template} owner anmin_owner`);
  const databases = { staff: openDatabase(url, { max: 20 }), citizens: openDatabase(citizensUrl, { max: 20 }) };
  const ownerDatabase = openDatabase(cluster.superuserUrl.replace(/\/postgres$/, `/${name}`), { max: 2 });
  const close = async () => {
    await Promise.all([databases.staff.close(), databases.citizens.close(), ownerDatabase.close()]);
  };
  const drop = async () => {
    await close();
    await unhurried(`drop database ${name} with (force)`);
  };
  return { databases, ownerDatabase, url, citizensUrl, ownerUrl, close, drop };
}

/** Making and dropping a database waits for a checkpoint, which on a busy machine outlasts what a statement is given. */
function unhurried(statement: string): Promise<void> {
  return asSuperuser(async (query) => void (await query(statement)));
}

/** On one connection, without an end to waiting. */
export async function asSuperuser<Result>(work: (query: Query) => Promise<Result>): Promise<Result> {
  const superuser = openDatabase(inject('cluster').superuserUrl, { max: 1 });
  const client = await superuser.pool.connect();
  try {
    await client.query('set statement_timeout = 0; set lock_timeout = 0');
    return await work(client.query.bind(client));
  } finally {
    client.release();
    await superuser.close();
  }
}
