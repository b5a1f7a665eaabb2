import { seedMany } from '@anmin/api/demo/many';
import { nameIndexes, holdPersons, sealCard, numberIndexes } from '@anmin/api/people/card';
import { membersOf } from '@anmin/api/people/members';
import { unseal } from '@anmin/api/privacy/seal';
import { inScope } from '@anmin/api/scope';
import { inTransaction } from '@anmin/db/client';
import { unit } from '@anmin/db/schema/organisation';
import { membership, personCard } from '@anmin/db/schema/people';
import { entryEnds } from '@anmin/domain/evidence/subjects';
import { demoRegion, idNumberOf } from '@anmin/domain/people/id-number';
import { sql } from 'drizzle-orm';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openOffice, type TestOffice } from '../../../../tooling/test/office.ts';
import { expectSound } from '../sound.ts';

let office: TestOffice;
beforeAll(async () => {
  office = await openOffice({ clock: '2022-05-16T08:30:00+08:00' });
});
afterAll(async () => {
  await expectSound(office);
  await office.close();
});

const numberFor = (order: number) => idNumberOf(demoRegion, Temporal.PlainDate.from('1941-03-05'), order);

describe('the records of people', () => {
  test('the same number at a second home is the same person, and each home sees its own words only', async () => {
    const one = await move('songtao', { name: '申屠长庚', order: 901, room: '101', bed: '1' });
    const other = await move('hupan', { name: '申屠庚', order: 901, room: '202', bed: '1' });
    expect(other.person).toBe(one.person);
    for (const [unit, there] of [
      ['songtao', 1],
      ['hupan', 1],
      ['beihai', 0],
    ] as const) {
      const seen = await inScope(office.job, [unit], async (tx) => ({
        cards: await tx
          .select()
          .from(personCard)
          .where(sql`person = ${one.person}`),
        persons: (await tx.execute(sql`select from person where id = ${one.person}`)).rows,
        memberships: await tx
          .select()
          .from(membership)
          .where(sql`person = ${one.person}`),
      }));
      expect(seen.persons).toHaveLength(there);
      expect(seen.cards.map((card) => card.unit)).toEqual(there === 1 ? [unit] : []);
      expect(seen.memberships.map((it) => it.unit)).toEqual(there === 1 ? [unit] : []);
    }
  });

  test('without a scope nobody is there, and the public site has no right to look', async () => {
    for (const table of ['person', 'person_card', 'membership']) {
      const read = sql`select from ${sql.identifier(table)}`;
      expect((await inTransaction(office.job.database, (tx) => tx.execute(read))).rows).toEqual([]);
      const refused = inTransaction(office.databases.citizens, (tx) => tx.execute(read));
      await expect(refused).rejects.toMatchObject({ cause: { code: '42501' } });
    }
  });

  test('two who enter the same number at once hold one person', async () => {
    const [one, other] = await Promise.all([
      move('songtao', { name: '某甲', order: 903, room: '101', bed: '7' }),
      move('hupan', { name: '某甲', order: 903, room: '101', bed: '7' }),
    ]);
    expect(one.person).toBe(other.person);
  });

  test('nobody is a resident of one home twice at a time, and may come back', async () => {
    const who = await move('songtao', { name: '尉迟有恒', order: 905, room: '103', bed: '1', until: '2022-03-01' });
    const again = (since: string) =>
      inScope(office.job, ['songtao'], (tx) => tx.insert(membership).values(memberAt(who.person, 'songtao', since)));
    await expect(again('2022-02-28')).rejects.toMatchObject({ cause: { code: '23P01' } });
    await again('2022-03-01');
    const days = ['2022-02-28', '2022-03-01'].map(async (day) => {
      const there = await inScope(office.job, ['songtao'], (tx) =>
        membersOf(tx, 'songtao', day, { roles: ['resident'] }),
      );
      return there.filter(({ person }) => person === who.person).map(({ since }) => since);
    });
    expect(await Promise.all(days)).toEqual([['2021-01-01'], ['2022-03-01']]);
  });
});

