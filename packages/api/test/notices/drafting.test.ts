import { faultsOf } from '@anmin/domain/measures/check';
import { determine, replays, writeReceipt } from '@anmin/domain/measures/determine';
import { packsKnown } from '@anmin/api/measures/packs';
import type { StaffActor } from '@anmin/api/trpc';
import type { Reason } from '@anmin/domain/refusal';
import { packs } from '@anmin/policies/packs';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openOffice, type TestOffice } from '../../../../tooling/test/office.ts';
import { moveClock, termsOf } from '../notice/office.ts';
import { refusedWith } from '../refused.ts';
import { appointmentOnly, beginning, drafters, headOf, summed } from './people.ts';

let office: TestOffice;
let people: Awaited<ReturnType<typeof drafters>>;
const by = (actor: StaffActor) => office.as(actor).notices;
const key = () => randomUUID();
const refusedAs = async (answer: Promise<unknown>, reason: Reason) => {
  expect(await refusedWith(answer)).toBe(reason);
};

beforeAll(async () => {
  office = await openOffice({ clock: '2022-06-13T08:31:00+08:00' });
  people = await drafters(office);
});
afterAll(() => office.close());

/** A draft with its clauses summed up and one rule, ready for the check. */
async function written(actor: StaffActor, notice: string, change: { head?: object; rule?: object } = {}) {
  const { draft } = await by(actor).begin(beginning({ notice, head: headOf(change.head) }));
  const { clauses } = await by(actor).draft({ draft });
  await by(actor).clauses({ key: key(), draft, version: 1, clauses: summed(clauses, [`${notice}-1.2`]) });
  const rule = appointmentOnly(notice, change.rule);
  const { version } = await by(actor).rule({ key: key(), draft, version: 2, replaces: null, rule, words: {} });
  return { draft, version };
}

describe('a notice entered in the portal', () => {
  test('is cut into clauses, with what their words suggest, and says what is still missing', async () => {
    const { draft } = await by(people.county).begin(beginning({ notice: 'QIE' }));
    const shown = await by(people.county).draft({ draft });
    expect(shown.clauses.map(({ id, place, kind }) => [id, place, kind])).toEqual([
      ['QIE-0.1', '前言第一句', 'none'],
      ['QIE-0.2', '前言第二句', 'none'],
      ['QIE-1.1', '一、第一句', 'rule'],
      ['QIE-1.2', '一、第二句', 'rule'],
      ['QIE-1.3', '一、第三句', 'advice'],
    ]);
    expect(shown.clauses[3]?.suggestion).toMatchObject({ modality: 'mustNot', kinds: ['marriageRegistrationOffice'] });
    expect(shown.faults.map(({ fault, at }) => `${fault} ${at}`)).toEqual([
      'unwritten QIE-1.1',
      'unwritten QIE-1.2',
      'unwritten QIE-1.3',
      'idle QIE-1.1',
      'idle QIE-1.2',
    ]);
    const { faults } = await by(people.county).check({ key: key(), draft, version: 1 });
    expect(faults).toHaveLength(5);
    expect(await by(people.county).draft({ draft })).toMatchObject({ state: 'draft' });
  });

  test('holds for bookings from the moment it is in force, without a restart and in every process', async () => {
    const beside = await office.openBeside();
    const asked = { office: 'jiagedaqi', service: 'marriage', day: '2022-06-20' } as const;
    const at = (url: string) => termsOf({ ...office, url }, asked);
    expect(await at(beside.url)).toMatchObject({ appointmentOnly: false });
    const { draft, version } = await written(people.county, 'JGDQ');
    expect(await by(people.county).check({ key: key(), draft, version })).toEqual({ faults: [] });
    await by(people.head).approve({ key: key(), draft, version, from: null });
    const told = await at(office.url);
    expect(told).toMatchObject({ appointmentOnly: true, rules: { walkIns: false } });
    expect(told.citations).toContainEqual(
      expect.objectContaining({ clause: 'JGDQ-1.2', number: '加民发〔2022〕1号', summary: '只接待预约的人' }),
    );
    await expect.poll(async () => (await at(beside.url)).appointmentOnly, { timeout: 5_000 }).toBe(true);
    expect(await termsOf(office, { ...asked, office: 'mohe' })).toMatchObject({ appointmentOnly: false });
    await beside.close();
  });

  test('old receipts replay byte for byte, and one of today knows the new notice', async () => {
    const place = { region: '232761', kind: 'marriageRegistrationOffice' } as const;
    const clocks = { factsAt: '2022-06-20', lawAt: '2022-06-20', knownAt: '2022-06-13T08:30' };
    const receipt = writeReceipt(determine(packs, place, clocks, []).receipt);
    const known = await packsKnown(office.databases.citizens);
    expect(known.packs.length).toBeGreaterThan(packs.length);
    expect(replays(receipt, known.packs, [])).toBe(true);
    const now = determine(known.packs, place, { ...clocks, knownAt: '2022-06-14T00:00' }, []).receipt;
    expect(now.findings.map(({ rule }) => rule)).toContain('JGDQ/r1@1');
  });

  test('that is to hold later holds later', async () => {
    const { draft, version } = await written(people.clerk, 'WAN');
    await by(people.clerk).check({ key: key(), draft, version });
    const approve = (from: string) => by(people.head).approve({ key: key(), draft, version, from });
    await refusedAs(approve('2022-06-13T08:00'), 'wrongInput');
    await approve('2022-06-15T08:00');
    const ids = async () => (await packsKnown(office.databases.citizens)).packs.map(({ notice }) => notice.id);
    expect(await ids()).not.toContain('WAN');
    await moveClock(office, '2022-06-15T08:00:01+08:00');
    await expect.poll(ids, { timeout: 5_000 }).toContain('WAN');
    await moveClock(office, '2022-06-15T08:30:00+08:00');
  });
});

