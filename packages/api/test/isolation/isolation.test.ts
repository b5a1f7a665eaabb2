import { proceduresOf } from '@anmin/api/procedures';
import { appRouter } from '@anmin/api/router';
import { unitsFor } from '@anmin/domain/organisation/grants';
import type { Ability } from '@anmin/domain/organisation/roles';
import { roles, type Role } from '@anmin/domain/organisation/roles';
import { Refused, type StaffActor } from '@anmin/api/trpc';
import { TRPCError } from '@trpc/server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ZodError, type z } from 'zod';
import { openOffice, type TestOffice } from '../../../../tooling/test/office.ts';
import { fingerprint } from '../tables.ts';
import { nowhere, openForeignOffice, restore, staffOf, targetAt, type Target } from './neighbours.ts';
import { listing, open, reaching, unaimed } from './reaching.ts';

type Said = { open?: true; staff?: true; ability?: Ability };
const procedures = [...proceduresOf(appRouter)].map(([path, { meta, inputs }]) => ({
  ...{ path, inputs },
  meta: (meta ?? {}) as Said,
}));
const abilityOf = new Map(procedures.map(({ path, meta }) => [path, meta.ability]));

let office: TestOffice;
let staff: Record<Role, StaffActor>;
/** by how they stand to Jiagedaqi: its own, its sibling in the prefecture, and one of another prefecture */
let targets: Record<'own' | 'sibling' | 'foreign', Target>;

beforeAll(async () => {
  office = await openOffice({ clock: '2022-05-16T08:31:00+08:00' });
  await openForeignOffice(office);
  await office.runJobs();
  listen();
  staff = await staffOf(office);
  targets = {
    own: await targetAt(office, 'jiagedaqi', 1),
    sibling: await targetAt(office, 'mohe', 2),
    foreign: await targetAt(office, 'beilin', 3),
  };
});
afterAll(() => office.close());

test('every verb says who may call it: everybody, whoever is signed in, or who has an ability', () => {
  const unsaid = procedures.filter(({ meta }) => !('open' in meta || 'staff' in meta || 'ability' in meta));
  expect(unsaid).toEqual([]);
  expect(procedures.flatMap(({ path, meta }) => (meta.open === true ? [path] : [])).sort()).toEqual(open);
  const aimed = [...Object.keys(reaching), ...Object.keys(listing), ...Object.keys(unaimed)];
  expect(procedures.flatMap(({ path, meta }) => (meta.ability === undefined ? [] : [path])).sort()).toEqual(
    aimed.sort(),
  );
});

describe('[A01] [A02] [A03] every verb, every role, every relation: the foreign answers like what never existed', () => {
  test.each(roles)('%s, by the same statements, so that the time it takes tells nothing either', (role) =>
    expectIsolated(role, { byStatements: true }),
  );
});

test('[A06] [A08] no verb takes a field it does not ask for: not who or where one is, nor how to sort, filter or widen', async () => {
  const before = await fingerprint(office);
  expect(procedures.flatMap(({ path, inputs }) => inputs.flatMap((it) => looseIn(it)).map(() => path))).toEqual([]);
  for (const [path, aim] of Object.entries({ ...reaching, ...unaimed, ...listing })) {
    const [schema] = procedures.find((it) => it.path === path)?.inputs ?? [];
    const actor = roles.map((role) => staff[role]).find((it) => mayCall(it, path));
    if (schema === undefined || actor === undefined) continue;
    const { shape } = schema as z.ZodObject;
    const smuggled = Object.fromEntries(neverAskedFor.filter((it) => !(it in shape)).map((it) => [it, 'idNumber']));
    const given = await refusedFields(actor, path, { ...(aim(targets.own) as object | undefined), ...smuggled });
    expect(given, path).toEqual({ code: 'BAD_REQUEST', fields: Object.keys(smuggled) });
  }
  expect(await fingerprint(office)).toEqual(before);
});

describe('[A16] each layer holds alone', () => {
  test('row-level security, with the filter of the verbs taken away', () =>
    withoutFilter(async () => {
      for (const role of roles) await expectIsolated(role);
    }));

  test('the filter of the verbs, with row-level security switched off', () =>
    withoutSecurity(async () => {
      for (const role of roles) await expectIsolated(role);
    }));

  test('[control] with both away the foreign is there to see', () =>
    withoutFilter(() =>
      withoutSecurity(() => expect(expectIsolated('institutionManager')).rejects.toThrow('to deeply equal')),
    ));
});

/** Whoever has the ability reaches what is theirs; all else answers exactly as if it had never been. */
async function expectIsolated(role: Role, { byStatements = false } = {}): Promise<void> {
  const actor = staff[role];
  await restore(office);
  for (const [path, aim] of Object.entries(reaching)) {
    const missing = await answer(actor, path, aim(nowhere));
    const asked = [...statements];
    for (const [relation, target] of Object.entries(targets)) {
      const given = await answer(actor, path, aim(target));
      const label = `${role} ${path} ${relation}`;
      if (isOurs(actor, path, target)) expect(given, label).not.toEqual(missing);
      else expect(given, label).toEqual(missing);
      if (byStatements && !isOurs(actor, path, target)) expect(statements, label).toEqual(asked);
    }
  }
  for (const [path, input] of Object.entries(listing)) {
    const { refusal, facts } = await answer(actor, path, input());
    expect(refusal, `${role} ${path}`).toBe(mayCall(actor, path) ? null : 'notAllowed');
    for (const target of Object.values(targets))
      if (!isOurs(actor, path, target))
        expect(marksOf(target).filter((mark) => written(facts).includes(mark))).toEqual([]);
  }
  for (const [path, input] of Object.entries(unaimed)) {
    for (const target of Object.values(targets)) {
      const { refusal } = await answer(actor, path, input(target));
      expect(refusal, `${role} ${path}`).toBe(mayCall(actor, path) ? 'notFound' : 'notAllowed');
    }
  }
}

