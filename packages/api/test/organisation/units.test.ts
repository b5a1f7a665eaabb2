import type { StaffActor } from '@anmin/api/trpc';
import { unitsUnder, type Membership } from '@anmin/domain/organisation/units';
import { inTransaction } from '@anmin/db/client';
import { setScope, signedScope } from '@anmin/api/scope';
import { sql } from 'drizzle-orm';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openOffice, type TestOffice } from '../../../../tooling/test/office.ts';
import { actorOf, appoint } from '../isolation/neighbours.ts';
import { refusedWith } from '../refused.ts';

let office: TestOffice;
let administrator: StaffActor;
beforeAll(async () => {
  office = await openOffice({ clock: '2022-05-16T08:31:00+08:00' });
  await office.runJobs();
  administrator = await appoint(office, 'systemAdministrator', '232700');
});
afterAll(() => office.close());

const key = () => randomUUID();
const versionOf = async (id: string) =>
  (await office.as(administrator).units.tree()).find((it) => it.id === id)?.version ?? 0;

describe('the tree of units', () => {
  test('a township opens below its county, and its people see what is below them', async () => {
    const admin = office.as(administrator).units;
    const { unit } = await admin.open({
      ...{ key: key(), kind: 'township', name: '韩家园镇', region: '232721', parent: '232721', from: '2022-05-16' },
    });
    expect((await admin.tree()).find(({ id }) => id === unit)).toMatchObject({ parent: '232721', since: '2022-05-16' });
    const clerk = await appoint(office, 'townshipClerk', unit);
    expect((await office.as(clerk).units.tree()).map(({ id }) => id)).toEqual([unit]);
  });

  test.each<[string, object, string]>([
    ['a county below a section', { kind: 'county', parent: '232700-shehui' }, 'wrongInput'],
    ['a unit in a region that never was', { region: '232799' }, 'wrongInput'],
    ['a unit below one of others', { parent: '230000' }, 'notFound'],
    ['an institution of no kind', { kind: 'institution' }, 'wrongInput'],
    ['a township that is a care home', { institutionKind: 'elderCare' }, 'wrongInput'],
    ['a unit from a day that is over', { from: '2022-05-15' }, 'wrongDay'],
  ])('%s is refused', async (_, change, refused) => {
    const wish = { kind: 'township' as const, name: '某村', region: '232721', parent: '232721', from: '2022-05-16' };
    expect(await refusedWith(office.as(administrator).units.open({ key: key(), ...wish, ...change }))).toBe(refused);
  });

  test('an institution opens with its kind, and a relief station is an affiliated unit of one', async () => {
    const admin = office.as(administrator).units;
    const wish = { name: '某机构', region: '232721', parent: '232721', from: '2022-05-16' };
    const home = await admin.open({ key: key(), ...wish, kind: 'institution', institutionKind: 'elderCare' });
    const station = await admin.open({ key: key(), ...wish, kind: 'affiliated', institutionKind: 'reliefStation' });
    const kinds = (await admin.tree()).filter(({ id }) => id === home.unit || id === station.unit);
    expect(kinds.map((it) => it.institutionKind).sort()).toEqual(['elderCare', 'reliefStation']);
  });

  test('a unit opened for a later day is in the tree at once, marked by its day, and for nobody else', async () => {
    const admin = office.as(administrator).units;
    const wish = { kind: 'township' as const, name: '将来村', region: '232721', parent: '232721', from: '2022-06-01' };
    const { unit } = await admin.open({ key: key(), ...wish });
    const coming = [{ parent: '232721', from: '2022-06-01' }];
    expect((await admin.tree()).find(({ id }) => id === unit)?.institutionKind).toBeNull();
    expect((await admin.tree()).find(({ id }) => id === unit)).toMatchObject({ parent: null, since: null, coming });
    const neighbour = await appoint(office, 'countyClerk', '232722');
    expect((await office.as(neighbour).units.tree()).map(({ id }) => id)).not.toContain(unit);
  });

  test('[A16] no unit is two: a name with the mark between units is none', () => {
    for (const id of ['nowhere,232700', '232700|']) expect(() => signedScope(office.keys, [id])).toThrow('notFound');
  });

  test('[A16] a statement smuggled in does not take a unit that stands nowhere', async () => {
    await office.ownerDatabase.pool.query(
      `insert into unit (id, kind, name, region) values ('alone', 'province', 'alone', '440000')`,
    );
    await expect(smuggled('alone')).rejects.toMatchObject({ cause: { code: 'AN008' } });
  });

  test('an office that moves in June belongs to the old county in May, and its records go with it', async () => {
    const [old, next] = [
      await appoint(office, 'countyClerk', '232722'),
      await appoint(office, 'countyClerk', '232721'),
    ];
    const wish = { unit: 'tahe', parent: '232721', from: '2022-06-01' };
    await office.as(administrator).units.move({ key: key(), version: await versionOf('tahe'), ...wish });
    const sheet = { office: 'tahe', day: '2022-05-20' };
    expect(await refusedWith(office.as(old).counter.sheet(sheet))).toBeNull();
    expect(await refusedWith(office.as(next).counter.sheet(sheet))).toBe('notFound');
    await office.ownerDatabase.pool.query(`update office_clock set offset_ = offset_ + interval '16 days'`);
    expect(await refusedWith(office.as(old).counter.sheet(sheet))).toBe('notFound');
    expect(await refusedWith(office.as(await actorOf(office, next.id, 'x')).counter.sheet(sheet))).toBeNull();
    await office.ownerDatabase.pool.query(`update office_clock set offset_ = offset_ - interval '16 days'`);
  });

  test('the past is not written anew, no unit comes below itself, and the second of two changes is told', async () => {
    const admin = office.as(administrator).units;
    const version = await versionOf('mohe');
    const move = { key: key(), unit: 'mohe', version, parent: '232721', from: '2022-05-15' };
    expect(await refusedWith(admin.move(move))).toBe('wrongDay');
    const [one, other] = await Promise.all([
      refusedWith(admin.move({ ...move, key: key(), from: '2022-07-01' })),
      refusedWith(admin.move({ ...move, key: key(), from: '2022-07-01', parent: '232722' })),
    ]);
    expect([one, other].sort()).toEqual([null, 'stale'].sort());
    await expect(below('232721', '232721')).rejects.toThrow();
  });

  test('a county that closes in June works until then, and nothing begins there after', async () => {
    const merging = { key: key(), unit: '232722', into: '232721', from: '2022-06-01' };
    const admin = office.as(administrator);
    await admin.units.merge({ ...merging, version: await versionOf('232722') });
    const { id: holder } = await appoint(office, 'countyClerk', '232721');
    const post = { holder, role: 'countyClerk' as const, unit: '232722', until: null };
    expect(await refusedWith(admin.staff.appoint({ key: key(), ...post, from: '2022-05-17' }))).toBeNull();
    expect(await refusedWith(admin.staff.appoint({ key: key(), ...post, from: '2022-06-01' }))).toBe('wrongDay');
    const below = { kind: 'township' as const, name: '某镇', region: '232722', parent: '232722' };
    expect(await refusedWith(admin.units.open({ key: key(), ...below, from: '2022-06-01' }))).toBe('wrongDay');
  });

  test('a merged county is closed, and the one it joined sees what it left', async () => {
    const heir = await appoint(office, 'countyClerk', '232701');
    const merging = { key: key(), unit: '232761', into: '232701', from: '2022-05-16' };
    await office.as(administrator).units.merge({ ...merging, version: await versionOf('232761') });
    const sheet = { office: 'jiagedaqi', day: '2022-05-20' };
    expect(await refusedWith(office.as(await actorOf(office, heir.id, 'x')).counter.sheet(sheet))).toBeNull();
    expect(await office.as(administrator).units.tree()).toContainEqual(
      expect.objectContaining({ id: '232761', closedOn: '2022-05-16', parent: '232701' }),
    );
  });

  test('the database derives the same reach as the rule, on each day of a year of random moves', async () => {
    const ids = Array.from({ length: 8 }, (_, n) => `random-${n}`);
    await office.ownerDatabase.pool.query(
      `insert into unit (id, kind, name, region) select id, 'county', id, '232700' from unnest($1::text[]) id`,
      [ids],
    );
    for (const id of ids) await below(id, '232700', '2022-01-01');
    let seed = 20220516;
    const draw = (n: number) => (seed = (seed * 1103515245 + 12345) % 2147483648) % n;
    for (let n = 0; n < 60; n += 1) {
      const day = Temporal.PlainDate.from('2022-01-01').add({ days: 1 + n * 6 });
      await below(ids[draw(8)] ?? '', ids[draw(8)] ?? '', day.toString()).catch(() => undefined);
    }
    const { rows } = await office.ownerDatabase.pool.query<{
      unit: string;
      parent: string;
      from: string;
      until: string | null;
    }>('select unit, parent, from_day as from, until_day as until from unit_membership');
    const memberships: Membership[] = rows.map(({ from, until, ...it }) => ({
      ...{ ...it, from: Temporal.PlainDate.from(from) },
      until: until === null ? null : Temporal.PlainDate.from(until),
    }));
    for (let n = 0; n < 365; n += 13) {
      const day = Temporal.PlainDate.from('2022-01-01').add({ days: n });
      for (const root of ['232700', ...ids]) {
        const reach = await office.ownerDatabase.pool.query<{ unit: string }>(
          `select unit from unit_reach where above = $1 and from_day <= $2 and (until_day is null or until_day > $2)`,
          [root, day.toString()],
        );
        expect([root, ...reach.rows.map(({ unit }) => unit)].sort()).toEqual(unitsUnder(memberships, root, day).sort());
      }
    }
  });
});

function smuggled(id: string): Promise<void> {
  return inTransaction(office.databases.staff, async (tx) => {
    await setScope(tx, office, ['232700']);
    await tx.execute(sql`select move_unit(${id}, '232700', '2022-05-16'::date)`);
  });
}

function below(id: string, parent: string, from = '2022-05-16'): Promise<void> {
  return inTransaction(office.databases.staff, async (tx) => {
    await setScope(tx, office, ['232700', id, parent]);
    await tx.execute(sql`select move_unit(${id}, ${parent}, ${from}::date)`);
  });
}
