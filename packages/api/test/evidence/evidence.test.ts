import { inScope } from '@anmin/api/scope';
import type { StaffActor } from '@anmin/api/trpc';
import { sqlState } from '@anmin/db/client';
import { entry } from '@anmin/db/schema/evidence';
import { eq } from 'drizzle-orm';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openOffice, type TestOffice } from '../../../../tooling/test/office.ts';
import { appoint } from '../isolation/neighbours.ts';
import { moveClock } from '../notice/office.ts';
import { refusalOf, refusedWith } from '../refused.ts';

const home = 'yinzhou-yanglao';
const [today, yesterday] = ['2021-12-09', '2021-12-08'];

let office: TestOffice;
let manager: StaffActor;
let nurse: StaffActor;
let officer: StaffActor;
beforeAll(async () => {
  office = await openOffice({ clock: '2021-12-09T10:00:00+08:00' });
  manager = await appoint(office, 'institutionManager', home);
  nurse = await appoint(office, 'institutionStaff', home);
  officer = await appoint(office, 'sectionClerk', '330200-shehui');
});
afterAll(() => office.close());

type Entering = Parameters<ReturnType<TestOffice['as']>['evidence']['enter']>[0];
const enter = (actor: StaffActor, given: Partial<Entering>) =>
  office.as(actor).evidence.enter({
    ...{ key: randomUUID(), unit: home, ledger: 'temperature', day: today, reason: null, entries: [] },
    ...given,
  });
const reading = (person: string, value: number | null, read = 0, turn = 'morning') => ({
  ...{ person, subject: '', turn },
  fields: { temperature: { value, read } },
});
const peopleAt = async (ledger: 'temperature' | 'test' = 'temperature') =>
  (await office.as(nurse).evidence.day({ unit: home, ledger, day: null })).people;
const valuesOf = async (person: string, day = today) => {
  const { entries } = await office.as(nurse).evidence.day({ unit: home, ledger: 'temperature', day });
  return entries.find((it) => it.person === person && it.turn === 'morning');
};
const dutyOf = async (activity: string, each: string) => {
  const { duties } = await office.as(nurse).evidence.missing({ unit: home });
  return duties?.find(({ requirement: it }) => it.kind === 'cadence' && it.activity === activity && it.each === each)
    ?.standing;
};
const write = async (day: string, roles: readonly string[], value = 365) => {
  const people = (await peopleAt()).filter(({ role }) => roles.includes(role));
  await enter(nurse, { day, entries: people.map(({ person }) => reading(person, value)) });
};

