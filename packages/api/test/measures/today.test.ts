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
    const byGuard = office.as(guard).gate.override({ ...wish, key: randomUUID() });
    expect(await refusedWith(byGuard)).toBe('notAllowed');
    const key = randomUUID();
    await office.as(manager).gate.override({ ...wish, key });
    await office.as(manager).gate.override({ ...wish, key });
    expect(await refusedWith(office.as(manager).gate.override({ ...wish, key: randomUUID() }))).toBe('stale');
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

describe('what is required today', () => {
  let officer: StaffActor;
  beforeAll(async () => {
    officer = await appoint(office, 'sectionClerk', '330200-shehui');
  });
  const dutiesOf = async (unit: string, on: string | null = null) =>
    (await office.as(officer).measures.duties({ unit, on })).required;

  test('[ZJ-2.2] a care home of Zhenhai is to be closed, by its clause and from the day of the notice', async () => {
    const required = await dutiesOf('zhenhai-yanglao');
    const closing = required?.duties.find(({ basis }) => basis.some(({ id }) => id === 'ZJ-2.2'));
    expect(closing).toMatchObject({
      modality: 'must',
      since: '2021-12-07',
      requirement: { state: 'temporaryClosure' },
    });
    expect(await dutiesOf('zhenhai-yanglao', '2021-12-06')).toMatchObject({ duties: [], waiting: [] });
  });

  test('[ZJ-2.3] elsewhere in Ningbo nothing happens by itself: the decision is pending, the case waits', async () => {
    const waiting = (await dutiesOf('yinzhou-yanglao'))?.waiting ?? [];
    const states = waiting.filter(({ basis }) => basis.some(({ id }) => /^ZJ-2\.[34]$/.test(id)));
    expect(states.map(({ state }) => state).sort()).toEqual(['pending', 'waits']);
  });

  test('what nobody records yet is said to be so, and what has no number is not set', async () => {
    const all = (await dutiesOf('yinzhou-yanglao'))?.duties ?? [];
    const daily = all.find(({ requirement }) => requirement.kind === 'cadence' && requirement.per === 'day');
    expect(daily?.standing).toMatchObject({ standing: 'notRecorded', due: '2022-01-30T24:00' });
    const unset = all.find(({ requirement }) => requirement.kind === 'cadence' && requirement.times === null);
    expect(unset?.standing.standing).toBe('notSet');
  });

  test('a receipt can be computed again by whoever may see it, and shows when it was altered', async () => {
    const { receipt = '' } = (await dutiesOf('zhenhai-yanglao')) ?? {};
    const replay = (text: string) => office.as(officer).measures.replay({ receipt: text });
    expect(await replay(receipt)).toEqual({ same: true });
    expect(await replay(receipt.replace('"state":"holds"', '"state":"waits"'))).toEqual({ same: false });
    expect(await refusedWith(replay('no receipt'))).toBe('wrongInput');
  });

  test('the calendar says on which days duties fall due, begin and end', async () => {
    const agenda = await office.as(officer).measures.agenda({ unit: 'zhenhai-yanglao', month: '2021-12' });
    const on = (day: number) => agenda.days[day - 1]?.events ?? [];
    expect(on(6)).toEqual([]);
    expect(on(7).some(({ what }) => what === 'begins')).toBe(true);
    expect(on(8).every(({ what }) => what === 'due')).toBe(true);
    for (const { asks } of on(7)) expect(agenda.told[asks]?.basis.length).toBeGreaterThan(0);
    const none = await office.as(officer).measures.agenda({ unit: 'zhenhai-yanglao', month: '2021-11' });
    expect(none.days.flatMap(({ events }) => events)).toEqual([]);
  });

  test('[ZJ-2.4] a case on record closes, names its reference, and counts only from when it was known', async () => {
    const jiaxing = await appoint(office, 'sectionClerk', '330400-shehui');
    await office.ownerDatabase.pool.query(
      `insert into fact (id, unit, kind, region, from_day, reference, made_by)
         values (gen_random_uuid(), '330402', 'confirmedCase', '330402', '2022-01-20', '南湖疾控〔2022〕3号', 'test')`,
    );
    const { required } = await office.as(jiaxing).measures.duties({ unit: 'nanhu-yanglao', on: null });
    expect(required?.facts).toMatchObject([
      { kind: 'confirmedCase', reference: '南湖疾控〔2022〕3号', from: '2022-01-20' },
    ]);
    const closing = required?.duties.find(({ basis }) => basis.some(({ id }) => id === 'ZJ-2.4'));
    expect(closing?.facts).toEqual(required?.facts.map(({ id }) => id));
    const applied = async (actor: StaffActor, known: string | null, facts: 'recorded' | null = 'recorded') => {
      const wish = { region: '330402', kind: 'elderCare', on: '2022-01-25', facts, known } as const;
      const { found } = await office.as(actor).measures.required(wish);
      return found?.findings.find(({ clauses }) => clauses.some(({ id }) => id === 'ZJ-2.4'))?.state;
    };
    expect(await applied(jiaxing, null)).toBe('holds');
    expect(await applied(jiaxing, '2022-01-29')).toBe('waits');
    expect(await applied(jiaxing, '2022-01-30')).toBe('holds');
    expect(await applied(jiaxing, null, null)).toBe('waits');
    // a fact of one city is no business of another's
    expect(await applied(officer, null)).toBe('waits');
  });

  test('a unit of another city does not exist', async () => {
    expect(await refusedWith(dutiesOf('nanhu-yanglao'))).toBe('notFound');
    const { units } = await office.as(officer).measures.places({ find: '', also: 'nanhu-yanglao' });
    expect(units[0]?.id).toBe('330200-shehui');
    expect(units.map(({ id }) => id)).not.toContain('nanhu-yanglao');
    expect((await office.as(officer).measures.places({ find: '望潮', also: null })).units).toHaveLength(1);
  });
});

