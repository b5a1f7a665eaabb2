import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { packs } from '@anmin/policies/packs';
import { afterAll, describe, expect, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'policies-'));
afterAll(() => rmSync(folder, { recursive: true }));

const [minute, root] = [60_000, join(import.meta.dirname, '../..')];

describe('npm run policies', () => {
  test(
    'names every fault with its file, its place and its rule, in both languages, and ends with 1',
    { timeout: minute },
    async () => {
      const files = {
        'reversed.json': noticeWith({ until: '2021-01-01' }),
        'region.json': noticeWith({ scope: { region: '990000', kinds: ['elderCare'] } }),
        'uncited.json': noticeWith({ clauses: ['N-9'] }),
        'word.json': noticeWith({ requirement: { kind: 'ledger', of: 'dragon', steps: [], fields: [] } }),
        'opposite.json': noticeWith({ scope: { region: '330211', kinds: ['elderCare'] }, requirement: closed }),
        'day.json': noticeWith({ from: '2022-02-30' }),
        'extra.json': noticeWith({ override: true }),
        'large.json': JSON.stringify({ notice: 'x'.repeat(10_000_000) }),
        'broken.json': '{"notice": ',
        'null.json': 'null',
      };
      const { code, said } = await run(
        'check',
        ...Object.entries(files).map(([name, data]) => write(name, data)),
        'none.json',
      );
      expect(code).toBe(1);
      for (const sentence of [
        'reversed.json：N/one@1：起止日期颠倒',
        'reversed.json: N/one@1: ends before it begins',
        'region.json: N/one@1: there is no such region',
        'uncited.json: N/one@1: cites a clause its notice does not have',
        'word.json: N/one@1: uses a word the vocabulary does not have',
        'opposite.json：N/one@1 (N-1)：与 ZJ/closure-named-zhenhai@1 (ZJ-2.2) 互相矛盾',
        'opposite.json: N/one@1 (N-1): orders the opposite of ZJ/closure-named-zhenhai@1 (ZJ-2.2)',
        'day.json: rules.0.from (N/one@1): missing, malformed',
        'extra.json: rules.0 (N/one@1): missing, malformed',
        'large.json：文件有 10.0 MB',
        'large.json: 10.0 MB; a notice has at most 5 MB',
        'broken.json: no JSON at',
        'null.json: notice: missing, malformed',
        'none.json: there is no such file',
        'nothing was loaded',
      ])
        expect(said).toContain(sentence);
    },
  );

  test('finds no fault in the notices of the house, nor in one beside them', { timeout: minute }, async () => {
    const own = { gathering: { zh: '聚集', en: 'gathering' } };
    const words = { requirement: { kind: 'ledger', of: 'gathering', steps: [], fields: [] } };
    const [house, beside] = [await run('check'), await run('check', write('own.json', noticeWith(words, own)))];
    expect([house.code, beside.code]).toEqual([0, 0]);
    expect(house.said).toContain(`${packs.length} notices`);
    expect(beside.said).toContain('1 files, no fault found');
  });

  test('a notice that takes the id of another is no notice beside it', { timeout: minute }, async () => {
    const { code, said } = await run('check', write('twice.json', JSON.stringify(packs.at(-1))));
    expect(code).toBe(1);
    expect(said).toMatch(/twice\.json: \S+: this id is given twice/);
  });

  test('sows faults and misses none', { timeout: minute }, async () => {
    const { code, said } = await run('sown', 'ZJ');
    expect(code).toBe(0);
    expect(said).toMatch(/\d{3,} faults sown, 0 missed/);
    expect(await run('sown', 'nothing')).toMatchObject({ code: 1 });
  });
});

const closed = {
  ...{ kind: 'status', subject: 'elderCareInstitution', state: 'closedManagement', trigger: 'citywide' },
  ...{ by: null, bars: [] },
};

function noticeWith(change: object, vocabulary?: object): string {
  return JSON.stringify({
    notice: { id: 'N', title: '通知', number: null, issuer: 'N', issuedOn: null, region: '140000', standing: false },
    clauses: [{ id: 'N-1', place: '一', kind: 'rule', room: 'measures', summary: '登记。' }],
    rules: [
      {
        id: 'N/one@1',
        clauses: ['N-1'],
        scope: { region: '140000', kinds: ['elderCare'] },
        from: '2022-01-01',
        until: null,
        modality: 'must',
        requirement: { kind: 'peakDays', days: ['2022-01-01'] },
        ...change,
      },
    ],
    vocabulary,
  });
}

function write(name: string, data: string): string {
  const file = join(folder, name);
  writeFileSync(file, data);
  return file;
}

async function run(...words: readonly string[]): Promise<{ readonly code: number | null; readonly said: string }> {
  const child = spawn(process.execPath, ['tooling/policies.ts', ...words], { cwd: root });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const [said, faults] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await ended, said: said + faults };
}