describe('[ZJ-3.4] the temperature of everybody every day', () => {
  test('is breached of those missing yesterday, due today, and met once everybody was measured', async () => {
    const residents = (await peopleAt()).filter(({ role }) => role === 'resident').map(({ person }) => person);
    expect(residents).toHaveLength(6);
    const before = await dutyOf('temperatureCheck', 'serviceRecipient');
    expect(before).toMatchObject({ standing: 'breached', since: '2021-12-08T24:00' });
    expect([...(before?.missing ?? [])].sort()).toEqual([...residents].sort());

    await write(yesterday, ['resident']);
    expect(await dutyOf('temperatureCheck', 'serviceRecipient')).toMatchObject({
      ...{ standing: 'due', due: '2021-12-09T24:00' },
    });
    const [last, ...others] = residents as [string, ...string[]];
    await enter(nurse, { entries: others.map((person) => reading(person, 365)) });
    expect(await dutyOf('temperatureCheck', 'serviceRecipient')).toMatchObject({ standing: 'due', missing: [last] });
    await enter(nurse, { entries: [reading(last, 366)] });
    expect((await dutyOf('temperatureCheck', 'serviceRecipient'))?.standing).toBe('met');
    expect((await dutyOf('temperatureCheck', 'staffMember'))?.standing).toBe('breached');
  });

  test('stands the same on the page of duties, in what is to be done and for the bureau above', async () => {
    const { required } = await office.as(officer).measures.duties({ unit: home, on: null });
    const own = required?.duties.filter(
      ({ requirement: it }) => it.kind === 'cadence' && it.activity === 'temperatureCheck',
    );
    expect(own?.map(({ standing }) => standing.standing).sort()).toEqual(['breached', 'met']);
    const { lines } = await office.as(officer).measures.standings({
      ...{ unit: home, kind: null, standing: 'breached', after: null },
    });
    const tasks = await office.as(nurse).todo.list();
    expect(tasks.find(({ kind }) => kind === 'dutiesBreached')?.count).toBe(lines.length);
  });

  test('is told with the people it is missing of, by name, and the look is in the journal', async () => {
    const { duties, lacking } = await office.as(manager).evidence.missing({ unit: home });
    const missing = duties?.find(
      ({ requirement: it }) => it.kind === 'cadence' && it.activity === 'temperatureCheck' && it.each === 'staffMember',
    )?.standing.missing;
    expect(missing).toHaveLength(3);
    for (const id of missing ?? []) expect(lacking[id]).toMatchObject({ of: 'person', role: 'staff' });
    expect(Object.values(lacking).every((it) => it.of === 'entry' || it.name.length > 1)).toBe(true);
    const { rows } = await office.ownerDatabase.pool.query<{ codes: unknown }>(
      `select codes from journal_entry where action = 'persons.read' and actor = $1 order by id desc limit 1`,
      [`staff:${manager.id}`],
    );
    expect(rows[0]?.codes).toMatchObject({ of: 'evidence.missing' });
  });
});

describe('who owed yesterday', () => {
  const own = async (change: string, person: string) =>
    office.ownerDatabase.pool.query(change.replaceAll('$on', `'${today}'`), [person, home]);
  const missing = async () => (await dutyOf('temperatureCheck', 'staffMember'))?.missing ?? [];

  test('is judged by who was there then: another bed or post forgets nothing, nor does leaving today', async () => {
    const [one, two] = (await missing()) as [string, string];
    await own(
      `with old as (update membership set until = $on, left_for = 'transfer' where person = $1 and unit = $2 returning *)
       insert into membership (id, person, unit, role, standing, since, made_by)
         select gen_random_uuid(), person, unit, role, standing, $on, 'test' from old`,
      one,
    );
    await own(`update membership set until = $on, left_for = 'resigned' where person = $1 and unit = $2`, two);
    expect(await missing()).toEqual(expect.arrayContaining([one, two]));
    const { lacking } = await office.as(nurse).evidence.missing({ unit: home });
    expect(lacking[two]).toMatchObject({ of: 'person', role: 'staff' });
    await own(`update membership set until = null, left_for = null where person = $1 and unit = $2`, two);
  });

  test('and not of whom was out of the house then, though they are back', async () => {
    const residents = (await peopleAt()).filter(({ role }) => role === 'resident').map(({ person }) => person);
    const [, , , , away = ''] = residents;
    await office.ownerDatabase.pool.query(
      `update entry set struck_at = now(), version = version + 1 where person = $1 and on_day = $2`,
      [away, yesterday],
    );
    expect(await dutyOf('temperatureCheck', 'serviceRecipient')).toMatchObject({
      standing: 'breached',
      missing: [away],
    });
    const fields = { leftAt: { value: '09:00', read: 0 }, why: { value: 'family', read: 0 } };
    const turn = randomUUID();
    const out = { person: away, subject: '', turn };
    await enter(nurse, { ledger: 'absence', day: '2021-12-06', entries: [{ ...out, fields }] });
    expect((await dutyOf('temperatureCheck', 'serviceRecipient'))?.standing).toBe('met');
    const back = { backOn: { value: yesterday, read: 0 } };
    await enter(nurse, { ledger: 'absence', day: '2021-12-06', entries: [{ ...out, fields: back }] });
    expect(await dutyOf('temperatureCheck', 'serviceRecipient')).toMatchObject({
      standing: 'breached',
      missing: [away],
    });
    const later = { backOn: { value: today, read: 1 } };
    await enter(nurse, {
      ledger: 'absence',
      day: '2021-12-06',
      reason: '记错了日期',
      entries: [{ ...out, fields: later }],
    });
    expect((await dutyOf('temperatureCheck', 'serviceRecipient'))?.standing).toBe('met');
  });

  test('who left for good while out, and came back to live there, is not out any more', async () => {
    const people = (await peopleAt()).filter(({ role }) => role === 'resident');
    const [, , , back = { person: '' }] = people;
    await office.ownerDatabase.pool.query(
      `update entry set struck_at = now(), version = version + 1 where person = $1 and on_day = $2`,
      [back.person, yesterday],
    );
    const missing = async () => (await dutyOf('temperatureCheck', 'serviceRecipient'))?.missing;
    expect(await missing()).toEqual([back.person]);
    // out since long ago, in another bed since, then gone for a year
    const stay = `insert into membership (id, person, unit, role, since, until, left_for, made_by)
      values (gen_random_uuid(), $1, $2, 'resident', $3, $4, $5, 'test')`;
    const { pool } = office.ownerDatabase;
    await pool.query(stay, [back.person, home, '2018-01-01', '2018-06-01', 'transfer']);
    await pool.query(stay, [back.person, home, '2018-06-01', '2018-09-01', 'home']);
    await pool.query(
      `insert into entry (id, unit, ledger, on_day, person, turn, fields, told, version, made_by, changed_by)
       values (gen_random_uuid(), $2, 'absence', '2018-05-01', $1, gen_random_uuid(), '{}', '{leftAt}', 1, 'test', 'test')`,
      [back.person, home],
    );
    expect(await missing()).toEqual([back.person]);
    await pool.query('delete from membership where person = $1 and until < $2', [back.person, '2019-01-01']);
  });

  test('stands in the grid by the bed they lie in, though they work there too', async () => {
    const before = await peopleAt();
    const [first = { person: '' }] = before.filter(({ role }) => role === 'resident');
    await own(
      `insert into membership (id, person, unit, role, standing, since, made_by)
       values (gen_random_uuid(), $1, $2, 'staff', 'inService', '2021-12-01', 'test')`,
      first.person,
    );
    expect(await peopleAt()).toEqual(before);
    await own(`delete from membership where person = $1 and unit = $2 and role = 'staff'`, first.person);
  });
});

