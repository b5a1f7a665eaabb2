import type { FactInput } from '@anmin/api/facts/written';
import type { StaffActor } from '@anmin/api/trpc';
import { packs } from '@anmin/policies/packs';
import { determine, replays } from '@anmin/domain/measures/determine';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openOffice, type TestOffice } from '../../../../tooling/test/office.ts';
import { appoint } from '../isolation/neighbours.ts';
import { refusalOf, refusedWith } from '../refused.ts';
import { determinedAt, factsAt, setClock } from './determined.ts';

let office: TestOffice;
let staff: Record<'ningbo' | 'yinzhou' | 'nanhu' | 'jiaxing' | 'daxinganling' | 'huma', StaffActor>;
beforeAll(async () => {
  office = await openOffice({ clock: '2021-12-08T10:00:00+08:00' });
  staff = {
    ningbo: await appoint(office, 'sectionClerk', '330200-shehui'),
    yinzhou: await appoint(office, 'countyClerk', '330212'),
    nanhu: await appoint(office, 'countyClerk', '330402'),
    jiaxing: await appoint(office, 'sectionClerk', '330400-shehui'),
    daxinganling: await appoint(office, 'sectionClerk', '232700-shehui'),
    huma: await appoint(office, 'countyClerk', '232721'),
  };
});
afterAll(() => office.close());

const key = () => randomUUID();
const verbs = (who: keyof typeof staff) => office.as(staff[who]).facts;
const given = (unit: string, more: Partial<FactInput> & Pick<FactInput, 'kind'>): FactInput => ({
  ...{ unit, region: unit, value: null, rule: null, from: '2021-12-08', until: null },
  ...{ reference: '〔2021〕8号', note: '', ...more },
});
const record = (who: keyof typeof staff, fact: FactInput) => verbs(who).record({ key: key(), fact, counters: null });
const isClosed = async (unit: string, on = '2021-12-08', knownAt?: string) =>
  (await determinedAt(office, unit, on, knownAt)).rules.some(
    ({ requirement }) => requirement.kind === 'status' && requirement.bars.includes('visitor'),
  );

test('[ZJ-2.2] [ZJ-2.5] every care home of Zhenhai is closed from the day of signature without any case, a funeral home is not (scenario 13)', async () => {
  expect(await isClosed('zhenhai-yanglao', '2021-12-06')).toBe(false);
  expect(await isClosed('zhenhai-yanglao', '2021-12-07')).toBe(true);
  expect(await isClosed('zhenhai-binyi', '2021-12-07')).toBe(false);
});

