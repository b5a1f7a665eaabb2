import type { StaffActor } from '@anmin/api/trpc';
import { coveragePlaces, type Cohort } from '@anmin/domain/vaccination/cohort';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openOffice, type TestOffice } from '../../../../tooling/test/office.ts';
import { appoint } from '../isolation/neighbours.ts';
import { refusalOf, refusedWith } from '../refused.ts';
import { crowd } from './crowd.ts';

let office: TestOffice;
let staff: Record<'liuzhou' | 'shangdang' | 'home' | 'jingsong' | 'lanzhou' | 'children', StaffActor>;
beforeAll(async () => {
  office = await openOffice({ clock: '2021-12-08T10:00:00+08:00' });
  // the people of the demo are counted elsewhere
  await office.ownerDatabase.pool.query('delete from person');
  staff = {
    liuzhou: await appoint(office, 'sectionClerk', '450200-shehui'),
    shangdang: await appoint(office, 'countyClerk', '140404'),
    home: await appoint(office, 'institutionManager', 'liuzhou-yanglao'),
    jingsong: await appoint(office, 'institutionManager', 'shangdang-jingsong'),
    lanzhou: await appoint(office, 'institutionStaff', 'lanzhou-yanglao'),
    children: await appoint(office, 'institutionManager', 'liuzhou-ertong'),
  };
});
afterAll(() => office.close());

const verbs = (who: keyof typeof staff) => office.as(staff[who]).vaccination;
const now = { unit: null, day: null, known: null };
const dose = (on: string, number = 1, more = {}) => ({
  ...{ kind: 'inactivated' as const, number, on, product: '灭活疫苗', batch: 'B1', place: '卫生院', ...more },
});
const enter = (who: keyof typeof staff, unit: string, person: string, given: ReturnType<typeof dose>) =>
  verbs(who).enterDose({ key: randomUUID(), unit, person, dose: given });

const cohortOf = ({ dose, groups, ageMin, ageMax }: Cohort) => ({ dose, groups: [...groups], ageMin, ageMax });

/** What a rule comes to, whole, by what the ledger has. */
async function standing(who: keyof typeof staff, rule: string, looked: { unit?: string; day?: string } = {}) {
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
    const of = found.map(({ requirement }) => cohortOf(requirement))[0] ?? null;
    const { total, lines } = await verbs('home').list({ ...now, of, place: 'open', after: null });
    expect([total, lines.map(({ name }) => name)]).toEqual([1, ['甄平安']]);
  });
});

test('[LIU-4.1] [LIU-4.3] 95 of 100 in service and 7 of 10 retired of 70 are exactly met, one fewer is not (scenario 6)', async () => {
  const unit = 'liuzhou-ertong';
  await crowd(office, {
    unit,
    role: 'staff',
    standing: 'inService',
    count: 94,
    born: '1980-01-01',
    first: '2021-07-01',
  });
  const young = await crowd(office, { unit, role: 'staff', standing: 'inService', count: 6, born: '1962-12-09' });
  await crowd(office, {
    unit,
    role: 'retiree',
    standing: 'retired',
    count: 6,
    born: '1945-01-01',
    first: '2021-07-01',
  });
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
  for (const { requirement, whole, units } of told) {
    for (const place of coveragePlaces) {
      const of = cohortOf(requirement);
      const { total, lines } = await verbs('liuzhou').list({ ...now, of, place, after: null });
      expect([total, Math.min(100, total)]).toEqual([whole.counts[place], lines.length]);
      for (const { unit, counts } of units)
        expect((await verbs('liuzhou').list({ ...now, unit, of, place, after: null })).total).toBe(counts[place]);
    }
  }
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
    const { lines } = await office.as(staff.shangdang).measures.standings({
      ...{ unit: '140404', kind: null, standing: 'due', clause: 'SX-3.1', after: null },
    });
    expect(lines.map(({ unit, rules, standing }) => [unit, rules, standing.missing])).toEqual([
      ['140404', [rule], ['goal']],
    ]);
  });
});