describe('two who write the same day', () => {
  test('do not meet in different fields, and are told of the field they meet in, with whose it is', async () => {
    const [{ person } = { person: '' }] = await peopleAt('test');
    const at = (fields: Entering['entries'][number]['fields']) => ({
      ...{ ledger: 'test' as const, entries: [{ person, subject: '', turn: 'first', fields }] },
    });
    await enter(nurse, at({ result: { value: 'pending', read: 0 } }));
    const beside = await enter(manager, at({ method: { value: 'single', read: 0 } }));
    expect(beside.conflicts).toEqual([]);
    const met = await enter(
      manager,
      at({ result: { value: 'negative', read: 0 }, laboratory: { value: '市一院', read: 0 } }),
    );
    expect(met.conflicts).toMatchObject([
      { person, turn: 'first', field: 'result', theirs: { value: 'pending', version: 1 }, by: 'institutionStaff' },
    ]);
    const { rows } = await office.ownerDatabase.pool.query(
      `select action, codes from journal_entry where actor = $1 order by id desc limit 1`,
      [`staff:${manager.id}`],
    );
    expect(rows).toMatchObject([{ action: 'persons.read', codes: { of: 'evidence.test', count: 1 } }]);
    const { entries } = await office.as(nurse).evidence.day({ unit: home, ledger: 'test', day: null });
    expect(entries).toMatchObject([
      { values: { result: 'pending', method: 'single', laboratory: '市一院' }, version: 3 },
    ]);
    const again = await enter(manager, at({ result: { value: 'negative', read: 1 } }));
    expect(again).toMatchObject({ conflicts: [], saved: [{ versions: { result: 2 } }] });
  });

  test('at once: of two different readings one stands, and the other is told', async () => {
    const [, { person } = { person: '' }] = (await peopleAt()).filter(({ role }) => role === 'staff');
    const both = await Promise.all([
      enter(nurse, { entries: [reading(person, 365)] }),
      enter(manager, { entries: [reading(person, 367)] }),
    ]);
    expect(both.flatMap(({ conflicts }) => conflicts)).toHaveLength(1);
    const rows = await office.ownerDatabase.pool.query('select from entry where person = $1 and on_day = $2', [
      person,
      today,
    ]);
    expect(rows.rowCount).toBeGreaterThan(0);
  });

  test('the same key writes once', async () => {
    const [{ person } = { person: '' }] = (await peopleAt()).filter(({ role }) => role === 'staff');
    const given = { key: randomUUID(), entries: [reading(person, 364, 0, 'evening')] };
    expect(await enter(nurse, given)).toEqual(await enter(nurse, given));
    expect(await refusedWith(enter(nurse, { ...given, entries: [reading(person, 366, 0, 'evening')] }))).toBe(
      'keyReused',
    );
  });
});