describe('how the units below stand', () => {
  test('[ZJ-2.2] a closing that is ordered is due until it is carried out, a task for who looks after it', async () => {
    const officer = await appoint(office, 'sectionClerk', '330200-shehui');
    const manager = await appoint(office, 'institutionManager', 'zhenhai-yanglao');
    const standing = async () => {
      const { required } = await office.as(officer).measures.duties({ unit: 'zhenhai-yanglao', on: null });
      return required?.duties.find(({ basis }) => basis.some(({ id }) => id === 'ZJ-2.2'))?.standing.standing;
    };
    const tasks = async () => {
      const all = await office.as(officer).todo.list();
      return ['dutiesDue', 'decisions'].map((kind) => all.find((task) => task.kind === kind)?.count ?? 0);
    };
    const list = { unit: null, kind: null, standing: 'due', after: null } as const;
    expect(await standing()).toBe('due');
    const [due = 0, decisions] = await tasks();
    expect((await office.as(officer).measures.standings(list)).total).toBe(due);
    expect((await office.as(officer).facts.pending()).length).toBe(decisions);
    const closing = { unit: 'zhenhai-yanglao', scopes: ['visitor' as const], reason: '按省厅通知封闭' };
    await office.as(manager).closings.close({ ...closing, key: randomUUID(), from: '2022-01-30', until: null });
    expect(await standing()).toBe('met');
    expect(await tasks()).toEqual([due - 1, decisions]);
    const { shut } = await office.as(manager).gate.asked({ unit: 'zhenhai-yanglao', at: 'entry' });
    expect(shut[0]).toMatchObject({ bars: ['visitor'], reason: '按省厅通知封闭' });
  });

  test('the gate keeps a closure that no notice asks for', async () => {
    const manager = await appoint(office, 'institutionManager', 'liuzhou-yanglao');
    const closing = { unit: 'liuzhou-yanglao', scopes: ['visitor' as const], reason: '院内消杀' };
    await office.as(manager).closings.close({ ...closing, key: randomUUID(), from: '2022-01-30', until: null });
    const seen = await checkAt(manager, 'liuzhou-yanglao', { as: 'visitor', cleared: ['unvaccinated'] });
    expect(seen).toMatchObject({ verdict: 'refused', yields: false });
    expect(seen.layers[0]).toMatchObject({ rule: null, because: ['visitor'], basis: [] });
  });

  test('a breach at a gate counts for its unit, and each count opens a list as long', async () => {
    const officer = await appoint(office, 'sectionClerk', '450200-shehui');
    await office.ownerDatabase.pool.query(`
      insert into gate_passage (id, unit, at, checks, found, cleared, exemptions, verdict, clauses, made_by)
        values (gen_random_uuid(), 'liuzhou-ertong', 'entry', '{}', '{}', '{}', '{}', 'passes', '{}', 'test')`);
    const all = { unit: null, kind: null, after: null };
    const overview = await office.as(officer).measures.overview(all);
    expect(overview.lines[0]).toMatchObject({ unit: 'liuzhou-ertong', kind: 'childWelfare' });
    expect(overview.counts.breached).toBeGreaterThan(0);
    for (const standing of ['breached', 'due', 'met', 'notSet', 'notRecorded'] as const) {
      const { total, counts } = await office.as(officer).measures.standings({ ...all, standing });
      expect([standing, total]).toEqual([standing, overview.counts[standing]]);
      expect(counts).toEqual(overview.counts);
    }
    const own = { ...all, unit: 'liuzhou-ertong', standing: 'breached' } as const;
    const { lines } = await office.as(officer).measures.standings(own);
    expect(lines).toHaveLength(overview.lines[0]?.counts.breached ?? 0);
    expect(lines.every(({ unit, basis }) => unit === 'liuzhou-ertong' && basis.length > 0)).toBe(true);
  });

  test('the count beside a clause of a notice opens a list as long, and each duty rests on that clause', async () => {
    const officer = await appoint(office, 'sectionClerk', '450200-shehui');
    const clauses = await office.as(officer).measures.clauseStandings({ notice: 'LIU' });
    expect(clauses.length).toBeGreaterThan(10);
    for (const { clause, counts } of clauses.slice(0, 5))
      for (const [standing, count] of Object.entries(counts)) {
        const wish = { unit: null, kind: null, after: null, clause, standing: standing as keyof typeof counts };
        const { total, lines } = await office.as(officer).measures.standings(wish);
        expect([clause, standing, total]).toEqual([clause, standing, count]);
        expect(lines.every(({ basis }) => basis.some(({ id }) => id === clause))).toBe(true);
      }
    expect(await office.as(officer).measures.clauseStandings({ notice: 'ZJ' })).toEqual([]);
  });

  test('pages follow each other without a gap', async () => {
    const officer = await appoint(office, 'sectionClerk', '450200-shehui');
    const ask = (after: number | null) =>
      office.as(officer).measures.standings({ unit: null, kind: null, standing: null, after });
    const [first, seen] = [await ask(null), [] as string[]];
    for (let page = first, at = first.next; ; at = page.next) {
      seen.push(...page.lines.map(({ unit, rules }) => `${unit} ${rules.join(' ')}`));
      if (at === null) break;
      page = await ask(at);
    }
    expect(seen).toHaveLength(first.total);
    expect(new Set(seen).size).toBe(first.total);
  });
});
