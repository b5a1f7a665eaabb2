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
  readonly drop: () => Promise<void>;
}

/** A database of its own for a test, migrated and without records. */
export const cloneDatabase = (): Promise<TestDatabase> => createDatabase('anmin');

/** A database of its own for a test, without tables. */
export const emptyDatabase = (): Promise<TestDatabase> => createDatabase('template1');

async function createDatabase(template: string): Promise<TestDatabase> {
  const cluster = inject('cluster');
  const name = `office_${randomUUID().replaceAll('-', '')}`;
  const named = (url: string) => url.replace(/\/anmin$/, `/${name}`);
  const [url, citizensUrl, ownerUrl] = [named(cluster.url), named(cluster.citizensUrl), named(cluster.ownerUrl)];
  const superuser = openDatabase(cluster.superuserUrl, { max: 1 });
  await unhurried(superuser, `create database ${name} template ${template} owner anmin_owner`);
  const databases = { staff: openDatabase(url, { max: 20 }), citizens: openDatabase(citizensUrl, { max: 20 }) };
  const ownerDatabase = openDatabase(cluster.superuserUrl.replace(/\/postgres$/, `/${name}`), { max: 2 });
  const drop = async () => {
    await Promise.all([databases.staff.close(), databases.citizens.close(), ownerDatabase.close()]);
    try {
      await unhurried(superuser, `drop database ${name} with (force)`);
    } finally {
      await superuser.close();
    }
  };
  return { databases, ownerDatabase, url, citizensUrl, ownerUrl, drop };
}

/** Making and dropping a database waits for a checkpoint, which on a busy machine outlasts what a statement is given. */
async function unhurried({ pool }: Database, statement: string): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('set statement_timeout = 0');
    await client.query(statement);
  } finally {
    client.release();
  }
}