describe('a dose', () => {
  const unit = 'lanzhou-yanglao';
  let person = '';
  beforeAll(async () => {
    [person = ''] = await crowd(office, { unit, role: 'resident', count: 1, born: '1948-01-01' });
  });
  const seen = () => verbs('lanzhou').person({ unit, person });

  test('that cannot stand beside the others is refused with what is wrong', async () => {
    const fieldsOf = async (given: ReturnType<typeof dose>) =>
      (await refusalOf(enter('lanzhou', unit, person, given)))?.facts['fields'];
    expect(await fieldsOf(dose('2021-12-09'))).toEqual(['dose:future']);
    await enter('lanzhou', unit, person, dose('2021-04-05'));
    expect(await fieldsOf(dose('2021-04-05', 2))).toEqual(['dose:sameDay']);
    expect(await fieldsOf(dose('2021-05-01', 1))).toEqual(['dose:numberTaken']);
    expect(await fieldsOf(dose('2021-03-31', 2))).toEqual(['dose:outOfOrder']);
  });

  test('[LAN-1.5.1] the second completes the course, and the booster is due after its months', async () => {
    await enter('lanzhou', unit, person, dose('2021-05-03', 2));
    expect((await seen()).status).toMatchObject({ state: 'full', next: { dose: 'booster', from: '2021-10-30' } });
  });

  test('is corrected with a reason, lowers what was reached at once, and what was known stays known', async () => {
    const id = (await seen()).doses.find(({ number }) => number === 2)?.id ?? '';
    await verbs('lanzhou').correctDose({
      key: randomUUID(),
      unit,
      id,
      reason: '日期写错',
      dose: dose('2021-04-12', 2),
    });
    const { doses, status } = await seen();
    expect(status).toMatchObject({ state: 'begun', uncounted: [{ number: 2, why: 'tooSoon' }] });
    expect(doses.map(({ on, endReason, corrects }) => [on, endReason, corrects !== null])).toEqual([
      ['2021-05-03', '日期写错', false],
      ['2021-04-12', null, true],
      ['2021-04-05', null, false],
    ]);
  });

  test('entered by two at once with the same number stands once', async () => {
    const answers = await Promise.allSettled(
      [dose('2021-06-01', 3), dose('2021-06-02', 3)].map((it) => enter('lanzhou', unit, person, it)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect((await seen()).doses.filter(({ number }) => number === 3)).toHaveLength(1);
  });

  test('is nobody else’s to see or to enter, and every look at its person is an entry', async () => {
    expect(await refusedWith(verbs('home').person({ unit, person }))).toBe('notFound');
    expect(await refusedWith(enter('home', unit, person, dose('2021-07-01', 4)))).toBe('notFound');
    const { rows } = await office.ownerDatabase.pool.query(
      `select count(*)::int as n from journal_entry where action = 'persons.read' and office = $1 and codes ->> 'of' = 'vaccination'`,
      [unit],
    );
    const before = (rows[0] as { n: number }).n;
    await seen();
    const { rows: after } = await office.ownerDatabase.pool.query(
      `select count(*)::int as n from journal_entry where action = 'persons.read' and office = $1 and codes ->> 'of' = 'vaccination'`,
      [unit],
    );
    expect((after[0] as { n: number }).n).toBe(before + 1);
  });
});

describe('[SX-3.7] [DX-3.7.1] who is not vaccinated', () => {
  const unit = 'shangdang-yanglao';
  let person = '';
  beforeAll(async () => {
    [person = ''] = await crowd(office, { unit, role: 'resident', count: 1, born: '1940-01-01' });
    staff.jingsong = await appoint(office, 'institutionManager', unit);
  });
  const hinder = (kind: 'contraindication' | 'deferral' | 'ownRefusal', until: string | null, evidence = '') =>
    verbs('jingsong').hinder({
      ...{ key: randomUUID(), unit, person, hindrance: { kind, from: '2021-12-01', until, evidence, note: '' } },
    });
  test('is excluded on evidence only, and who is put off comes back on the day', async () => {
    expect((await refusalOf(hinder('contraindication', null)))?.facts['fields']).toEqual(['note:evidence']);
    expect((await refusalOf(hinder('deferral', null, '门诊病历')))?.facts['fields']).toEqual(['note:until']);
    await hinder('deferral', '2021-12-20', '门诊病历');
    const listed = async (day: string) =>
      (await verbs('jingsong').list({ ...now, day, of: null, place: 'deferred', after: null })).total;
    expect(await listed('2021-12-19')).toBe(1);
    expect(await listed('2021-12-20')).toBe(0);
  });

  test('keeps a reason, a medic’s three answers, and who will speak with them when', async () => {
    await hinder('ownRefusal', null);
    const { note } = await verbs('jingsong').assess({
      ...{ key: randomUUID(), unit, person },
      assessment: { on: '2021-12-07', conditionGood: true, medicationStable: false, suitable: true, medic: '柏医生' },
    });
    await verbs('jingsong').contact({
      ...{ key: randomUUID(), unit, person, contact: { on: '2021-12-08', nextOn: '2021-12-15', note: '家属同意再谈' } },
    });
    expect(note).toMatch(/^[0-9a-f-]{36}$/);
    const seen = await verbs('jingsong').person({ unit, person });
    expect(seen).toMatchObject({
      hindrance: 'deferral',
      assessments: [{ eligible: false, medic: '柏医生' }],
      contacts: [{ by: 'institutionManager', nextOn: '2021-12-15', note: '家属同意再谈' }],
    });
    const { lines } = await verbs('jingsong').list({ ...now, of: null, place: 'deferred', after: null });
    expect(lines).toMatchObject([
      { hindrance: 'deferral', contact: { by: 'institutionManager', nextOn: '2021-12-15' } },
    ]);
    const [refusal] = seen.hindrances;
    await verbs('jingsong').endHindrance({ key: randomUUID(), unit, id: refusal?.id ?? '', reason: '本人同意了' });
    expect((await verbs('jingsong').person({ unit, person })).hindrances[0]?.endReason).toBe('本人同意了');
  });
});

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
});
