import { expect, test } from 'vitest';
import * as fc from 'fast-check';
import { requiredOf } from './determine.ts';
import { impactOf } from './impact.ts';
import { packSchema, type Pack } from './notice.ts';

const places = ['330402', '330411', '330211'].flatMap((region) =>
  (['elderCare', 'funeral'] as const).map((kind) => ({ region, kind })),
);
const [home] = places;

test('a version that begins later changes what it follows, from its first day on', () => {
  const before = [packOf(rule('A/x@1', '2021-12-07', null))];
  const after = [packOf(rule('A/x@1', '2021-12-07', '2022-01-10'), rule('A/x@2', '2022-01-10', null, 3))];
  expect(impactOf(before, after, home === undefined ? [] : [home], '2022-01-01', [])).toMatchObject([
    {
      from: '2022-01-01',
      gains: [],
      loses: [],
      changes: [{ before: { until: null }, after: { until: '2022-01-10' } }],
    },
    { from: '2022-01-10', changes: [{ before: { id: 'A/x@1' }, after: { id: 'A/x@2' } }] },
  ]);
});

test('nothing changes, nothing is told', () => {
  const packs = [packOf(rule('A/x@1', '2021-12-07', null))];
  expect(impactOf(packs, [packOf(rule('A/x@1', '2021-12-07', null))], places, '2022-01-01', [])).toEqual([]);
});

const days = fc
  .integer({ min: 0, max: 40 })
  .map((day) => Temporal.PlainDate.from('2022-01-01').add({ days: day }).toString());
const anyRule = fc.record({
  name: fc.constantFrom('A/x', 'A/y', 'A/z'),
  version: fc.constantFrom(1, 2),
  from: days,
  length: fc.option(fc.integer({ min: 1, max: 20 })),
  times: fc.constantFrom(1, 2),
  region: fc.constantFrom('330000', '330400', '330211'),
  kinds: fc.constantFrom(['elderCare'], ['elderCare', 'funeral']),
});
const anyPack = fc
  .uniqueArray(anyRule, { maxLength: 5, selector: ({ name, version }) => `${name}@${version.toString()}` })
  .map((rules) =>
    packOf(
      ...rules.map(({ name, version, from, length, times, region, kinds }) => ({
        ...rule(
          `${name}@${version.toString()}`,
          from,
          length === null ? null : Temporal.PlainDate.from(from).add({ days: length }).toString(),
          times,
        ),
        scope: { region, kinds },
      })),
    ),
  );

test('equals brute force: the sets of every day before and after', () => {
  fc.assert(
    fc.property(anyPack, anyPack, (one, other) => {
      const told = impactOf([one], [other], places, '2022-01-01', []);
      for (let day = 0; day < 65; day++) {
        const on = Temporal.PlainDate.from('2022-01-01').add({ days: day }).toString();
        const clocks = { factsAt: on, lawAt: on, knownAt: '9999-12-31T23:59' };
        const [were, are] = [requiredOf([one], places, clocks, []), requiredOf([other], places, clocks, [])];
        places.forEach((place, index) => {
          const now = told.findLast((impact) => impact.place === place && impact.from <= on);
          const texts = (rules: readonly unknown[] = []) => rules.map((it) => JSON.stringify(it)).sort();
          const [gone, come] = [texts(were[index]), texts(are[index])];
          expect(texts([...(now?.loses ?? []), ...(now?.changes.map(({ before }) => before) ?? [])])).toEqual(
            gone.filter((it) => !come.includes(it)),
          );
          expect(texts([...(now?.gains ?? []), ...(now?.changes.map(({ after }) => after) ?? [])])).toEqual(
            come.filter((it) => !gone.includes(it)),
          );
        });
      }
    }),
    { numRuns: 40 },
  );
});

function rule(id: string, from: string, until: string | null, times = 1) {
  return {
    id,
    clauses: ['A-1'],
    scope: { region: '330000', kinds: ['elderCare'] },
    from,
    until,
    modality: 'must',
    requirement: { kind: 'cadence', activity: 'test', each: 'staff', times, per: 'week', items: [] },
  };
}

function packOf(...rules: unknown[]): Pack {
  return packSchema.parse({
    notice: { id: 'A', title: '通知', number: null, issuer: '厅', issuedOn: null, region: '330000', standing: false },
    clauses: [{ id: 'A-1', place: '一', kind: 'rule', room: 'measures', summary: '检测' }],
    rules,
  });
}