/** Words that other programs took from whoever sent them. */
const neverAskedFor = [
  ...['areaCode', 'unit', 'office', 'role', 'createdBy', 'madeBy', 'version', 'units'],
  ...['orderBy', 'sort', 'filter', 'where', 'include', 'select'],
];

type Shape = { readonly def: { readonly type: string } & Record<string, unknown> };

/** The objects within what a verb takes that would carry fields nobody named. */
function looseIn(schema: unknown): unknown[] {
  const { def } = schema as Shape;
  const catchAll = def['catchall'] as Shape | undefined;
  const loose = def.type === 'object' && catchAll?.def.type !== 'never' ? [schema] : [];
  const inner = [def['innerType'], def['in'], def['element'], ...((def['options'] as unknown[] | undefined) ?? [])];
  const fields = def.type === 'object' ? Object.values(def['shape'] as Record<string, unknown>) : [];
  return [...loose, ...[...inner, ...fields].filter((it) => it !== undefined).flatMap(looseIn)];
}

/** The fields for which an input was not taken. */
async function refusedFields(actor: StaffActor, path: string, input: unknown) {
  const error = await callOf(actor, path, input).catch((it: unknown) => it);
  if (!(error instanceof TRPCError) || !(error.cause instanceof ZodError)) throw new Error(`${path} took it`);
  return { code: error.code, fields: error.cause.issues.flatMap((it) => ('keys' in it ? it.keys : [])) };
}

/** What the database was asked as staff for the last answer, in order. */
const statements: string[] = [];

/** Writes down the statements of every connection that is taken from here on. */
function listen(): void {
  const heard = new WeakSet();
  office.databases.staff.pool.on('acquire', (client) => {
    if (heard.has(client)) return;
    heard.add(client);
    const query = client.query.bind(client) as (...given: unknown[]) => unknown;
    const told = (...given: [string | { readonly text: string }, ...unknown[]]) => {
      statements.push(typeof given[0] === 'string' ? given[0] : given[0].text);
      return query(...given);
    };
    Object.assign(client, { query: told });
  });
}

function marksOf({ office: _, ...target }: Target): string[] {
  return Object.values(target);
}

function written(facts: unknown): string {
  return JSON.stringify(facts);
}

function mayCall(actor: StaffActor, path: string): boolean {
  const ability = abilityOf.get(path);
  return ability !== undefined && unitsFor(actor.grants, ability).length > 0;
}

const above: Record<string, readonly string[]> = {
  jiagedaqi: ['jiagedaqi', '232761', '232700'],
  mohe: ['mohe', '232701', '232700'],
  beilin: ['beilin', '231202', '231200'],
};

function isOurs(actor: StaffActor, path: string, target: Target): boolean {
  const ability = abilityOf.get(path);
  const units = ability === undefined ? [] : unitsFor(actor.grants, ability);
  return units.some((unit) => above[target.office]?.includes(unit));
}

type Given = { readonly code: string; readonly refusal: string | null; readonly facts: unknown };

async function answer(actor: StaffActor, path: string, input: unknown): Promise<Given> {
  statements.length = 0;
  try {
    return { code: 'OK', refusal: null, facts: await callOf(actor, path, input) };
  } catch (error) {
    if (!(error instanceof TRPCError)) throw error;
    const refusal = error.cause instanceof Refused ? error.cause.refusal : null;
    if (refusal === null) throw new Error(`${path} failed: ${error.message}`, { cause: error });
    return { code: error.code, refusal: refusal.refused, facts: refusal };
  }
}

async function callOf(actor: StaffActor, path: string, input: unknown): Promise<unknown> {
  const [room = '', verb = ''] = path.split('.');
  const caller = office.as(actor) as unknown as Record<string, Record<string, (input: unknown) => Promise<unknown>>>;
  return caller[room]?.[verb]?.(input);
}

async function withoutFilter(work: () => Promise<void>): Promise<void> {
  const { pool } = office.ownerDatabase;
  const { rows } = await pool.query<{ text: string }>(
    `select pg_get_functiondef(oid) as text from pg_proc where proname = 'units_under'`,
  );
  await pool.query(
    `create or replace function units_under(p_roots text[]) returns setof text stable rows 10 language sql
       security definer as 'select id from unit'`,
  );
  try {
    await work();
  } finally {
    await pool.query(rows[0]?.text ?? '');
  }
}

async function withoutSecurity(work: () => Promise<void>): Promise<void> {
  await switchSecurity('disable');
  try {
    await work();
  } finally {
    await switchSecurity('enable');
  }
}

async function switchSecurity(to: 'enable' | 'disable'): Promise<void> {
  const { rows } = await office.ownerDatabase.pool.query<{ name: string }>(
    'select relname as name from pg_class where relrowsecurity or relforcerowsecurity',
  );
  for (const { name } of rows) await office.ownerDatabase.pool.query(`alter table ${name} ${to} row level security`);
}
