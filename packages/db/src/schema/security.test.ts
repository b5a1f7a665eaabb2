import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cloneDatabase, type TestDatabase } from '../../../../tooling/test/database.ts';
import { sqlState } from '../client.ts';

/** Tables without a unit, and why they need none. */
const withoutUnit: Readonly<Record<string, string>> = {
  bureau: 'who runs the site, which the law wants shown to everybody',
  office_clock: 'one clock for all',
  claim: 'no right on it at all: reached through functions that say taken or free',
  scope_key: 'no right on it at all: checks the signature of a scope',
  unit_reach: 'no right on it at all: reached through units_under, derived from unit_membership',
  journal_seal: 'hashes of entries, no entry',
  draft: 'found by the hash of a secret its browser holds, sealed',
  phone_code: 'found by the keyed hash of a phone, holds a keyed hash',
  tally: 'counts by keyed hash',
  spent_work: 'hashes of solved challenges, which belong to nobody',
  idempotency: 'found by scope and key of whoever asked, who is part of the scope',
  staff_user: 'read at sign-in, before any unit is known; where somebody works is a post',
  staff_session: 'as staff_user',
  invitation: 'read before anybody is signed in; holds a keyed hash',
  staff_account: 'as staff_user',
  staff_verification: 'as staff_user',
  staff_rate_limit: 'of the release before, unused',
  second_factor: 'as staff_user, sealed',
  attempt: 'counts by keyed hash',
  nightly: 'which night a job is done with',
  records_check: 'how often a flaw was found, and in nothing by name',
};

let office: TestDatabase;
beforeAll(async () => {
  office = await cloneDatabase();
});
afterAll(() => office.drop());

test('every table is under forced row-level security, or is listed with the reason why not', async () => {
  const { rows } = await office.ownerDatabase.pool.query<{ name: string; secure: boolean }>(
    `select relname as name, relrowsecurity and relforcerowsecurity as secure
       from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')`,
  );
  const bare = rows.filter(({ secure }) => !secure).map(({ name }) => name);
  expect(bare.sort()).toEqual(Object.keys(withoutUnit).sort());
});

test('the working roles own nothing, pass over nothing, and become nobody else', async () => {
  const { rows } = await office.ownerDatabase.pool.query(
    `select rolname, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication,
            exists (select from pg_auth_members where member = r.oid) as becomes,
            exists (select from pg_class where relowner = r.oid) as owns
       from pg_roles r where rolname in ('anmin_app', 'anmin_citizens') order by 1`,
  );
  const powerless = {
    ...{ rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false, rolreplication: false },
    ...{ becomes: false, owns: false },
  };
  expect(rows).toEqual([
    { rolname: 'anmin_app', ...powerless },
    { rolname: 'anmin_citizens', ...powerless },
  ]);
});

describe('[A16] [A18] without a scope, or with one that somebody made up, there is nothing to see', () => {
  beforeAll(async () => {
    await office.ownerDatabase.pool.query(`
      insert into unit (id, kind, name, region) values ('232700', 'prefecture', 'x', '232700');
      update scope_key set secret = '\\x0102'`);
  });

  test.each([
    ['nothing set', ''],
    ['a unit without a signature', `set anmin.scope = '232700';`],
    ['a unit with a made-up signature', `set anmin.scope = '232700|${'0'.repeat(64)}';`],
    ['row security off', `set row_security = off;`],
    ['the word of the owner’s functions', `set anmin.definer = 'on';`],
  ])('%s', async (_, before) => {
    expect(await countOrState(before)).toBeOneOf([0, '42501']);
  });

  test.each([
    ['set role anmin_owner;'],
    ['set session authorization anmin_owner;'],
    ['reset role; set role postgres;'],
  ])('%s is refused', async (before) => {
    expect(await countOrState(before)).toBe('42501');
  });

  test('[control] with the signature of the server the unit is there', async () => {
    const { rows } = await office.ownerDatabase.pool.query<{ signed: string }>(
      `select '232700|' || encode(sha256('\\x0102'::bytea || sha256('\\x0102'::bytea || convert_to('232700', 'UTF8'))), 'hex') as signed`,
    );
    expect(await countOrState(`set anmin.scope = '${rows[0]?.signed ?? ''}';`)).toBe(1);
  });
});

/** How many units the staff's role sees after some statements, or the state in which they end. */
async function countOrState(before: string): Promise<number | string> {
  const client = await office.databases.staff.pool.connect();
  try {
    if (before !== '') await client.query(before);
    const { rows } = await client.query<{ count: number }>('select count(*) as count from unit');
    return rows[0]?.count ?? -1;
  } catch (error) {
    return sqlState(error) ?? String(error);
  } finally {
    client.release(true);
  }
}
