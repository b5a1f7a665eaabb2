import { closedAt, closedUnder } from '@anmin/api/measures/closed';
import { inScope } from '@anmin/api/scope';
import type { StaffActor } from '@anmin/api/trpc';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openOffice, type TestOffice } from '../../../../tooling/test/office.ts';
import { appoint } from '../isolation/neighbours.ts';
import { answersFor, book } from '../citizens.ts';
import { refusalOf, refusedWith } from '../refused.ts';
import { determinedAt } from './determined.ts';

let office: TestOffice;
let county: StaffActor;
let manager: StaffActor;
beforeAll(async () => {
  office = await openOffice({ clock: '2022-02-10T10:00:00+08:00' });
  county = await appoint(office, 'countyClerk', '232761');
  manager = await appoint(office, 'institutionManager', 'songtao');
});
afterAll(() => office.close());

const wish = (more: object = {}) => ({
  ...{ key: randomUUID(), unit: 'songtao', scopes: ['visitor' as const], from: '2022-02-10', until: '2022-02-26' },
  ...{ reason: '第二阶段封闭管理', ...more },
});
const scopesAt = (unit: string, on: string) =>
  inScope({ database: office.databases.staff, keys: office.keys }, [unit], async (tx) => {
    const [own, under] = [await closedAt(tx, unit, on), await closedUnder(tx, [unit], on)];
    expect(own.flatMap(({ scopes }) => scopes)).toEqual(under(unit));
    return under(unit);
  });

test('an institution closes to visitors by its own hand, for the clause that asks for it, first day in and last day out', async () => {
  const standing = async () => {
    const { required } = await office.as(manager).measures.duties({ unit: 'songtao', on: '2022-02-10' });
    return required?.duties.find(({ basis }) => basis.some(({ id }) => id === 'DX-2.2.1'))?.standing.standing;
  };
  expect(await standing()).toBe('due');
  const { key: _, ...planned } = wish();
  const { carries, leaves } = await office.as(manager).closings.preview(planned);
  expect(carries.flatMap(({ basis }) => basis.map(({ id }) => id))).toEqual(['DX-2.2.1']);
  expect(leaves).toEqual([]);
  const other = await office.as(manager).closings.preview({ ...planned, scopes: ['staff'] });
  expect(other.leaves.flatMap(({ basis }) => basis.map(({ id }) => id))).toEqual(['DX-2.2.1']);
  expect(await standing()).toBe('due');
  await office.as(manager).closings.close(wish());
  expect(await standing()).toBe('met');
  const [made] = await office.as(county).closings.list({ unit: 'songtao' });
  expect(made).toMatchObject({ clauses: ['DX-2.2.1'], scopes: ['visitor'], mayLift: true });
  expect(made?.stillAsked.flatMap(({ basis }) => basis.map(({ id }) => id))).toEqual(['DX-2.2.1']);
  expect(await scopesAt('songtao', '2022-02-09')).toEqual([]);
  expect(await scopesAt('songtao', '2022-02-10')).toEqual(['visitor']);
  expect(await scopesAt('songtao', '2022-02-25')).toEqual(['visitor']);
  expect(await scopesAt('songtao', '2022-02-26')).toEqual([]);
  expect(await scopesAt('hupan', '2022-02-10')).toEqual([]);
});

test('it opens again from a day on, once, today at the earliest', async () => {
  const [made] = await office.as(manager).closings.list({ unit: 'songtao' });
  const lift = (from: string, version = 1) =>
    office.as(manager).closings.lift({
      ...{ key: randomUUID(), closing: made?.id ?? '', version, from, reason: '解除封闭管理' },
    });
  expect(await refusedWith(lift('2022-02-09'))).toBe('wrongDay');
  expect(await refusedWith(lift('2022-02-26'))).toBe('wrongDay');
  expect(await refusedWith(lift('2022-02-20', 2))).toBe('stale');
  await lift('2022-02-20');
  expect(await scopesAt('songtao', '2022-02-19')).toEqual(['visitor']);
  expect(await scopesAt('songtao', '2022-02-20')).toEqual([]);
  expect(await refusedWith(lift('2022-02-15', 2))).toBe('stale');
});

test.each<[string, object, string]>([
  ['a bureau', { unit: '232761' }, 'unit:kind'],
  [
    'the counter of a marriage office, whose bookings are moved by a closure of their own',
    { unit: 'jiagedaqi', scopes: ['service'] },
    'scopes:counter',
  ],
  ['an end before the beginning', { until: '2022-02-10' }, 'until:reversed'],
])('%s is not closed so', async (_, change, field) => {
  const refusal = await refusalOf(office.as(county).closings.close(wish(change)));
  expect(refusal).toMatchObject({ refused: 'wrongInput', facts: { fields: [field] } });
});

test('an institution does not close another', async () => {
  expect(await refusedWith(office.as(manager).closings.close(wish({ unit: 'hupan' })))).toBe('notFound');
});

test('what is closed and opened stands in the journal, with its clauses', async () => {
  const { rows } = await office.ownerDatabase.pool.query(
    `select action, office, clauses from journal_entry where action like 'unit.clos%' order by id`,
  );
  expect(rows).toEqual([
    { action: 'unit.closed', office: 'songtao', clauses: ['DX-2.2.1'] },
    { action: 'unit.closureLifted', office: 'songtao', clauses: [] },
  ]);
});

describe('[DX-2.2.4] a decision that lets a service rest offers the closing of its counters in the same act', () => {
  let officer: StaffActor;
  beforeAll(async () => {
    officer = await appoint(office, 'sectionClerk', '232700-shehui');
  });
  const verbs = () => office.as(officer).facts;
  const deciding = () => ({
    decision: {
      ...{ unit: '232700', region: '232700', from: '2022-02-10', until: null, rule: 'DX/funeral-suspension@1' },
      ...{ taken: true, reference: '指挥部令第3号', note: '避免聚集' },
    },
    counters: { from: '2022-02-14', until: '2022-02-18', reason: '疫情防控需要，暂停办理' },
  });

  test('its people are counted beforehand and moved by it, and receive word', async () => {
    await office.runJobs();
    await book(office, answersFor(1, { day: '2022-02-14', time: '09:40' }));
    const before = await verbs().previewDecision({ ...deciding(), counters: null });
    expect(before).toMatchObject({ ahead: 1, hits: null });
    expect((await verbs().previewDecision(deciding())).hits).toMatchObject({ bookings: 1 });
    expect(await verbs().decide({ key: randomUUID(), ...deciding() })).toMatchObject({ displaced: 1 });
    await office.runJobs();
    expect(office.sent.map(({ kind }) => kind)).toContain('offered');
    expect((await determinedAt(office, 'jing-an', '2022-02-10')).rules.map(({ id }) => id)).toContain(
      'DX/funeral-suspension@1',
    );
  });

  test('where the closing fails nothing is recorded', async () => {
    const { decision, counters } = deciding();
    const past = { ...counters, from: '2022-02-01', until: '2022-02-02' };
    const known = await verbs().list({ kind: 'decision' });
    const tried = verbs().decide({ key: randomUUID(), decision: { ...decision, taken: false }, counters: past });
    expect(await refusedWith(tried)).toBe('wrongDay');
    expect(await verbs().list({ kind: 'decision' })).toEqual(known);
  });
});