describe('what was written', () => {
  test('of an earlier day is changed with a reason only, and how it was stays to be read', async () => {
    const [{ person } = { person: '' }] = (await peopleAt()).filter(({ role }) => role === 'resident');
    const before = await valuesOf(person, yesterday);
    const change = { day: yesterday, entries: [reading(person, 368, before?.versions['temperature'] ?? 0)] };
    expect(await refusedWith(enter(nurse, change))).toBe('wrongInput');
    await enter(nurse, { ...change, reason: '抄错了' });
    const { writings } = await office.as(manager).evidence.past({ entry: before?.id ?? '' });
    expect(writings).toMatchObject([
      { version: 2, values: { temperature: 368 }, reason: '抄错了' },
      { version: 1, values: { temperature: 365 }, reason: null },
    ]);
    expect(before).toMatchObject({ late: true });
  });

  test('is struck out and not deleted, counts no longer, and may be written anew', async () => {
    const [{ person } = { person: '' }] = (await peopleAt()).filter(({ role }) => role === 'resident');
    const before = await valuesOf(person);
    const strike = (version: number) =>
      office.as(nurse).evidence.strike({ key: randomUUID(), entry: before?.id ?? '', version, reason: '写错了人' });
    expect(await refusedWith(strike(99))).toBe('stale');
    await strike(before?.version ?? 0);
    expect(await dutyOf('temperatureCheck', 'serviceRecipient')).toMatchObject({ standing: 'due', missing: [person] });
    const { entries } = await office
      .as(nurse)
      .evidence.list({ unit: home, ledger: 'temperature', from: today, until: today });
    expect(entries.find(({ id }) => id === before?.id)).toMatchObject({ struck: true, reason: '写错了人' });
    await enter(nurse, { entries: [reading(person, 365)] });
    expect((await dutyOf('temperatureCheck', 'serviceRecipient'))?.standing).toBe('met');
  });

  test('cannot be deleted or rewritten by a statement, and its past by none at all', async () => {
    const own = (work: Parameters<typeof inScope>[2]) =>
      inScope({ database: office.databases.staff, keys: office.keys }, [home], work).catch((error: unknown) =>
        sqlState(error),
      );
    const id = (await valuesOf((await peopleAt())[0]?.person ?? ''))?.id ?? '';
    expect(await own((tx) => tx.delete(entry).where(eq(entry.id, id)))).toBe('42501');
    expect(await own((tx) => tx.update(entry).set({ fields: {} }).where(eq(entry.id, id)))).toBe('AN009');
    expect(
      await own((tx) =>
        tx
          .update(entry)
          .set({ told: ['hospitalAt'] })
          .where(eq(entry.id, id)),
      ),
    ).toBe('AN009');
    const made = await inScope({ database: office.databases.staff, keys: office.keys }, [home], async (tx) => {
      const past = { id: randomUUID(), unit: home, ledger: 'mourners' as const, onDay: yesterday, turn: 'x' };
      const by = { madeBy: 'x', changedBy: 'x', madeAt: '2021-12-01T00:00:00Z' };
      const [row] = await tx
        .insert(entry)
        .values({ ...past, ...by, fields: {}, told: [], version: 1 })
        .returning({ at: entry.madeAt });
      return row?.at ?? '';
    });
    expect(Temporal.Instant.from(made).toString() > '2021-12-09').toBe(true);
    expect(await own((tx) => tx.execute(`update entry_history set fields = '{}'`))).toBe('42501');
  });

  test('stands sealed where people wrote in words of their own', async () => {
    const [{ person } = { person: '' }] = (await peopleAt()).filter(({ role }) => role === 'resident');
    const note = '夜间盗汗，已告知家属';
    await enter(nurse, {
      entries: [{ person, subject: '', turn: 'evening', fields: { note: { value: note, read: 0 } } }],
    });
    const { rows } = await office.ownerDatabase.pool.query<{ all: string }>(
      `select (select string_agg(entry::text, '') from entry) || (select string_agg(h::text, '') from entry_history h)
           || (select string_agg(i::text, '') from idempotency i) || (select string_agg(j::text, '') from journal_entry j) as all`,
    );
    expect(rows[0]?.all).not.toContain(note);
    expect(rows[0]?.all).not.toContain(Buffer.from(note).toString('hex'));
    const { entries } = await office.as(nurse).evidence.day({ unit: home, ledger: 'temperature', day: null });
    expect(entries.some(({ values }) => values['note'] === note)).toBe(true);
  });
});

