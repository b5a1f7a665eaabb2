import { createHash } from 'node:crypto';
import type { Keys } from '@anmin/api/privacy/keys';
import { scopeKey } from '@anmin/api/scope';
import type { Database } from '@anmin/db/client';
import { startClock } from '@anmin/server/clock';
import { inject } from 'vitest';
import { asSuperuser, createDatabase, type TestDatabase } from './database.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Those of every office of a run, so that one may begin as a copy of another. */
    readonly keys: Keys;
  }
}

type Seed = (opened: TestDatabase, keys: Keys) => Promise<unknown>;

/** A database of its own with the demo in it. The demo of a clock is seeded once a run; its copies go on from there. */
export async function cloneDemo(
  clock: string | undefined,
  seed: Seed,
): Promise<TestDatabase & { readonly keys: Keys }> {
  const keys = structuredClone(inject('keys'));
  const template = `demo_${createHash('sha256')
    .update(clock ?? '')
    .digest('hex')
    .slice(0, 16)}`;
  const until = await asSuperuser(async (query) => {
    await query('select pg_advisory_lock(hashtext($1))', [template]);
    const { rows } = await query(
      `select shobj_description(oid, 'pg_database')::float8 as until from pg_database where datname = $1`,
      [template],
    );
    if (rows[0] !== undefined) return wholeSince(template, rows[0]['until']);
    await seedTemplate(template, clock, keys, seed);
    const whole = Date.now() / 1_000;
    await query(`alter database ${template} with allow_connections false`);
    await query(`comment on database ${template} is '${whole}'`);
    return whole;
  });
  const opened = await createDatabase(template);
  if (clock !== undefined) await setBack(opened.ownerDatabase, Date.now() / 1_000 - until);
  return { ...opened, keys };
}

function wholeSince(template: string, until: unknown): number {
  if (typeof until !== 'number') throw new Error(`the demo ${template} was left half made`);
  return until;
}

async function seedTemplate(name: string, clock: string | undefined, keys: Keys, seed: Seed): Promise<void> {
  const opened = await createDatabase('anmin', name);
  try {
    await startClock(opened.ownerDatabase, clock);
    await opened.ownerDatabase.pool.query('update scope_key set secret = $1', [scopeKey(keys)]);
    await seed(opened, keys);
  } catch (error) {
    await opened.drop();
    throw error;
  }
  await opened.close();
}

/** A copy is no later than the demo was when it was whole. */
async function setBack({ pool }: Database, seconds: number): Promise<void> {
  await pool.query('update office_clock set offset_ = offset_ - make_interval(secs => $1)', [seconds]);
}