test('a name is nowhere the same to the eye at two homes, a number is the same under one key', async () => {
  const { keys } = office;
  expect(nameIndexes(keys, 'hupan', '申屠庚')).not.toEqual(nameIndexes(keys, 'songtao', '申屠庚'));
  const { rows } = await office.ownerDatabase.pool.query('select from person where id_index = any ($1)', [
    numberIndexes(keys, numberFor(901)),
  ]);
  expect(rows).toHaveLength(1);
});

test('a demo as large as wished is made once, and the same people each time', async () => {
  expect(await seedMany(office.job, { institutions: 10, people: 120 })).toBe(true);
  const before = await office.ownerDatabase.db.$count(unit);
  expect(await seedMany(office.job, { institutions: 12, people: 120 })).toBe(false);
  expect(await office.ownerDatabase.db.$count(unit)).toBe(before);
  const { rows } = await office.ownerDatabase.pool.query<{ role: string; people: number; rooms: number }>(
    `select role, count(*)::int as people, count(distinct (unit, room, bed))::int as rooms
       from membership where unit like 'yanshi-%' group by role order by role`,
  );
  expect(rows).toEqual([
    { role: 'resident', people: 72, rooms: 72 },
    { role: 'retiree', people: 10, rooms: 10 },
    { role: 'staff', people: 38, rooms: 10 },
  ]);
  const first = await office.ownerDatabase.pool.query<{ id: string; sealed: Buffer }>(
    `select person.id, id_sealed as sealed from person join membership on membership.person = person.id
      where unit = 'yanshi-001' and room = '101' and bed = '1'`,
  );
  const [{ id, sealed } = { id: '', sealed: Buffer.alloc(0) }] = first.rows;
  expect(unseal(office.keys, `person.id:${id}`, sealed)).toBe('990001192512108782');
});

test('what a ledger tells of a day longer ago than is kept is erased, of a person or not; what is open stays until it is over, and who came in goes', async () => {
  const { person } = await move('songtao', { name: '公孙无恙', order: 949, room: '402', bed: '1' });
  const { pool } = office.ownerDatabase;
  const written = (day: string, ledger: string, of: string | null, told: readonly string[] = []) =>
    pool.query(
      `insert into entry (id, unit, ledger, on_day, person, turn, fields, told, version, made_by, changed_by)
       values (gen_random_uuid(), 'songtao', $1, $2, $3, gen_random_uuid(), '{}', $4, 1, 'test', 'test')`,
      [ledger, day, of, told],
    );
  for (const day of ['2022-03-16', '2022-03-17']) {
    await written(day, 'hygiene', null);
    await written(day, 'temperature', person);
  }
  await written('2022-01-03', 'absence', person);
  await written('2022-01-04', 'absence', person, ['leftAt', 'backOn']);
  await written('2022-01-05', 'goods', null, ['came.nothing']);
  await written('2022-01-06', 'incident', person, ['isolatedAt', 'hospitalAt']);
  await written('2022-01-07', 'incident', person);
  await pool.query(`update entry set struck_at = now(), version = 2 where unit = 'songtao' and on_day = '2022-01-07'`);
  await pool.query(
    `with passed as (
       insert into gate_passage (id, unit, at, checks, found, cleared, exemptions, verdict, clauses, made_by)
         values (gen_random_uuid(), 'songtao', 'entry', '{}', '{}', '{}', '{}', 'passes', '{}', 'test') returning id)
     insert into gate_person (passage, unit, came, name_sealed, purpose_sealed, made_by)
       select id, 'songtao', 'visitor', '\\x00', '\\x00', 'test' from passed`,
  );
  await pool.query('alter table gate_person disable trigger user');
  await pool.query(`update gate_person set in_at = '2022-03-16T20:00:00+08:00' where unit = 'songtao'`);
  await pool.query('alter table gate_person enable trigger user');
  const settled = async () =>
    (
      await pool.query<{ day: string }>(
        `select distinct on_day::text as day from entry where unit = 'songtao' order by day`,
      )
    ).rows.map(({ day }) => day);
  const purge = async () =>
    (await office.job.database.db.execute(sql`select purge_entries(${JSON.stringify(entryEnds)}::jsonb, 500) as gone`))
      .rows;
  expect(await purge()).toEqual([{ gone: 0 }]);
  await office.ownerDatabase.pool.query(
    `insert into privacy_setting (unit, kind, amount, source, valid_from, made_by)
      values ('232700', 'evidence', 60, '试验', '2022-01-01', 'test')`,
  );
  expect(await purge()).toEqual([{ gone: 4 }]);
  // somebody is still out, a step is still missing; and what ended today ended today
  expect(await settled()).toEqual(['2022-01-03', '2022-01-04', '2022-01-05', '2022-01-06', '2022-03-17']);
  await pool.query('alter table entry disable trigger user');
  await pool.query(`update entry set changed_at = '2022-03-16T20:00:00+08:00' where unit = 'songtao'`);
  await pool.query('alter table entry enable trigger user');
  expect(await purge()).toEqual([{ gone: 2 }]);
  expect(await settled()).toEqual(['2022-01-03', '2022-01-06', '2022-03-17']);
});

