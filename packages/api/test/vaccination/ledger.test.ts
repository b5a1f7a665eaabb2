import { coverageBefore } from '@anmin/api/dashboard/before';
import { inScope } from '@anmin/api/scope';
import { keepReached, lockCard } from '@anmin/api/vaccination/card';
import { dose as doses } from '@anmin/db/schema/vaccination';
import { coveragePlaces } from '@anmin/domain/vaccination/cohort';
import { liuzhou } from '@anmin/policies/liuzhou-2021/pack';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TestOffice } from '../../../../tooling/test/office.ts';
import { actorOf } from '../isolation/neighbours.ts';
import { refusedWith } from '../refused.ts';
import { ofAftercare } from './aftercare.ts';
import { crowd } from './crowd.ts';
import { dose, listed, now, openLedger, type Keeper, type Ledger } from './ledger.ts';
import { ofDates } from './dates.ts';
import { ofOutstanding } from './outstanding.ts';
import { ofPersons } from './persons.ts';
import { ofSessions } from './sessions.ts';

let ledger: Ledger;
let office: TestOffice;
beforeAll(async () => {
  ledger = await openLedger();
  office = ledger.office;
});
afterAll(() => office.close());

const verbs = (who: Keeper) => ledger.verbs(who);
const enter: Ledger['enter'] = (...given) => ledger.enter(...given);

/** What a rule comes to, whole, by what the ledger has. */
async function standing(who: Keeper, rule: string, looked: { unit?: string; day?: string } = {}) {
  const { coverages } = await verbs(who).statistics({ ...now, ...looked });
  const found = coverages.find(({ rules }) => rules.includes(rule));
  return found === undefined ? undefined : { standing: found.whole.standing, ...found.whole.counts };
}

describe('[LIU-4.2] retirees of 60 to 69 at 89.9 % (scenario 5)', () => {
  let last = '';
  beforeAll(async () => {
    const of = { unit: 'liuzhou-yanglao', role: 'retiree', standing: 'retired' };
    await crowd(office, { ...of, count: 899, born: '1955-05-01', first: '2021-07-01' });
    await crowd(office, { ...of, count: 100, born: '1955-05-01' });
    [last = ''] = await crowd(office, { ...of, count: 1, born: '1958-05-01' });
    await crowd(office, { ...of, count: 1, born: '1964-05-01' });
  });

  test('899 of 1000 are a breach; when she of 63 has her dose, 900 are none', async () => {
    const rule = 'LIU/retired-coverage@1';
    expect(await standing('home', rule)).toMatchObject({
      standing: 'breached',
      persons: 1000,
      vaccinated: 899,
      open: 101,
    });
    await enter('home', 'liuzhou-yanglao', last, dose('2021-12-08'));
    expect(await standing('home', rule)).toMatchObject({ standing: 'met', persons: 1000, vaccinated: 900, open: 100 });
    expect(await standing('liuzhou', rule, { unit: 'liuzhou-yanglao' })).toMatchObject({ vaccinated: 900 });
  });

  test('the retiree of 57 is shown as unclassified, by name, and not in the 1000', async () => {
    const { coverages } = await verbs('home').statistics(now);
    const found = coverages.filter(({ rules }) => rules.includes('LIU/unclassified-retired-coverage@1'));
    expect(found).toMatchObject([{ whole: { standing: 'notSet', counts: { persons: 1, open: 1 } } }]);
    const of = found.map(({ rules }) => [...rules])[0] ?? null;
    const { total, lines } = await verbs('home').list({ ...listed, of, place: 'open' });
    expect([total, lines.map(({ name }) => name)]).toEqual([1, ['甄平安']]);
  });
});

