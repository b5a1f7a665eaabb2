import type { StaffActor } from '@anmin/api/trpc';
import { gatePassage } from '@anmin/db/schema/gate';
import { demoRegion, idNumberOf } from '@anmin/domain/people/id-number';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openOffice, type TestOffice } from '../../../../tooling/test/office.ts';
import { appoint } from '../isolation/neighbours.ts';
import { refusalOf, refusedWith } from '../refused.ts';

let office: TestOffice;
beforeAll(async () => {
  office = await openOffice({ clock: '2022-01-30T10:00:00+08:00' });
});
afterAll(() => office.close());

type Verbs = ReturnType<TestOffice['as']>;
type Asked = Parameters<Verbs['gate']['check']>[0];

const checkAt = (actor: StaffActor, unit: string, given: Partial<Asked>) =>
  office.as(actor).gate.check({
    ...{ key: randomUUID(), unit, at: 'entry', as: null, checks: [], found: [], cleared: [], exemptions: [] },
    ...given,
  });
const passDays = (days: number) =>
  office.ownerDatabase.pool.query('update office_clock set offset_ = offset_ + make_interval(days => $1)', [days]);

describe('at the gate of a care home in Liuzhou', () => {
  let manager: StaffActor;
  let guard: StaffActor;
  beforeAll(async () => {
    manager = await appoint(office, 'institutionManager', 'liuzhou-yanglao');
    guard = await appoint(office, 'institutionStaff', 'liuzhou-yanglao');
  });
  const checks: Asked['checks'] = [
    'healthCode',
    'vaccinationRecord',
    'mask',
    'temperature',
    'registration',
    'realName',
  ];
  const unvaccinated: Partial<Asked> = { checks, found: ['unvaccinated'], cleared: ['overOccupancy'] };
  const here = (given: Partial<Asked>, actor = guard) => checkAt(actor, 'liuzhou-yanglao', given);

  test('the questions are those of the rules in force', async () => {
    const asked = await office.as(guard).gate.asked({ unit: 'liuzhou-yanglao', at: 'entry' });
    expect([...asked.checks].sort()).toEqual([...checks].sort());
    expect(asked).toMatchObject({ reasons: ['unvaccinated', 'overOccupancy'], exemptions: ['contraindication'] });
    expect(asked.words).toMatchObject({ contraindication: { zh: expect.any(String) as string } });
  });

  test('[LIU-2.2] the health code alone is kept as no pass, and names its clause (scenario 17)', async () => {
    const some = checks.filter((it) => it !== 'vaccinationRecord');
    const seen = await here({ checks: some, cleared: ['unvaccinated', 'overOccupancy'] });
    expect(seen).toMatchObject({ verdict: 'incomplete', yields: false });
    const lacking = seen.layers.filter(({ verdict }) => verdict === 'incomplete');
    expect(lacking.map(({ because, basis }) => [because, basis.map(({ id }) => id)])).toEqual([
      [['vaccinationRecord'], ['LIU-2.2']],
    ]);
  });

  test('[LIU-2.6] the unvaccinated are refused, and admitted with evidence or by the manager’s reason, which stays', async () => {
    const exempt = await here({ ...unvaccinated, exemptions: ['contraindication'] });
    expect(exempt.verdict).toBe('passes');
    const { passage, verdict, yields } = await here(unvaccinated);
    expect([verdict, yields]).toEqual(['refused', true]);
    const wish = { passage, reason: '探望病危亲属' };
    const listed = async () =>
      (await office.as(manager).gate.asked({ unit: 'liuzhou-yanglao', at: 'entry' })).last.filter((it) => it.yields);
    expect((await listed()).map(({ id }) => id)).toEqual([passage]);
    const byGuard = office.as(guard).gate.override({ ...wish, key: randomUUID() });
    expect(await refusedWith(byGuard)).toBe('notAllowed');
    const key = randomUUID();
    await office.as(manager).gate.override({ ...wish, key });
    await office.as(manager).gate.override({ ...wish, key });
    expect(await refusedWith(office.as(manager).gate.override({ ...wish, key: randomUUID() }))).toBe('stale');
    expect(await listed()).toEqual([]);
    const { last } = await office.as(guard).gate.asked({ unit: 'liuzhou-yanglao', at: 'entry' });
    expect(last.find(({ id }) => id === passage)).toMatchObject({ verdict: 'passes', overrideReason: '探望病危亲属' });
    const { rows } = await office.ownerDatabase.pool.query<{ action: string; clauses: string[] }>(
      'select action, clauses from journal_entry where subject = $1 order by id',
      [passage],
    );
    expect(rows).toEqual([
      { action: 'gate.checked', clauses: ['LIU-2.6'] },
      { action: 'gate.overridden', clauses: ['LIU-2.6'] },
    ]);
  });

  describe('by name', () => {
    const well: Partial<Asked> = { checks, cleared: ['unvaccinated', 'overOccupancy'] };
    const who = {
      ...{ came: 'visitor', name: '宁远航', phone: '139 0000 0311', purpose: '看望卓玉兰' },
      idNumber: idNumberOf(demoRegion, Temporal.PlainDate.from('1980-05-01'), 7),
    };
    const here = (day: string | null = null) => office.as(guard).gate.comers({ unit: 'liuzhou-yanglao', day });
    const come = (given: Partial<Asked>) => checkAt(guard, 'liuzhou-yanglao', { ...well, who, ...given });

    test('whoever passes is inside until they leave, with what was checked on one line, and the look is in the journal', async () => {
      const { passage, named } = await come({ checks: checks.filter((it) => it !== 'registration') });
      expect(named).toBe(true);
      const { rows } = await here();
      expect(rows).toMatchObject([
        {
          ...{ passage, came: 'visitor', names: ['宁远航'], phone: '139****0311', purpose: '看望卓玉兰', outAt: null },
          ...{
            idNumber: expect.stringMatching(/^99\*+/) as string,
            inAt: expect.stringMatching(/^2022-01-30T02/) as string,
          },
          checks: expect.arrayContaining(['healthCode', 'vaccinationRecord', 'registration']) as string[],
        },
      ]);
      await office.as(guard).gate.leave({ key: randomUUID(), passage });
      expect((await here()).rows).toEqual([]);
      expect((await here('2022-01-30')).rows).toMatchObject([
        { passage, outAt: expect.stringMatching(/^2022-01-30T02/) as string },
      ]);
      expect((await here('2022-01-29')).rows).toEqual([]);
      expect(await refusedWith(office.as(guard).gate.leave({ key: randomUUID(), passage }))).toBe('stale');
      const { rows: told } = await office.ownerDatabase.pool.query<{ action: string; text: string }>(
        `select action, e::text as text from journal_entry e where actor = $1 order by id desc limit 9`,
        [`staff:${guard.id}`],
      );
      const actions = told.map(({ action }) => action);
      expect(actions).toEqual(expect.arrayContaining(['gate.named', 'gate.left', 'gate.checked', 'persons.read']));
      expect(told.filter(({ text }) => /宁远航|0311|卓玉兰/.test(text))).toEqual([]);
    });

    test('[LIU-2.4] who leaves where the way out is registered has a passage there', async () => {
      const { passage } = await come({});
      await office.as(guard).gate.leave({ key: randomUUID(), passage });
      const { rows } = await office.ownerDatabase.pool.query<{ checks: string[]; verdict: string }>(
        `select checks, verdict from gate_passage where unit = 'liuzhou-yanglao' and at = 'exit'`,
      );
      expect(rows).toContainEqual({ checks: ['registration', 'realName'], verdict: 'passes' });
    });

    test('where a rule asks for real names there is no way in by name without the number, and nothing is kept', async () => {
      const refused = (await refusalOf(come({ who: { ...who, idNumber: '', purpose: '' } })))?.facts['fields'];
      expect(refused).toEqual(['idNumber:empty', 'purpose:empty']);
      const count = await office.ownerDatabase.db.$count(gatePassage);
      await refusedWith(come({ who: { ...who, name: '' } }));
      expect(await office.ownerDatabase.db.$count(gatePassage)).toBe(count);
    });

    test('who is turned away is not written down, and is once somebody entitled lets them in', async () => {
      const { passage, named } = await come(unvaccinated);
      expect([named, (await here()).rows]).toEqual([false, []]);
      const name = () => office.as(guard).gate.name({ key: randomUUID(), passage, who });
      expect(await refusedWith(name())).toBe('stale');
      await office.as(manager).gate.override({ key: randomUUID(), passage, reason: '探望病危亲属' });
      const { last } = await office.as(guard).gate.asked({ unit: 'liuzhou-yanglao', at: 'entry' });
      expect(last.find(({ id }) => id === passage)?.nameless).toBe(true);
      await name();
      expect((await here()).rows).toMatchObject([{ passage, names: ['宁远航'] }]);
      expect(await refusedWith(name())).toBe('stale');
      await office.as(guard).gate.leave({ key: randomUUID(), passage });
    });

    test('nothing of them stands in the open, and no statement of the application says when they came or left', async () => {
      const { passage } = await come({});
      const { rows } = await office.ownerDatabase.pool.query<{ text: string }>(
        `select p::text as text from gate_person p where passage = $1`,
        [passage],
      );
      expect(rows[0]?.text).not.toMatch(/宁远航|13900000311|卓玉兰/);
      const { pool } = office.databases.staff;
      await expect(pool.query(`update gate_person set in_at = now() where passage = $1`, [passage])).rejects.toThrow(
        'permission denied',
      );
      await expect(pool.query('delete from gate_person where passage = $1', [passage])).rejects.toThrow(
        'permission denied',
      );
      await office.as(guard).gate.leave({ key: randomUUID(), passage });
      const back = `update gate_person set out_at = null, out_by = null where passage = $1`;
      await expect(office.ownerDatabase.pool.query(back, [passage])).rejects.toThrow('they have left');
    });
  });

  test('[LIU-5.3] a MUST yields to no reason, nor does yesterday’s passage', async () => {
    const full = await here({ checks, found: ['overOccupancy'], cleared: ['unvaccinated'] });
    expect(full).toMatchObject({ verdict: 'refused', yields: false });
    const wish = { reason: '人情难却' };
    const over = (passage: string) => office.as(manager).gate.override({ ...wish, passage, key: randomUUID() });
    expect(await refusedWith(over(full.passage))).toBe('notAllowed');
    const { passage } = await here(unvaccinated);
    await passDays(1);
    expect(await refusedWith(over(passage))).toBe('wrongDay');
    await passDays(-1);
  });

  test('one key is one passage, and words nobody knows are none', async () => {
    const key = randomUUID();
    const [one, other] = [await here({ ...unvaccinated, key }), await here({ ...unvaccinated, key })];
    expect(other.passage).toBe(one.passage);
    expect(await refusedWith(here({ as: 'nobody' }))).toBe('wrongInput');
    expect(await refusedWith(here({ exemptions: ['aFriend'] }))).toBe('wrongInput');
    expect(await refusedWith(here({ found: ['unvaccinated'], cleared: ['unvaccinated'] }))).toBe('wrongInput');
  });

  test('what was checked is changed by no statement of the application', async () => {
    const { passage } = await here({ checks, cleared: ['unvaccinated', 'overOccupancy'] });
    const { pool } = office.databases.staff;
    await expect(pool.query(`update gate_passage set checks = '{}' where id = $1`, [passage])).rejects.toThrow(
      'permission denied',
    );
    await expect(pool.query('delete from gate_passage where id = $1', [passage])).rejects.toThrow('permission denied');
    const letIn = `update gate_passage set override_reason = 'xx', overridden_by = 'x', overridden_at = now() where id = $1`;
    await expect(office.ownerDatabase.pool.query(letIn, [passage])).rejects.toThrow('turned away');
  });
});

