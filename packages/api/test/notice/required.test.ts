import type { StaffActor } from '@anmin/api/trpc';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openOffice, type TestOffice } from '../../../../tooling/test/office.ts';
import { appoint } from '../isolation/neighbours.ts';
import { refusedWith } from '../refused.ts';

let office: TestOffice;
let clerk: StaffActor;
beforeAll(async () => {
  office = await openOffice({ clock: '2022-05-16T08:31:00+08:00' });
  clerk = await appoint(office, 'institutionStaff', 'jiagedaqi');
});
afterAll(() => office.close());

type Asked = Parameters<ReturnType<TestOffice['as']>['measures']['required']>[0];
const required = (change: Partial<Asked>) =>
  office
    .as(clerk)
    .measures.required({ region: '镇海区', kind: 'elderCare', on: '2021-12-08', facts: null, known: null, ...change });
const statesOf = async (change: Partial<Asked>, rule: RegExp) =>
  ((await required(change)).found?.findings ?? []).filter(({ id }) => rule.test(id)).map(({ state }) => state);

describe('what applied anywhere on any day', () => {
  test('[ZJ-2.2] a care home of Zhenhai was closed on 7 December 2021 without any case, and a funeral home was not', async () => {
    expect(await statesOf({ on: '2021-12-07' }, /^ZJ\/closure-named/)).toEqual(['holds']);
    expect(await statesOf({ on: '2021-12-06' }, /^ZJ\/closure/)).toEqual([]);
    expect(await statesOf({ kind: 'funeral' }, /^ZJ\/closure-named/)).toEqual([]);
  });

  test('[ZJ-2.3] in another county of Ningbo the city has to decide, and nothing happens by itself', async () => {
    expect(await statesOf({ region: '330212' }, /^ZJ\/closure-decided/)).toEqual(['pending']);
  });

  test('[SX-5.2] an easing for medium risk is found at medium risk only', async () => {
    const shangdang = { region: '140404', kind: 'bureau', on: '2021-08-10' } as const;
    const eased = async (facts: Asked['facts']) => (await statesOf({ ...shangdang, facts }, /^SX\//)).length;
    expect(await eased('medium')).toBeGreaterThan(await eased('low'));
    expect(await eased('low')).toBe(await eased(null));
  });

  test('every finding names its notice, its clause and its words', async () => {
    const { found } = await required({});
    for (const { clauses, notice, state } of found?.findings ?? []) {
      expect(clauses).not.toEqual([]);
      expect(notice.title).not.toBe('');
      expect(state).toBeDefined();
    }
    expect(found?.receipt).toContain(found?.hash);
  });

  test('no two regions bind each other: a rule of Liuzhou is never found in Lanzhou', async () => {
    const { found } = await required({ region: '620102', on: '2022-01-05' });
    expect(new Set(found?.findings.map(({ notice }) => notice.id))).toEqual(new Set(['LAN']));
  });

  test('a name of several regions asks which, and no name finds none', async () => {
    expect(await required({ region: '西湖区' })).toMatchObject({
      found: null,
      regions: [{ code: '330106' }, { code: '360103' }],
    });
    expect(await required({ region: '没有这里' })).toEqual({ found: null, regions: [] });
  });
});

describe('the notices', () => {
  test('are listed with what they hold, and shown clause by clause with what carries each', async () => {
    const notices = await office.as(clerk).measures.notices();
    expect(notices.filter(({ standing }) => !standing).map(({ id, clauses }) => [id, clauses])).toEqual([
      ['DX', 84],
      ['ZJ', 26],
      ['LAN', 59],
      ['SX', 39],
      ['LIU', 47],
    ]);
    const shown = await office.as(clerk).measures.notice({ notice: 'SX' });
    expect(shown.forwardings).toHaveLength(1);
    expect(shown.clauses.filter(({ kind, rules }) => kind === 'rule' && rules.length === 0)).toEqual([]);
  });

  test('one nobody issued is not found', async () => {
    expect(await refusedWith(office.as(clerk).measures.notice({ notice: 'XX' }))).toBe('notFound');
  });
});
