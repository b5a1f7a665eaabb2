import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

type Account = {
  readonly totals: { readonly clauses: number; readonly accounted: number; readonly carried: number };
  readonly clauses: readonly { readonly id: string; readonly carried: boolean; readonly open?: string }[];
};

const root = join(import.meta.dirname, '../..');

test(
  'every clause of the five notices has its place, and changed rules are found by their tests',
  { timeout: 180_000 },
  async () => {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, ['tooling/clauses.ts', '--json'], {
      cwd: root,
      maxBuffer: 10_000_000,
    });
    const { totals, clauses } = JSON.parse(stdout) as Account;
    expect(clauses).toHaveLength(255);
    expect(totals).toMatchObject({ clauses: 255, accounted: 255 });
    expect(clauses.filter(({ open }) => open !== undefined && !open.startsWith('orders nothing'))).toEqual([]);
    const [, share] = /\((\d+\.\d) %\)/.exec(stderr) ?? [];
    expect(Number(share), stderr).toBeGreaterThanOrEqual(95);
  },
);