test('[LIU-4.1] [LIU-4.3] 95 of 100 in service and 7 of 10 retired of 70 are exactly met, one fewer is not (scenario 6)', async () => {
  const unit = 'liuzhou-ertong';
  const first = '2021-07-01';
  await crowd(office, { unit, role: 'staff', standing: 'inService', count: 94, born: '1980-01-01', first });
  const young = await crowd(office, { unit, role: 'staff', standing: 'inService', count: 6, born: '1962-12-09' });
  await crowd(office, { unit, role: 'retiree', standing: 'retired', count: 6, born: '1945-01-01', first });
  const old = await crowd(office, { unit, role: 'retiree', standing: 'retiredCadre', count: 4, born: '1951-12-08' });
  const [inService, senior] = ['LIU/in-service-coverage@1', 'LIU/senior-coverage@1'];
  expect(await standing('children', inService)).toMatchObject({ standing: 'breached', persons: 100, vaccinated: 94 });
  expect(await standing('children', senior)).toMatchObject({ standing: 'breached', persons: 10, vaccinated: 6 });
  await enter('children', unit, young[0] ?? '', dose('2021-12-07'));
  await enter('children', unit, old[0] ?? '', dose('2021-12-07'));
  expect(await standing('children', inService)).toMatchObject({ standing: 'met', vaccinated: 95 });
  expect(await standing('children', senior)).toMatchObject({ standing: 'met', vaccinated: 7 });
});

test('every number opens the list that makes it', async () => {
  const { coverages } = await verbs('liuzhou').statistics(now);
  const told = coverages.filter(({ whole }) => whole.counts.persons > 0);
  expect(told.length).toBeGreaterThan(3);
  for (const { rules, whole, units } of told) {
    for (const place of coveragePlaces) {
      const of = [...rules];
      const { total, lines } = await verbs('liuzhou').list({ ...listed, of, place });
      expect([total, Math.min(100, total)]).toEqual([whole.counts[place], lines.length]);
      for (const { unit, counts } of units)
        expect((await verbs('liuzhou').list({ ...listed, at: unit, of, place })).total).toBe(counts[place]);
    }
  }
});

describe('[LIU-4.7] whom a dated coverage still lacks', () => {
  test('stands with the day it was due by, and how many days that is past', async () => {
    const { coverages } = await verbs('home').statistics(now);
    const dated = coverages.find(({ rules }) => rules.includes('LIU/retired-first-dose@1'));
    const { lines } = await verbs('home').list({ ...listed, of: [...(dated?.rules ?? [])], place: 'open' });
    expect(lines.length).toBeGreaterThan(0);
    expect(new Set(lines.map(({ target, overdueDays }) => `${target ?? ''} ${String(overdueDays)}`))).toEqual(
      new Set(['2021-08-20 110']),
    );
  });

  test('[DX-3.7.4] makes a circular of the units behind for somebody to sign: an entry, and nothing sent', async () => {
    const { coverages } = await verbs('liuzhou').statistics({ ...now, unit: '450200' });
    const retired = coverages.find(({ rules }) => rules.includes('LIU/retired-full-course@1'));
    const rules = [...(retired?.rules ?? [])];
    const sent = office.sent.length;
    const drawn = await verbs('liuzhou').drawUpCircular({ key: randomUUID(), unit: '450200', day: null, rules });
    expect(drawn.behind).toEqual(retired?.units.filter(({ standing }) => standing !== 'met'));
    expect(drawn.behind.length).toBeGreaterThan(0);
    expect(drawn.counts).toEqual(retired?.whole.counts);
    const { rows } = await office.ownerDatabase.pool.query(
      `select codes, clauses from journal_entry where action = 'circular.drawnUp' and office = '450200'`,
    );
    expect(rows).toMatchObject([{ codes: { day: '2021-12-08', units: drawn.behind.length } }]);
    expect(office.sent.length).toBe(sent);
    const foreign = { key: randomUUID(), unit: '140404', day: null, rules };
    expect(await refusedWith(verbs('liuzhou').drawUpCircular(foreign))).toBe('notFound');
  });
});