test('whoever left longer ago than is kept is erased there, and stays with the home that still keeps them', async () => {
  const gone = await move('songtao', { name: '公孙安然', order: 951, room: '401', bed: '1', until: '2022-01-10' });
  const alone = await move('songtao', { name: '公孙乐之', order: 953, room: '401', bed: '2', until: '2022-01-10' });
  const fresh = await move('songtao', { name: '公孙思齐', order: 955, room: '401', bed: '3', until: '2022-05-10' });
  await move('hupan', { name: '公孙安然', order: 951, room: '401', bed: '1' });
  const purge = async () => (await office.job.database.db.execute(sql`select purge_over('people', 500) as gone`)).rows;
  expect(await purge()).toEqual([{ gone: 0 }]);
  await office.ownerDatabase.pool.query(`
    insert into privacy_setting (unit, kind, amount, source, valid_from, made_by)
      values ('232700', 'people', 60, '试验', '2022-01-01', 'test')`);
  expect(await purge()).toEqual([{ gone: 2 }]);
  const { rows } = await office.ownerDatabase.pool.query<{ person: string; unit: string }>(
    'select person, unit from person_card where person = any ($1) order by unit',
    [[gone.person, alone.person, fresh.person]],
  );
  expect(rows).toEqual([
    { person: gone.person, unit: 'hupan' },
    { person: fresh.person, unit: 'songtao' },
  ]);
  expect((await office.ownerDatabase.pool.query('select from person where id = $1', [alone.person])).rows).toEqual([]);
});

interface Moving {
  readonly name: string;
  readonly order: number;
  readonly room: string;
  readonly bed: string | null;
  readonly until?: string;
}

/** Somebody moves into a home. */
function move(unit: string, { name, order, room, bed, until }: Moving): Promise<{ person: string }> {
  return inScope(office.job, [unit], async (tx) => {
    const idNumber = numberFor(order);
    const written = { name, idNumber, phone: null, sex: 'male' as const, bornOn: '1941-03-05' };
    const [person = ''] = await holdPersons(tx, office.keys, [written]);
    await tx.insert(personCard).values(sealCard(office.keys, { person, unit, ...written }));
    const ended = until === undefined ? {} : { until, leftFor: 'home' as const };
    await tx.insert(membership).values({ ...memberAt(person, unit, '2021-01-01'), room, bed, ...ended });
    return { person };
  });
}

function memberAt(person: string, unit: string, since: string) {
  return { id: randomUUID(), person, unit, role: 'resident' as const, since, madeBy: 'test' };
}