describe('what the office does not take', () => {
  test.each([
    ['a day to come', { day: '2021-12-10' }, 'wrongDay'],
    ['a stranger', { entries: [reading('00000000-0000-4000-8000-000000000000', 365)] }, 'notFound'],
    ['an impossible temperature', { entries: [reading('00000000-0000-4000-8000-000000000000', 500)] }, 'wrongInput'],
    [
      'another institution',
      { unit: 'zhenhai-yanglao', entries: [reading('00000000-0000-4000-8000-000000000000', 365)] },
      'notFound',
    ],
  ])('%s', async (_, given, reason) => {
    const [{ person } = { person: '' }] = await peopleAt();
    expect(await refusedWith(enter(nurse, { entries: [reading(person, 365)], ...given }))).toBe(reason);
  });

  test('[A16] nurses of another home see nothing of it, and whoever may only look writes nothing', async () => {
    const stranger = await appoint(office, 'institutionStaff', 'zhenhai-yanglao');
    expect(await refusedWith(office.as(stranger).evidence.day({ unit: home, ledger: 'temperature', day: null }))).toBe(
      'notFound',
    );
    const head = await appoint(office, 'prefectureHead', '330200');
    expect(await refusedWith(enter(head, { entries: [reading(randomUUID(), 365)] }))).toBe('notAllowed');
    const supervisor = await appoint(office, 'dutyOfficer', '330200');
    expect(await refusedWith(office.as(supervisor).evidence.missing({ unit: home }))).toBe('notAllowed');
  });
});

describe('[ZJ-3.1] [LAN-1.4.2] tests by rule', () => {
  test('have no standing where nobody settled how often, and one as soon as somebody has', async () => {
    expect((await dutyOf('nucleicAcidTest', 'staffMember'))?.standing).toBe('notSet');
    await office.as(officer).evidence.settle({
      ...{ key: randomUUID(), unit: '330200', source: '甬民发〔2021〕9号', validFrom: today },
      setting: { kind: 'frequency', activity: 'nucleicAcidTest', each: 'staffMember', times: 1, per: 'week' },
    });
    expect(await dutyOf('nucleicAcidTest', 'staffMember')).toMatchObject({ standing: 'due', due: '2021-12-12T24:00' });
    const { settings } = await office.as(manager).evidence.settings({ unit: home });
    expect(settings).toMatchObject([{ unit: '330200', source: '甬民发〔2021〕9号' }]);
  });
});