describe('four eyes, and what was checked is what is approved', () => {
  test('who wrote in it does not approve it, nor whoever lacks the right or a fresh second factor', async () => {
    const { draft, version } = await written(people.clerk, 'SIYAN');
    await by(people.clerk).check({ key: key(), draft, version });
    const wish = () => ({ key: key(), draft, version, from: null });
    await refusedAs(by(people.clerk).approve(wish()), 'notAllowed');
    await refusedAs(by({ ...people.head, secondFactorAt: null }).approve(wish()), 'secondFactorNeeded');
    await office.ownerDatabase.pool.query('update notice_draft set changed_by = changed_by || $2 where id = $1', [
      draft,
      [`staff:${people.head.id}`],
    ]);
    await refusedAs(by(people.head).approve(wish()), 'dutiesApart');
  });

  test('a change after the check makes it a draft again, which cannot be approved', async () => {
    const { draft, version } = await written(people.clerk, 'GAI');
    await by(people.clerk).check({ key: key(), draft, version });
    const changed = await by(people.clerk).head({ key: key(), draft, version, head: headOf({ title: '另一个标题' }) });
    expect(await by(people.clerk).draft({ draft })).toMatchObject({ state: 'draft', checkedBy: null });
    await refusedAs(by(people.head).approve({ key: key(), draft, version: changed.version, from: null }), 'stale');
    await refusedAs(by(people.head).approve({ key: key(), draft, version, from: null }), 'stale');
  });

  test('somebody with an older version in view is told so and changes nothing', async () => {
    const { draft } = await written(people.clerk, 'JIU');
    await refusedAs(by(people.clerk).head({ key: key(), draft, version: 1, head: headOf() }), 'stale');
  });

  test.each([
    ['the pack of an approved notice', `update notice_draft set pack = pack || '{"rules":[]}' where notice = 'JGDQ'`],
    ['its approval', `update notice_draft set approved_by = 'staff:x' where notice = 'JGDQ'`],
    ['the pack of a checked one', `update notice_draft set pack = pack || '{"rules":[]}' where notice = 'SIYAN'`],
    [
      'its maker as who approves',
      `update notice_draft set state = 'approved', approved_at = office_now(), in_force_from = office_now(), approved_by = made_by where notice = 'SIYAN'`,
    ],
    [
      'a draft as approved',
      `update notice_draft set state = 'approved', checked_at = office_now(), checked_by = 'x', approved_at = office_now(), in_force_from = office_now(), approved_by = 'y' where notice = 'GAI'`,
    ],
  ])('the database refuses %s, whatever is asked of it', async (_, statement) => {
    await expect(office.ownerDatabase.pool.query(statement)).rejects.toMatchObject({ code: '23514' });
  });
});