describe('[ZJ-2.3] a county of Ningbo without a case waits for its city (scenario 14)', () => {
  const rule = 'ZJ/closure-decided-ningbo@1';
  const decision = (unit: string, more = {}) => ({
    ...{ unit, region: '330200', from: '2021-12-08', until: null, rule, taken: true },
    ...{ reference: '甬民〔2021〕1号', note: '视情决定', ...more },
  });

  test('its homes are open, and the decision stands in the list of the city', async () => {
    expect(await isClosed('yinzhou-yanglao')).toBe(false);
    const [pending] = (await verbs('ningbo').pending()).filter((it) => it.rule === rule);
    expect(pending).toMatchObject({ region: '330200', units: ['鄞州东湖养老院（演示）'], count: 1, bureau: '330200' });
    expect(pending?.told.basis.map(({ id }) => id)).toEqual(['ZJ-2.3']);
    const [seen] = (await verbs('yinzhou').pending()).filter((it) => it.rule === rule);
    expect(seen).toMatchObject({ region: '330200', bureau: null });
  });

  test('a county may not decide, and is told the clause', async () => {
    const own = decision('330212', { region: '330212' });
    for (const tried of [
      () => verbs('yinzhou').previewDecision({ decision: decision('330212'), counters: null }),
      () => verbs('yinzhou').decide({ key: key(), decision: own, counters: null }),
      () => verbs('yinzhou').previewDecision({ decision: own, counters: null }),
    ])
      expect(await refusalOf(tried())).toMatchObject({ refused: 'notAllowed', clauses: ['ZJ-2.3'] });
    const foreign = verbs('yinzhou').decide({ key: key(), decision: decision('330200'), counters: null });
    expect(await refusedWith(foreign)).toBe('notFound');
    expect(await isClosed('yinzhou-yanglao')).toBe(false);
  });

  test('the city sees whom it closes, decides with a reason, and they are closed from that day', async () => {
    const wish = { decision: decision('330200'), counters: null };
    const { rows } = await verbs('ningbo').previewDecision(wish);
    expect(rows.map(({ units, from, gains }) => [units.map(({ id }) => id), from, gains[0]?.basis[0]?.id])).toEqual([
      [['yinzhou-yanglao'], '2021-12-08', 'ZJ-2.3'],
    ]);
    await verbs('ningbo').decide({ key: key(), ...wish });
    expect(await isClosed('yinzhou-yanglao', '2021-12-07')).toBe(false);
    expect(await isClosed('yinzhou-yanglao')).toBe(true);
    expect(await isClosed('zhenhai-binyi')).toBe(false);
    expect((await verbs('ningbo').pending()).map((it) => it.rule)).not.toContain(rule);
  });

  test('decided otherwise later, the last word counts and the first stays', async () => {
    const otherwise = decision('330200', { taken: false, from: '2021-12-10', note: '形势好转' });
    await verbs('ningbo').decide({ key: key(), decision: otherwise, counters: null });
    expect(await isClosed('yinzhou-yanglao', '2021-12-09')).toBe(true);
    expect(await isClosed('yinzhou-yanglao', '2021-12-10')).toBe(false);
    const known = (await verbs('ningbo').list({ kind: 'decision' })).map(({ value }) => value);
    expect(known).toEqual(['refused', 'temporaryClosure']);
  });

  test('without a reason, for a rule nobody decides, or by an institution there is no decision', async () => {
    const tried = (more: object) =>
      refusedWith(verbs('ningbo').decide({ key: key(), decision: decision('330200', more), counters: null }));
    await expect(tried({ note: ' ' })).rejects.toThrow('note');
    expect(await tried({ rule: 'ZJ/closure-case@1' })).toBe('wrongInput');
    expect(await tried({ unit: 'yinzhou-yanglao' })).toBe('wrongInput');
  });
});

describe('[ZJ-2.4] the first confirmed case in a county of Jiaxing (scenario 15)', () => {
  test('an asymptomatic finding triggers nothing, and is kept', async () => {
    const finding = given('330402', { kind: 'asymptomaticFinding' });
    expect((await verbs('nanhu').preview({ fact: finding, counters: null })).rows).toEqual([]);
    await record('nanhu', finding);
    expect(await isClosed('nanhu-yanglao')).toBe(false);
    expect((await verbs('nanhu').list({ kind: 'asymptomaticFinding' })).length).toBe(1);
  });

  test('closes every care home of the county at once, nothing elsewhere and no other kind', async () => {
    const before = await determinedAt(office, 'nanhu-yanglao', '2021-12-08');
    const fact = given('330402', { kind: 'confirmedCase' });
    const { rows } = await verbs('nanhu').preview({ fact, counters: null });
    expect(rows.map(({ units, kind }) => [kind, units.map(({ id }) => id)])).toEqual([
      ['elderCare', ['nanhu-yanglao', 'nanhu-yanglao-2']],
    ]);
    expect(await isClosed('nanhu-yanglao')).toBe(false);
    await record('nanhu', fact);
    for (const [unit, closed] of [
      ['nanhu-yanglao', true],
      ['nanhu-yanglao-2', true],
      ['nanhu-ertong', false],
      ['haiyan-yanglao', false],
    ] as const)
      expect([unit, await isClosed(unit)]).toEqual([unit, closed]);
    expect(await isClosed('nanhu-yanglao', '2021-12-07')).toBe(false);
    const facts = await factsAt(office, 'nanhu-yanglao');
    expect(replays(before.text, packs, facts)).toBe(true);
    expect(await isClosed('nanhu-yanglao', '2021-12-08', before.clocks.knownAt)).toBe(false);
  });

  test('lifted, the homes open on the day named and an older receipt still says what it said', async () => {
    const before = await determinedAt(office, 'nanhu-yanglao', '2021-12-20');
    const [known] = await verbs('nanhu').list({ kind: 'confirmedCase' });
    const wish = { fact: known?.id ?? '', from: '2021-12-20' };
    const { rows } = await verbs('nanhu').previewLift(wish);
    expect(rows.map(({ from, loses, count }) => [from, loses[0]?.basis[0]?.id, count])).toEqual([
      ['2021-12-20', 'ZJ-2.4', 2],
    ]);
    const lift = { key: key(), version: 1, ...wish };
    expect(await refusedWith(verbs('jiaxing').lift({ ...lift, key: key(), from: '2021-12-07' }))).toBe('wrongDay');
    expect(await refusedWith(verbs('nanhu').lift({ ...lift, key: key(), version: 9 }))).toBe('stale');
    await verbs('nanhu').lift(lift);
    expect(await isClosed('nanhu-yanglao', '2021-12-19')).toBe(true);
    expect(await isClosed('nanhu-yanglao', '2021-12-20')).toBe(false);
    expect(await refusedWith(verbs('nanhu').lift({ ...lift, key: key() }))).toBe('stale');
    expect(replays(before.text, packs, await factsAt(office, 'nanhu-yanglao'))).toBe(true);
  });

  test('recorded late, it holds for the days it tells of and changes no knowledge of before', async () => {
    const { clocks } = await determinedAt(office, 'haiyan-yanglao', '2021-12-09');
    const haiyan = await appoint(office, 'countyClerk', '330424');
    const fact = given('330424', { kind: 'confirmedCase', from: '2021-12-07', until: '2021-12-10' });
    await office.as(haiyan).facts.record({ key: key(), fact, counters: null });
    expect(await isClosed('haiyan-yanglao', '2021-12-07')).toBe(true);
    expect(await isClosed('haiyan-yanglao', '2021-12-09')).toBe(true);
    expect(await isClosed('haiyan-yanglao', '2021-12-10')).toBe(false);
    expect(await isClosed('haiyan-yanglao', '2021-12-09', clocks.knownAt)).toBe(false);
  });
});