describe('[ZJ-3.8] somebody with fever', () => {
  test('is on the list of open symptoms until isolated, reported and in hospital', async () => {
    const symptoms = async () =>
      (await office.as(nurse).evidence.missing({ unit: home })).duties?.find(
        ({ requirement: it }) => it.kind === 'ledger' && it.of === 'suspiciousSymptoms',
      )?.standing;
    const [, , { person } = { person: '' }] = (await peopleAt()).filter(({ role }) => role === 'resident');
    const before = await valuesOf(person);
    await enter(nurse, { entries: [reading(person, 385, before?.versions['temperature'] ?? 0)] });
    expect((await symptoms())?.standing).toBe('met');
    await office.as(manager).evidence.settle({
      ...{ key: randomUUID(), unit: home, source: '院内制度', validFrom: today },
      setting: { kind: 'feverFrom', amount: 373 },
    });
    expect(await symptoms()).toMatchObject({ standing: 'due', missing: [before?.id] });
    expect(await valuesOf(person)).toMatchObject({ abnormal: ['temperature'], asks: ['handling'] });
    const turn = randomUUID();
    const step = (fields: Entering['entries'][number]['fields']) =>
      enter(nurse, { ledger: 'incident', entries: [{ person, subject: '', turn, fields }] });
    await step({ symptoms: { value: ['fever'], read: 0 }, isolatedAt: { value: '09:10', read: 0 } });
    expect((await symptoms())?.missing).toHaveLength(1);
    await step({ diseaseControlToldAt: { value: '09:12', read: 0 }, hospitalAt: { value: '09:40', read: 0 } });
    expect((await symptoms())?.standing).toBe('met');
  });

  test('asks for one incident of one illness: a fever of yesterday’s incident asks for none today, until it is over', async () => {
    const symptoms = async () =>
      (await office.as(nurse).evidence.missing({ unit: home })).duties?.find(
        ({ requirement: it }) => it.kind === 'ledger' && it.of === 'suspiciousSymptoms',
      )?.standing;
    const [, , , { person } = { person: '' }] = (await peopleAt()).filter(({ role }) => role === 'resident');
    const turn = randomUUID();
    const step = (fields: Entering['entries'][number]['fields'], reason: string | null = null) =>
      enter(nurse, { day: yesterday, reason, ledger: 'incident', entries: [{ person, subject: '', turn, fields }] });
    const done = ['isolatedAt', 'diseaseControlToldAt', 'hospitalAt'].map((it) => [it, { value: '09:10', read: 0 }]);
    await step({ symptoms: { value: ['fever'], read: 0 }, ...(Object.fromEntries(done) as object) });
    const before = await valuesOf(person);
    await enter(nurse, { entries: [reading(person, 386, before?.versions['temperature'] ?? 0)] });
    expect((await symptoms())?.standing).toBe('met');
    await step({ overOn: { value: yesterday, read: 0 } });
    expect(await symptoms()).toMatchObject({ standing: 'due' });
  });
});

