import type { StaffActor } from '@anmin/api/trpc';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openOffice, type TestOffice } from '../../../../tooling/test/office.ts';
import { appoint } from '../isolation/neighbours.ts';
import { refusedWith } from '../refused.ts';

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