describe('a bureau binds its own region', () => {
  test.each([
    ['a region beyond it', { region: '232701' }, 'region:beyond'],
    ['the prefecture above it', { region: '232700' }, 'region:beyond'],
    ['no region', { region: '某某' }, 'region:unknown'],
    ['the end of a notice of the prefecture', { replaces: ['DX'] }, 'replaces:beyond'],
    ['the end of a law', { replaces: ['HY2003'] }, 'replaces:beyond'],
    ['days turned round', { until: '2022-06-13' }, 'until:reversed'],
  ])('%s is refused', async (_, change, field) => {
    const begun = by(people.county).begin(beginning({ notice: 'QUYU', head: headOf(change) }));
    await expect(begun).rejects.toMatchObject({ cause: { refusal: { facts: { fields: [field] } } } });
  });

  test('a neighbour neither sees its draft nor writes in it', async () => {
    const { draft } = await written(people.county, 'LIN');
    await refusedAs(by(people.sibling).draft({ draft }), 'notFound');
    await refusedAs(by(people.sibling).check({ key: key(), draft, version: 3 }), 'notFound');
    expect((await by(people.sibling).drafts()).map(({ short }) => short)).not.toContain('LIN');
    await refusedAs(by(people.sibling).begin(beginning()), 'notFound');
  });

  test('a name that is taken is said so', async () => {
    await expect(by(people.clerk).begin(beginning({ notice: 'DX' }))).rejects.toMatchObject({
      cause: { refusal: { facts: { fields: ['notice:taken'] } } },
    });
    await expect(by(people.clerk).begin(beginning({ notice: 'LIN' }))).rejects.toMatchObject({
      cause: { refusal: { facts: { fields: ['notice:taken'] } } },
    });
  });
});

test('what was entered by mistake is dropped, cannot be taken up again, and leaves its name to another', async () => {
  const { draft, version } = await written(people.county, 'CUO');
  await by(people.county).drop({ key: key(), draft, version });
  expect(await by(people.county).draft({ draft })).toMatchObject({ state: 'dropped', faults: [] });
  await refusedAs(by(people.county).check({ key: key(), draft, version }), 'notChangeable');
  const again = `update notice_draft set state = 'draft' where notice = 'CUO'`;
  await expect(office.ownerDatabase.pool.query(again)).rejects.toMatchObject({ code: '23514' });
  expect(await written(people.county, 'CUO')).toMatchObject({ version });
});

test('a notice that replaces another ends it on its first day, and the other is kept as it was', async () => {
  const before = (await by(people.head).drafts()).find(({ short }) => short === 'JGDQ');
  const head = { replaces: ['JGDQ'], from: '2022-06-17', issuedOn: '2022-06-15' };
  const { draft, version } = await written(people.county, 'XIN', {
    head,
    rule: { from: '2022-06-17', modality: 'advise' },
  });
  const { changes } = await by(people.head).impact({ draft });
  expect(changes.map(({ what, from, rule, names }) => [what, from, rule.id, names])).toEqual([
    ['ends', '2022-06-15', 'JGDQ/r1@1', ['加格达奇区婚姻登记处']],
    ['gains', '2022-06-17', 'XIN/r1@1', ['加格达奇区婚姻登记处']],
    ['loses', '2022-06-17', 'JGDQ/r1@1', ['加格达奇区婚姻登记处']],
  ]);
  const line = { draft, what: 'gains', from: '2022-06-17', rule: 'XIN/r1@1' } as const;
  const listed = await by(people.head).impactUnits({ ...line, after: null });
  expect(listed).toMatchObject({ total: 1, units: [{ name: '加格达奇区婚姻登记处' }], next: null });
  const [unit] = listed.units;
  expect(await by(people.head).impactUnits({ ...line, after: unit?.id ?? '' })).toMatchObject({ total: 1, units: [] });
  expect(await by(people.county).check({ key: key(), draft, version })).toEqual({ faults: [] });
  await by(people.head).approve({ key: key(), draft, version, from: null });
  const after = (await by(people.head).drafts()).find(({ short }) => short === 'JGDQ');
  expect(after).toEqual({ ...before, state: 'superseded' });
});