test('[LIU-4.7] a first dose of the last day counts for its milestone, one after midnight no more (scenario 8)', async () => {
  const of = { unit: 'liuzhou-ertong', role: 'retiree', standing: 'retired', born: '1955-05-01' };
  const begun = await crowd(office, { ...of, count: 8, first: '2021-07-01' });
  const [inTime = '', late = ''] = await crowd(office, { ...of, count: 2 });
  const at = (day: string) => standing('children', 'LIU/retired-first-dose@1', { unit: of.unit, day });
  // nine of ten are asked
  await enter('children', of.unit, late, dose('2021-08-21'));
  expect(await at('2021-08-20')).toMatchObject({ standing: 'due', persons: 10, vaccinated: 8 });
  await enter('children', of.unit, inTime, dose('2021-08-20'));
  expect(await at('2021-08-19')).toMatchObject({ standing: 'due', vaccinated: 8 });
  expect(await at('2021-08-20')).toMatchObject({ standing: 'met', vaccinated: 9 });
  const { coverages } = await verbs('children').statistics({ ...now, unit: of.unit });
  const full = coverages.find(({ rules }) => rules.includes('LIU/retired-full-course@1'));
  expect(full).toMatchObject({ requirement: { by: '2021-09-20' }, whole: { standing: 'breached' } });
  // the home is counted by other tests as well
  await office.ownerDatabase.pool.query('delete from person where id = any ($1)', [[...begun, inTime, late]]);
});

describe('[SX-3.1] 1000 people of 12 and more, 20 of them contraindicated (scenario 7)', () => {
  const rule = 'SX/coverage@1';
  let open: string[] = [];
  beforeAll(async () => {
    const of = { unit: 'shangdang-jingsong', role: 'resident' };
    await crowd(office, { ...of, count: 911, born: '1950-01-01', first: '2021-07-01' });
    await crowd(office, { ...of, count: 20, born: '1950-01-01', contraindicated: true });
    open = await crowd(office, { ...of, count: 69, born: '1950-01-01' });
    await crowd(office, { ...of, count: 1, born: '2010-03-01' });
  });
  const give = async (persons: readonly string[]) => {
    for (const person of persons) await enter('jingsong', 'shangdang-jingsong', person, dose('2021-12-08'));
  };

  test('911 are below the floor, 912 leave 68 due persons, 980 reach the goal; a child of 11 counts nowhere', async () => {
    expect(await standing('shangdang', rule)).toMatchObject({ standing: 'breached', persons: 1000, vaccinated: 911 });
    await give(open.slice(0, 1));
    expect(await standing('shangdang', rule)).toMatchObject({
      standing: 'due',
      vaccinated: 912,
      open: 68,
      contraindicated: 20,
    });
    await give(open.slice(1));
    expect(await standing('shangdang', rule)).toMatchObject({
      standing: 'met',
      vaccinated: 980,
      open: 0,
      eligible: 980,
    });
  });

  test('a struck dose lowers it at once, and yesterday stands as it stood', async () => {
    const person = open[0] ?? '';
    const { doses } = await verbs('jingsong').person({ unit: 'shangdang-jingsong', person });
    const struck = { unit: 'shangdang-jingsong', id: doses[0]?.id ?? '', reason: '不是本人' };
    await verbs('jingsong').strikeDose({ key: randomUUID(), ...struck });
    expect(await standing('shangdang', rule)).toMatchObject({ standing: 'due', vaccinated: 979 });
    expect(await standing('shangdang', rule, { day: '2021-12-07' })).toMatchObject({ vaccinated: 911 });
    expect(await refusedWith(verbs('jingsong').strikeDose({ key: randomUUID(), ...struck }))).toBe('stale');
  });

  test('the duty at the bureau stands by the ledger, and what waits follows', async () => {
    const { lines } = await office.as(ledger.staff.shangdang).measures.standings({
      ...{ unit: '140404', kind: null, standing: 'due', clause: 'SX-3.1', after: null },
    });
    expect(lines.map(({ unit, rules, standing }) => [unit, rules, standing.missing])).toEqual([
      ['140404', [rule], ['goal']],
    ]);
  });
});

