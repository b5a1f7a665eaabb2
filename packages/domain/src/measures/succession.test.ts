import { expect, test } from 'vitest';
import { determine, replays, writeReceipt } from './determine.ts';
import { impactOf } from './impact.ts';
import { inForce } from './in-force.ts';
import { packSchema, type Pack } from './notice.ts';
import { withEnds } from './succession.ts';

const home = { region: '330402', kind: 'elderCare' } as const;
const old = packOf({ id: 'A', issuedOn: '2021-12-01' }, '2021-12-01');
const next = packOf(
  { id: 'B', issuedOn: '2022-01-05', replaces: ['A'], enteredAt: '2022-01-07T09:00:00' },
  '2022-01-10',
);

test('a notice ends on the day its successor begins, and its rules stay as they were written', () => {
  const day = (on: string) => inForce([old, next], home, Temporal.PlainDate.from(on)).map(({ id }) => id);
  expect(day('2022-01-09')).toEqual(['A/x@1']);
  expect(day('2022-01-10')).toEqual(['B/x@1']);
  expect(withEnds([old, next]).flatMap(({ rules }) => rules.map(({ id, until }) => [id, until]))).toEqual([
    ['A/x@1', '2022-01-10'],
    ['B/x@1', null],
  ]);
  expect(old.rules[0]?.until).toBeNull();
});

test('a receipt of an earlier knowledge replays byte for byte after a notice was entered that would have replaced its rules', () => {
  const clocks = { factsAt: '2022-01-10', lawAt: '2022-01-10', knownAt: '2022-01-07T08:59' };
  const receipt = writeReceipt(determine([old], home, clocks, []).receipt);
  expect(replays(receipt, [old, next], [])).toBe(true);
  const later = determine([old, next], home, { ...clocks, knownAt: '2022-01-07T09:01' }, []);
  expect(later.receipt.findings.map(({ rule }) => rule)).toEqual(['B/x@1']);
});

test('the report of what changes tells the end of the notice replaced and what comes after it', () => {
  expect(impactOf([old], [old, next], [home], '2022-01-08', [])).toMatchObject([
    { from: '2022-01-08', changes: [{ before: { until: null }, after: { id: 'A/x@1', until: '2022-01-10' } }] },
    { from: '2022-01-10', gains: [{ id: 'B/x@1' }], loses: [{ id: 'A/x@1', until: null }] },
  ]);
});

function packOf(notice: { id: string } & Record<string, unknown>, from: string): Pack {
  return packSchema.parse({
    notice: {
      title: '通知',
      number: null,
      issuer: '厅',
      region: '330000',
      standing: false,
      ...notice,
      spans: [{ from, until: null }],
    },
    clauses: [{ id: `${notice.id}-1`, place: '一', kind: 'rule', room: 'measures', summary: '检测' }],
    rules: [
      {
        ...{ id: `${notice.id}/x@1`, clauses: [`${notice.id}-1`], from, until: null, modality: 'must' },
        scope: { region: '330000', kinds: ['elderCare'] },
        requirement: { kind: 'cadence', activity: 'test', each: 'staff', times: 1, per: 'week', items: [] },
      },
    ],
  });
}