describe('a pack as a file', () => {
  const pack = {
    notice: {
      ...{ id: 'WENJIAN', title: '通知', number: null, issuer: '某局', issuedOn: '2022-06-13', region: '232761' },
      ...{ standing: false, spans: [{ from: '2022-06-13', until: null }] },
    },
    clauses: [{ id: 'WENJIAN-1', place: '一', kind: 'rule', room: 'measures', summary: '每日巡查' }],
    rules: [
      {
        ...{ id: 'WENJIAN/patrol@1', clauses: ['WENJIAN-1'], from: '2022-06-13', until: null, modality: 'must' },
        scope: { region: '232761', kinds: ['elderCare'] },
        requirement: { kind: 'cadence', activity: 'patrol', each: 'newWord', times: 1, per: 'day', items: [] },
      },
    ],
    words: { patrol: { zh: '巡查', en: 'patrol' }, newWord: { zh: '每层', en: 'each floor' } },
  };
  const [rule] = pack.rules;
  const send = (data: unknown) =>
    by(people.county).upload({
      key: key(),
      unit: '232761',
      file: typeof data === 'string' ? data : JSON.stringify(data),
    });

  test.each([
    ['no JSON', '{', 'shape', 'JSON'],
    ['a reversed interval', { ...pack, rules: [{ ...rule, until: '2022-06-01' }] }, 'reversed', 'WENJIAN/patrol@1'],
    [
      'an unknown region',
      { ...pack, rules: [{ ...rule, scope: { ...rule?.scope, region: '999999' } }] },
      'unknownRegion',
      'WENJIAN/patrol@1',
    ],
    ['no citation', { ...pack, rules: [{ ...rule, clauses: ['WENJIAN-9'] }] }, 'uncited', 'WENJIAN/patrol@1'],
    ['a word nobody knows', { ...pack, words: {} }, 'unknownWord', 'WENJIAN/patrol@1'],
    [
      'a region that is not the bureau’s',
      { ...pack, notice: { ...pack.notice, region: '230000' } },
      'deadScope',
      'notice.region',
    ],
    [
      'a kind nobody knows',
      { ...pack, rules: [{ ...rule, scope: { ...rule?.scope, kinds: ['shop'] } }] },
      'unknownKind',
      'rules.0.scope.kinds.0',
    ],
    ['something else altogether', { hello: 1 }, 'shape', 'notice'],
  ])('%s is named with its path and nothing is kept', async (_, data, fault, at) => {
    const { draft, faults } = await send(data);
    expect(draft).toBeNull();
    expect(faults).toContainEqual({ fault, at });
    expect((await by(people.county).drafts()).map(({ short }) => short)).not.toContain('WENJIAN');
  });

  test('with two rules that contradict each other names both, with their clauses', async () => {
    const status = { kind: 'status', subject: 'home', trigger: 'citywide', by: null, bars: [] };
    const stating = (state: string) => ({ ...rule, id: `WENJIAN/${state}@1`, requirement: { ...status, state } });
    const word = (zh: string) => ({ zh, en: zh });
    const words = { ...pack.words, home: word('养老机构'), open: word('开放'), closed: word('封闭') };
    const { faults } = await send({ ...pack, words, rules: [rule, stating('closed'), stating('open')] });
    const basis = { notice: '通知', places: ['一'] };
    expect(faults).toEqual([
      {
        ...{ fault: 'contradiction', at: 'WENJIAN/open@1', against: 'WENJIAN/closed@1' },
        both: { own: basis, other: basis },
      },
    ]);
  });

  test('without a fault is a draft with its words', async () => {
    const { draft } = await send(pack);
    const shown = await by(people.county).draft({ draft: draft ?? '' });
    expect(shown).toMatchObject({ short: 'WENJIAN', faults: [], words: pack.words });
    const { words: _, ...own } = pack;
    expect(faultsOf(own, shown.words)).toEqual([]);
  });

  test('of ten megabytes is refused before it is read', async () => {
    await expect(send('x'.repeat(10_000_000))).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });
});