describe('what a number speaks of', () => {
  test('is whom its notice binds, and nobody of another region who is looked at beside them', async () => {
    const of = { role: 'retiree', standing: 'retired', born: '1940-01-01', count: 3 };
    await crowd(office, { unit: 'shangdang-yanglao', ...of });
    const { id } = ledger.staff.liuzhou;
    await office.ownerDatabase.pool.query(
      `insert into post (id, holder, role, unit, from_day, made_by)
         values (gen_random_uuid(), $1, 'countyClerk', '140404', '2002-01-01', 'test')`,
      [id],
    );
    const both = office.as(await actorOf(office, id, 'both')).vaccination;
    const senior = async (own: typeof both) =>
      (await own.statistics(now)).coverages.find(({ rules }) => rules.includes('LIU/senior-coverage@1'));
    const [alone, beside] = [await senior(verbs('liuzhou')), await senior(both)];
    expect(beside?.whole.counts).toEqual(alone?.whole.counts);
    expect(beside?.units).toEqual(alone?.units);
    const { total } = await both.list({ ...listed, of: [...(beside?.rules ?? [])], place: null });
    expect(total).toBe(alone?.whole.counts.persons);
  });

  test('as known on a day is judged by the notices that could be known then', async () => {
    const asked = async (known: string) =>
      (await verbs('liuzhou').statistics({ ...now, known })).coverages.flatMap(({ rules }) => rules);
    expect(await asked('2021-08-10')).toEqual([]);
    expect(await asked('2021-08-11')).toContain('LIU/senior-coverage@1');
  });

  test('is not written anew behind what was known', async () => {
    const { pool } = office.ownerDatabase;
    for (const change of [
      `update vaccination_reached set known_until = '2020-01-01' where known_until is not null`,
      `update dose set end_reason = '别的理由' where known_until is not null`,
    ])
      await expect(pool.query(change)).rejects.toMatchObject({ code: 'AN009' });
    const { rows } = await pool.query<{ now: boolean }>(
      `insert into vaccination_contact (id, person, unit, on_day, made_by, made_at)
         select gen_random_uuid(), person, unit, '2021-01-01', 'test', '2021-01-01' from person_card limit 1
       returning made_at > '2021-12-01' as now`,
    );
    expect(rows).toEqual([{ now: true }]);
  });
});

ofPersons(() => ledger);
ofAftercare(() => ledger);
ofSessions(() => ledger);
ofDates(() => ledger);

test('[G22] the weeks before tell by all rules of a coverage what the list of that day holds', async () => {
  const unit = 'liuzhou-ertong';
  const of = { unit, role: 'retiree', standing: 'retired', born: '1957-05-01' };
  await crowd(office, { ...of, count: 2, first: '2021-07-01' });
  const [person = ''] = await crowd(office, { ...of, count: 2 });
  await enter('children', unit, person, dose('2021-11-28'));
  const rules = ['LIU/retired-first-dose@1', 'ZZ/retired-first-dose@1'];
  const actor = { ...ledger.staff.liuzhou, acting: [] };
  const ctx = { ...office.job, actor, units: ['450200'], packs: [liuzhou, twin] };
  const before = (asked: readonly string[]) => coverageBefore(ctx, { unit, day: null, rules: asked });
  const points = await before(rules);
  expect(points.map(({ day, counts }) => [day, counts.vaccinated, counts.persons])).toEqual([
    ['2021-12-08', 3, 4],
    ['2021-12-01', 3, 4],
    ['2021-11-24', 2, 4],
    ['2021-11-17', 2, 4],
    ['2021-11-10', 2, 4],
    ['2021-11-03', 2, 4],
  ]);
  expect(await before(rules.slice(0, 1))).toEqual([]);
  for (const { day, counts } of points.slice(1, 3)) {
    const asked = { ...listed, unit, day, of: rules.slice(0, 1), place: 'vaccinated' as const };
    expect([day, (await verbs('liuzhou').list(asked)).total]).toEqual([day, counts.vaccinated]);
  }
});