describe('[LIU-2.8] the certificates of imported cold chain are kept as files', () => {
  const names = ['quarantineCertificate', 'nucleicAcidCertificate', 'disinfectionCertificate'];
  const turn = randomUUID();
  const pdf = Buffer.from('%PDF-1.4\n海关检验检疫\n%%EOF\n');
  const write = (fields: Entering['entries'][number]['fields']) =>
    enter(nurse, { ledger: 'goods', entries: [{ person: null, subject: '', turn, fields }] });
  const attach = (entry: string, field: string, bytes: Buffer, actor = nurse) =>
    office.as(actor).evidence.attach({ key: randomUUID(), entry, field, file: bytes.toString('base64') });
  const fields = async (answer: Promise<unknown>) => (await refusalOf(answer))?.facts['fields'];
  const listed = async () =>
    (await office.as(nurse).evidence.list({ unit: home, ledger: 'goods', from: today, until: today })).entries;
  let lot = '';

  test('a lot is released once each of the three is there as a file, and which are lacking is told', async () => {
    const certificate = { value: { number: '2021-77', issuer: '宁波海关', on: yesterday }, read: 0 };
    const seen = { kind: 'importedColdChain', came: 'goods', monitoring: 'passed', disinfection: ['packaging'] };
    const { saved } = await write({
      ...Object.fromEntries(Object.entries(seen).map(([name, value]) => [name, { value, read: 0 }])),
      ...Object.fromEntries(names.map((it) => [it, certificate])),
    });
    lot = saved[0]?.id ?? '';
    const release = () => write({ releasedAt: { value: '09:40', read: 0 } });
    expect(await fields(release())).toEqual(names.map((it) => `${it}:file`));
    for (const name of names.slice(1)) await attach(lot, name, pdf);
    expect(await fields(release())).toEqual(['quarantineCertificate:file']);
    await attach(lot, 'quarantineCertificate', pdf);
    await release();
    const [entry] = await listed();
    expect(entry?.values['releasedAt']).toBe('09:40');
    expect(entry?.files.map(({ field, type, size }) => [field, type, size])).toEqual(
      [...names.slice(1), 'quarantineCertificate'].map((it) => [it, 'application/pdf', pdf.length]),
    );
  });

  test('what is no photo and no document is not kept, nor beside what names no certificate, nor without end', async () => {
    for (const evil of ['<svg onload="x()"/>', 'MZ\x90', '%PDF-1.4 cut off', 'PK\x03\x04'])
      expect(await fields(attach(lot, 'quarantineCertificate', Buffer.from(evil)))).toEqual(['file:type']);
    expect(await fields(attach(lot, 'what', pdf))).toEqual(['file:unknown']);
    const big = Buffer.concat([pdf, Buffer.alloc(5_000_000), pdf]);
    await expect(attach(lot, 'quarantineCertificate', big)).rejects.toThrow();
    for (let n = 3; n < 9; n += 1) await attach(lot, 'quarantineCertificate', pdf);
    expect(await fields(attach(lot, 'quarantineCertificate', pdf))).toEqual(['file:many']);
  });

  test('[A16] is opened by who may read the entry, with an entry in the journal, and stands sealed', async () => {
    const id = (await listed())[0]?.files[0]?.id ?? '';
    const opened = await office.as(nurse).evidence.file({ file: id });
    expect(Buffer.from(opened.base64, 'base64')).toEqual(pdf);
    expect(opened).toMatchObject({ type: 'application/pdf', name: `certificate-${id.slice(0, 8)}.pdf` });
    const { rows } = await office.ownerDatabase.pool.query<{ codes: unknown; bytes: Buffer }>(
      `select codes, (select bytes_sealed from entry_file where id = $1) as bytes
         from journal_entry where action = 'persons.read' order by id desc limit 1`,
      [id],
    );
    expect(rows[0]?.codes).toMatchObject({ of: 'evidence.goods', file: id });
    expect(rows[0]?.bytes.includes('JVBER')).toBe(false);
    const other = await appoint(office, 'institutionStaff', 'songtao');
    expect(await refusedWith(office.as(other).evidence.file({ file: id }))).toBe('notFound');
    expect(await refusedWith(attach(lot, 'quarantineCertificate', pdf, other))).toBe('notFound');
    const { pool } = office.databases.staff;
    await expect(pool.query('delete from entry_file')).rejects.toThrow('permission denied');
  });

  test('goes with its entry, and none is added to what was struck out', async () => {
    const version = (await listed())[0]?.version ?? 0;
    await office.as(nurse).evidence.strike({ key: randomUUID(), entry: lot, version, reason: '试验' });
    expect(await refusedWith(attach(lot, 'quarantineCertificate', pdf))).toBe('stale');
    await office.ownerDatabase.pool.query('delete from entry where id = $1', [lot]);
    const { rowCount } = await office.ownerDatabase.pool.query('select from entry_file where entry = $1', [lot]);
    expect(rowCount).toBe(0);
  });
});