describe('only by those entitled, and only of their own region', () => {
  const risk = (more: Partial<FactInput>) => given('330212', { kind: 'risk', value: 'high', ...more });

  test.each<[string, Partial<FactInput>, string, string]>([
    ['a region of another county', { region: '330211' }, 'wrongInput', 'region:outside'],
    ['the city above', { region: '330200' }, 'wrongInput', 'region:outside'],
    ['a region that never was', { region: '330299' }, 'wrongInput', 'region:unknown'],
    ['a level there is none of', { value: 'extreme' }, 'wrongInput', 'value:fact'],
    ['a level of nothing', { value: null }, 'wrongInput', 'value:fact'],
    ['an end before the beginning', { until: '2021-12-08' }, 'wrongInput', 'until:fact'],
    ['an order about nothing a notice knows', { kind: 'hqOrder', value: 'weather' }, 'wrongInput', 'value:fact'],
    ['a rule that is no choice', { kind: 'switch', value: null, rule: 'ZJ/closure-case@1' }, 'wrongInput', 'rule:fact'],
  ])('%s is refused', async (_, change, refused, field) => {
    const refusal = await refusalOf(record('yinzhou', risk(change)));
    expect(refusal).toMatchObject({ refused, facts: { fields: expect.arrayContaining([field]) as unknown } });
  });

  test('an institution, an auditor and an administrator record nothing', async () => {
    for (const [role, unit] of [
      ['institutionManager', 'yinzhou-yanglao'],
      ['auditor', '330212'],
      ['systemAdministrator', '330212'],
    ] as const) {
      const actor = await appoint(office, role, unit);
      const tried = office.as(actor).facts.record({ key: key(), fact: risk({}), counters: null });
      expect([role, await refusedWith(tried)]).toEqual([role, 'notAllowed']);
    }
  });

  test('a level below overrides one above, and one is recorded once for one key', async () => {
    const [one, twice] = [key(), risk({ value: 'medium' })];
    await record('ningbo', given('330200', { kind: 'risk', value: 'low' }));
    const again = await Promise.all(
      [1, 2].map(() => verbs('yinzhou').record({ key: one, fact: twice, counters: null })),
    );
    expect(again[0]).toEqual(again[1]);
    expect((await determinedAt(office, 'yinzhou-yanglao', '2021-12-08')).receipt.risk).toBe('medium');
    expect((await determinedAt(office, 'zhenhai-yanglao', '2021-12-08')).receipt.risk).toBe('low');
    expect((await determinedAt(office, 'nanhu-yanglao', '2021-12-08')).receipt.risk).toBeNull();
  });
});