/** Another notice that asks the same of the same people. */
const twin = {
  ...liuzhou,
  notice: { ...liuzhou.notice, id: 'ZZ' },
  rules: liuzhou.rules
    .filter(({ id }) => id === 'LIU/retired-first-dose@1')
    .map((rule) => ({ ...rule, id: 'ZZ/retired-first-dose@1' })),
};

describe('what makes a course', () => {
  test('is settled by the prefecture with its source, and what people have reached is told anew at once', async () => {
    const unit = 'liuzhou-yanglao';
    const [person = ''] = await crowd(office, {
      unit,
      role: 'staff',
      standing: 'inService',
      count: 1,
      born: '1990-01-01',
    });
    await enter('home', unit, person, dose('2021-10-01'));
    await enter('home', unit, person, dose('2021-11-01', 2));
    const state = async () => (await verbs('home').person({ unit, person })).status.state;
    expect(await state()).toBe('full');
    const course = {
      ...{ kind: 'inactivated' as const, doses: 3, gapDays: 21, withinDays: null, boosterAfterDays: null },
      ...{ validFrom: '2021-09-01', source: '试验' },
    };
    expect(await refusedWith(verbs('home').settleCourse({ key: randomUUID(), unit, course }))).toBe('notAllowed');
    await verbs('liuzhou').settleCourse({ key: randomUUID(), unit: '450200', course });
    expect(await state()).toBe('begun');
    const full = await standing('home', 'LIU/in-service-full-course@1');
    expect(full).toMatchObject({ persons: 1, vaccinated: 0 });
  });

  test('waits for a dose that is being entered, so that it is told anew as well', async () => {
    const unit = 'liuzhou-ertong';
    const [person = ''] = await crowd(office, { unit, role: 'volunteer', count: 1, born: '1990-01-01' });
    const course = {
      ...{ kind: 'adenovirusVector' as const, doses: 2, gapDays: 1, withinDays: null, boosterAfterDays: null },
      ...{ validFrom: '2021-09-01', source: '试验' },
    };
    const settle = () => verbs('liuzhou').settleCourse({ key: randomUUID(), unit: '450200', course });
    let settled: Promise<unknown> = Promise.resolve();
    await inScope({ database: office.databases.staff, keys: office.keys }, [unit], async (tx) => {
      const card = { unit, person };
      await lockCard(tx, card);
      const given = { kind: 'adenovirusVector' as const, number: 1, givenOn: '2021-10-01' };
      await tx
        .insert(doses)
        .values({ id: randomUUID(), ...card, ...given, product: '', batch: '', place: '', madeBy: 'test' });
      await keepReached(tx, [card]);
      const state = { over: false };
      settled = settle().finally(() => (state.over = true));
      settled.catch(() => undefined);
      while (!state.over && !(await isWaited())) await new Promise(setImmediate);
    });
    // on a machine that stood still for a second it was refused instead
    await settled.catch(settle);
    expect((await verbs('children').person({ unit, person })).status.state).toBe('begun');
    const { rows } = await office.ownerDatabase.pool.query(
      'select full_on from vaccination_reached where person = $1 and known_until is null',
      [person],
    );
    expect(rows).toEqual([{ full_on: null }]);
  });

  async function isWaited(): Promise<boolean> {
    const { rows } = await office.ownerDatabase.pool.query(
      `select from pg_locks where locktype = 'advisory' and not granted`,
    );
    return rows.length > 0;
  }
});

// last: it lets days pass
ofOutstanding(() => ledger);