describe('[DX-3.1.9] remains are handled only by whom supplies protect', () => {
  test('without protective clothing, disinfectant and body bags in store nothing is begun, and which are lacking is told', async () => {
    const turn = randomUUID();
    const begin = (fields: Entering['entries'][number]['fields']) =>
      enter(nurse, { ledger: 'remains', entries: [{ person: null, subject: '', turn, fields }] });
    const equipment = { value: 'complete', read: 0 };
    const hygieneAt = { value: '09:00', read: 0 };
    const count = (subject: string, stock: number, read = 0) =>
      enter(nurse, {
        ledger: 'stock',
        entries: [
          {
            ...{ person: null, subject, turn: 'count' },
            fields: { stock: { value: stock, read }, ...(read === 0 ? { use: { value: 1, read } } : {}) },
          },
        ],
      });
    const refused = async () => (await refusalOf(begin({ equipment, hygieneAt })))?.facts;
    const lacking = (...items: string[]) => ({ fields: ['hygieneAt:noStock'], items });
    expect(await refused()).toEqual(lacking('protectiveClothing', 'disinfectant', 'bodyBag'));
    await begin({ equipment });
    await count('protectiveClothing', 10);
    await count('disinfectant', 3);
    await count('bodyBag', 0);
    expect(await refused()).toEqual(lacking('bodyBag'));
    await count('bodyBag', 2, 1);
    expect((await begin({ hygieneAt })).saved).toHaveLength(1);
  });
});

describe('[LAN-1.4.2] a week without a test (scenario 23)', () => {
  const there = 'lanzhou-yanglao';
  const test23 = async (who: StaffActor, unit: string) =>
    (await office.as(who).evidence.missing({ unit })).duties?.find(
      ({ requirement: it }) => it.kind === 'cadence' && it.activity === 'nucleicAcidTest',
    )?.standing;

  test('puts everybody who owes one, and the institution, on the list of the Monday after it; a round entered at once clears it', async () => {
    await moveClock(office, '2022-01-10T09:00:00+08:00');
    const tester = await appoint(office, 'institutionStaff', there);
    const bureau = await appoint(office, 'sectionClerk', '620100-shehui');
    const shown = await office.as(tester).evidence.day({ unit: there, ledger: 'test', day: '2022-01-05' });
    const staff = shown.people.filter(({ role }) => role === 'staff').map(({ person }) => person);
    expect(staff.length).toBeGreaterThan(1);
    const missed = await test23(tester, there);
    expect(missed).toMatchObject({ standing: 'breached', since: '2022-01-09T24:00' });
    expect([...(missed?.missing ?? [])].sort()).toEqual([...staff].sort());
    const overdue = async () => {
      const wish = { unit: '620100', kind: null, standing: 'breached' as const, after: null };
      const { lines } = await office.as(bureau).measures.standings(wish);
      return lines.filter(
        ({ unit, requirement: it }) => unit === there && it.kind === 'cadence' && it.activity === 'nucleicAcidTest',
      );
    };
    expect(await overdue()).toHaveLength(1);
    const fields = { result: { value: 'negative', read: 0 }, sampledAt: { value: '08:30', read: 0 } };
    const round = { unit: there, ledger: 'test' as const, day: '2022-01-05' };
    await enter(tester, { ...round, entries: staff.map((person) => ({ person, subject: '', turn: 'first', fields })) });
    expect(await test23(tester, there)).toMatchObject({ standing: 'due', due: '2022-01-16T24:00' });
    expect(await overdue()).toEqual([]);
  });

  test('is judged elsewhere by the interval that is set there, and by none where none is', async () => {
    expect((await test23(nurse, home))?.standing).toBe('breached');
    const other = await appoint(office, 'institutionStaff', 'songtao');
    expect((await test23(other, 'songtao'))?.standing).toBe('notSet');
  });
});