describe('at the gate of a care home in Daxing’anling (scenario 12)', () => {
  let guard: StaffActor;
  beforeAll(async () => {
    guard = await appoint(office, 'institutionManager', 'songtao');
  });
  const well: Partial<Asked> = {
    ...{ checks: ['travelCode', 'temperature', 'mask'], found: [], cleared: ['refusesChecks', 'fromRiskArea'] },
  };

  test('[DX-2.1.2] in phase 1 a visitor from a risk area is refused, and by nobody let in', async () => {
    expect((await checkAt(guard, 'songtao', well)).verdict).toBe('passes');
    const risky = await checkAt(guard, 'songtao', { ...well, found: ['fromRiskArea'], cleared: ['refusesChecks'] });
    expect(risky).toMatchObject({ verdict: 'refused', yields: false });
    const over = office.as(guard).gate.override({ key: randomUUID(), passage: risky.passage, reason: '远道而来' });
    expect(await refusedWith(over)).toBe('notAllowed');
  });

  test('[DX-2.2.1] from 31 January the gate says first that it is closed to visitors', async () => {
    await passDays(1);
    const asked = await office.as(guard).gate.asked({ unit: 'songtao', at: 'entry' });
    expect(asked).toMatchObject({ as: 'visitor', shut: [{ bars: ['visitor'], basis: [{ id: 'DX-2.2.1' }] }] });
    expect((await checkAt(guard, 'songtao', { ...well, as: 'visitor' })).verdict).toBe('refused');
    await passDays(-1);
  });
});

test('the gate keeps a closure that no notice asks for', async () => {
  const manager = await appoint(office, 'institutionManager', 'liuzhou-yanglao');
  const closing = { unit: 'liuzhou-yanglao', scopes: ['visitor' as const], reason: '院内消杀' };
  await office.as(manager).closings.close({ ...closing, key: randomUUID(), from: '2022-01-30', until: null });
  const seen = await checkAt(manager, 'liuzhou-yanglao', { as: 'visitor', cleared: ['unvaccinated'] });
  expect(seen).toMatchObject({ verdict: 'refused', yields: false });
  expect(seen.layers[0]).toMatchObject({ rule: null, because: ['visitor'], basis: [] });
});