describe('a care home in Daxing’anling (scenario 12)', () => {
  const closedOn = async (days: readonly string[]) =>
    Object.fromEntries(await Promise.all(days.map(async (day) => [day, await isClosed('songtao', day)] as const)));

  test('[DX-2.2.1] is closed in phase 2 and in no other without an order', async () => {
    await setClock(office, '2022-01-29T10:00:00+08:00');
    expect(await closedOn(['2022-01-30', '2022-01-31', '2022-02-25', '2022-02-26'])).toEqual({
      ...{ '2022-01-30': false, '2022-01-31': true, '2022-02-25': true, '2022-02-26': false },
    });
  });

  test('[DX-3.1.2] is closed on an order of the headquarters, to residents and staff as well, while it holds', async () => {
    const order = { kind: 'hqOrder', value: 'elderCareInstitution', from: '2022-01-29', until: '2022-01-31' } as const;
    await record('daxinganling', given('232700', { ...order, region: '232761' }));
    expect(await closedOn(['2022-01-28', '2022-01-29', '2022-01-30'])).toEqual({
      ...{ '2022-01-28': false, '2022-01-29': true, '2022-01-30': true },
    });
    const { rules } = await determinedAt(office, 'songtao', '2022-01-30');
    expect(rules.find(({ clauses }) => clauses.includes('DX-3.1.2'))?.requirement).toMatchObject({
      bars: ['careHomeResident', 'staff', 'visitor'],
    });
    expect(await isClosed('beihai', '2022-01-30')).toBe(false);
  });

  test('[DX-2.1.2] a visitor from a risk area is refused in phase 1, whoever would let them in', async () => {
    const { rules } = await determinedAt(office, 'songtao', '2022-01-30');
    expect(rules.find(({ clauses }) => clauses.includes('DX-2.1.2'))).toMatchObject({
      modality: 'mustNot',
      requirement: { kind: 'gate', refuses: expect.arrayContaining(['fromRiskArea']) as unknown },
    });
  });
});

describe('a fact sets going what its clause says and nothing else', () => {
  const day = '2022-01-29';
  beforeAll(() => setClock(office, `${day}T11:00:00+08:00`));
  const rulesAt = async (unit: string) => (await determinedAt(office, unit, day)).rules.map(({ id }) => id);

  /** The rules that a fact adds at each of these units. */
  async function gained(who: keyof typeof staff, fact: FactInput, units: readonly string[]) {
    const before = await Promise.all(units.map(rulesAt));
    await record(who, { ...fact, from: day });
    const after = await Promise.all(units.map(rulesAt));
    return units.map((unit, index) => [unit, after[index]?.filter((id) => before[index]?.includes(id) === false)]);
  }

  test('[DX-3.2.11] what a county may do is switched on there, not in the next', async () => {
    const fact = given('232721', { kind: 'switch', rule: 'DX/case-by-case@1' });
    expect(await gained('huma', fact, ['232721', '232761', 'songtao'])).toEqual([
      ['232721', ['DX/case-by-case@1']],
      ['232761', []],
      ['songtao', []],
    ]);
  });

  test('[DX-3.3.7] an outbreak shuts the villages of its county, no office and no home', async () => {
    const clocks = { factsAt: day, lawAt: day, knownAt: '9999-12-31T23:59' };
    const villageAt = async (region: string) =>
      determine(packs, { region, kind: 'village' }, clocks, await factsAt(office, '232700')).rules.map(({ id }) => id);
    const before = await villageAt('232721');
    const fact = given('232721', { kind: 'outbreak' });
    expect(await gained('huma', fact, ['232721', '232700', 'songtao'])).toEqual([
      ['232721', []],
      ['232700', []],
      ['songtao', []],
    ]);
    expect((await villageAt('232721')).filter((id) => !before.includes(id))).toEqual(['DX/lockdown-on-outbreak@1']);
    expect(await villageAt('232761')).not.toContain('DX/lockdown-on-outbreak@1');
  });

  test('[ZJ-4.2] the status of communities asks the measures of that status of the bureau, and nothing of a home', async () => {
    const fact = given('330402', { kind: 'communityStatus', value: 'caseOrOutbreak' });
    expect(await gained('nanhu', fact, ['330402', '330400', 'nanhu-yanglao'])).toEqual([
      ['330402', ['ZJ/community-case-or-outbreak@1']],
      ['330400', []],
      ['nanhu-yanglao', []],
    ]);
  });
});
