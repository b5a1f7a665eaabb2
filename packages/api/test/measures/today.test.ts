import type { StaffActor } from '@anmin/api/trpc';
import { dutyStandings, type DutyStanding } from '@anmin/domain/measures/recorded';
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
    const unkept = all.filter(({ requirement: { kind } }) => ['assignment', 'deadline', 'threshold'].includes(kind));
    expect(new Set(unkept.map(({ standing }) => standing.standing))).toEqual(new Set(['notRecorded', 'notSet']));
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
    const asked = await office.as(officer).measures.places({ find: '', also: 'zhenhai-yanglao' });
    expect(asked.units.slice(0, 2).map(({ id }) => id)).toEqual(['330200-shehui', 'zhenhai-yanglao']);
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

  test('a breach at a gate counts for its unit, and each count opens a list as long', async () => {
    const officer = await appoint(office, 'sectionClerk', '450200-shehui');
    await office.ownerDatabase.pool.query(`
      insert into gate_passage (id, unit, at, checks, found, cleared, exemptions, verdict, clauses, made_by)
        values (gen_random_uuid(), 'liuzhou-ertong', 'entry', '{}', '{}', '{}', '{}', 'passes', '{}', 'test')`);
    const all = { unit: null, kind: null, after: null };
    const overview = await office.as(officer).measures.overview(all);
    const breaches = overview.lines.find(({ unit }) => unit === 'liuzhou-ertong')?.counts.breached;
    expect(breaches).toBeGreaterThan(0);
    expect(overview.counts.breached).toBeGreaterThan(0);
    for (const standing of ['breached', 'due', 'met', 'notSet', 'notRecorded'] as const) {
      const { total, counts } = await office.as(officer).measures.standings({ ...all, standing });
      expect([standing, total]).toEqual([standing, overview.counts[standing]]);
      expect(counts).toEqual(overview.counts);
    }
    const own = { ...all, unit: 'liuzhou-ertong', standing: 'breached' } as const;
    const { lines } = await office.as(officer).measures.standings(own);
    expect(lines).toHaveLength(breaches ?? 0);
    expect(lines.every(({ unit, basis }) => unit === 'liuzhou-ertong' && basis.length > 0)).toBe(true);
  });

  test('[DX-3.7.4] [DX-4.3.3] nobody is asked to decide on a sanction before something is breached', async () => {
    const officer = await appoint(office, 'sectionClerk', '232700-shehui');
    const sanctions = async () => {
      const asked = (await office.as(officer).facts.pending()).map(({ rule }) => rule);
      expect((await office.as(officer).todo.list()).find(({ kind }) => kind === 'decisions')?.count ?? 0).toBe(
        asked.length,
      );
      return asked.filter((rule) => rule === 'DX/criticism@1' || rule === 'DX/accountability@1').sort();
    };
    await office.ownerDatabase.pool.query(
      `insert into vaccination_mobiliser (id, person, unit, mobiliser, made_by)
         select gen_random_uuid(), person, unit, $1, 'test' from person_card`,
      [officer.id],
    );
    expect(await sanctions()).toEqual([]);
    await office.ownerDatabase.pool.query(`
      insert into gate_passage (id, unit, at, checks, found, cleared, exemptions, verdict, clauses, made_by)
        values (gen_random_uuid(), 'songtao', 'entry', '{}', '{}', '{}', '{}', 'passes', '{}', 'test')`);
    expect(await sanctions()).toEqual(['DX/accountability@1', 'DX/criticism@1']);
    const [criticism] = (await office.as(officer).facts.pending()).filter(({ rule }) => rule === 'DX/criticism@1');
    expect(criticism).toMatchObject({ region: '232700', bureau: '232700' });
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

  test('[G22] every number of the dashboard counts as many as the list it opens, today and on the days before', async () => {
    const api = office.as(await appoint(office, 'sectionClerk', '450200-shehui'));
    const totalOf = async (wish: object, standing: DutyStanding['standing']) =>
      (await api.measures.standings({ unit: null, kind: null, after: null, ...wish, standing })).total;
    const expectLists = async (label: string, counts: object, wish: object) => {
      for (const standing of dutyStandings)
        expect([label, standing, await totalOf(wish, standing)]).toEqual([label, standing, at(counts, standing)]);
    };
    const board = await api.dashboard.board({ unit: null, day: null });
    await expectLists('all', board.counts, {});
    await expectLists('evidence', board.evidence, { ledger: 'any' });
    expect(board.ledgers.map(({ ledger }) => ledger)).toEqual(['temperature', 'hygiene', 'checklist']);
    for (const { ledger, counts } of board.ledgers) await expectLists(ledger, counts, { ledger });
    expect(board.below.some(({ alone }) => alone)).toBe(true);
    for (const { unit, alone, counts } of board.below) await expectLists(unit, counts, { unit, alone });
    for (const standing of dutyStandings)
      expect(board.below.reduce((sum, { counts }) => sum + at(counts, standing), 0)).toBe(at(board.counts, standing));
    const { points } = await api.dashboard.dutiesBefore({ unit: null, day: null });
    expect(points.map(({ day }) => day)).toEqual(daysBefore('2022-01-30', 7));
    expect(points[0]?.counts).toEqual(board.counts);
    for (const { day, counts } of points.slice(0, 3)) await expectLists(day, counts, { day });
  });

  test('how duties will stand on a day to come nobody tells, and the unit that is looked at is named', async () => {
    const api = office.as(await appoint(office, 'sectionClerk', '450200-shehui'));
    const looked = (day: string) => ({ unit: 'liuzhou-ertong', day });
    const listed = (day: string) => ({ ...looked(day), kind: null, after: null });
    const questions = [
      api.dashboard.board(looked('2022-01-31')),
      api.dashboard.dutiesBefore(looked('2022-01-31')),
      api.dashboard.coverageBefore({ ...looked('2022-01-31'), rules: ['LIU/senior-coverage@1'] }),
      api.measures.overview(listed('2022-01-31')),
      api.measures.standings({ ...listed('2022-01-31'), standing: null }),
    ].map(refusedWith);
    expect(new Set(await Promise.all(questions))).toEqual(new Set(['wrongInput']));
    const named = await Promise.all([
      api.dashboard.board(looked('2022-01-30')),
      api.dashboard.dutiesBefore(looked('2022-01-30')),
      api.measures.overview(listed('2022-01-30')),
    ]);
    expect(new Set(named.map(({ name }) => name))).toEqual(new Set(['柳州紫荆儿童福利院（演示）']));
    expect((await api.dashboard.board({ unit: null, day: null })).name).toBeNull();
  });

  test('what presses most stands first: breached since longest, then due next', async () => {
    const api = office.as(await appoint(office, 'sectionClerk', '450200-shehui'));
    const { pressing, counts } = await api.dashboard.board({ unit: null, day: null });
    const order = pressing.map(({ standing: it }) => `${it.standing} ${it.since ?? it.due ?? '9999'}`);
    expect(order).toEqual([...order].sort());
    expect(pressing.length).toBeGreaterThan(1);
    expect(pressing.reduce((sum, { count }) => sum + count, 0)).toBeLessThanOrEqual(counts.breached + counts.due);
    for (const { rules, standing, count, unit } of pressing) {
      const wish = { unit: null, kind: null, after: null, standing: standing.standing, rule: rules[0] ?? '' };
      const { total, lines } = await api.measures.standings(wish);
      expect([total, lines.some((it) => it.unit === unit)]).toEqual([count, true]);
    }
  });

  test('closures in force are counted for a subtree and a day, and listed as many', async () => {
    const api = office.as(await appoint(office, 'sectionClerk', '330200-shehui'));
    const wishes = [{ on: '2022-01-30' }, { on: '2021-12-01' }, { on: '2022-01-30', below: 'zhenhai-yanglao' }];
    const counts = [];
    for (const wish of wishes) {
      counts.push(await api.closings.count(wish));
      expect(await api.closings.list(wish)).toHaveLength(counts.at(-1) ?? 0);
    }
    expect(counts).toEqual([1, 0, 1]);
    expect(await refusedWith(api.closings.count({ below: 'liuzhou-ertong' }))).toBe('notFound');
  });
});

const at = (counts: object, standing: DutyStanding['standing']): number =>
  (counts as Record<DutyStanding['standing'], number>)[standing];

const daysBefore = (last: string, days: number): string[] =>
  Array.from({ length: days }, (_, n) => Temporal.PlainDate.from(last).subtract({ days: n }).toString());
