import { faultsOf, type Fault } from '@anmin/domain/measures/check';
import { packSchema, type Pack, type RuleVersion } from '@anmin/domain/measures/notice';
import { fullNameOf, isWithin, regionOn } from '@anmin/domain/regions/region';
import { describe, expect, test } from 'vitest';
import { packs } from './packs.ts';

const named = packs.map((pack) => [pack.notice.id, pack] as const);

describe.each(named)('the pack %s', (_, pack) => {
  test('is sound', () => {
    expect(faultsOf(pack)).toEqual([]);
  });

  test('cites clauses of its own notice', () => {
    const known = pack.clauses.map(({ id }) => id);
    for (const { clauses } of pack.rules) {
      expect(clauses).not.toEqual([]);
      expect(known).toEqual(expect.arrayContaining(clauses));
    }
  });

  test('names regions that exist while it binds', () => {
    const codes = [pack.notice.region, ...pack.rules.map(({ scope }) => scope.region)];
    for (const code of codes.filter((it) => it !== null)) {
      expect(fullNameOf(code)).toBeDefined();
      for (const { from } of pack.rules) expect(regionOn(code, from)).toBeDefined();
    }
  });

  test('binds nobody outside the region of its notice', () => {
    const { region } = pack.notice;
    for (const { scope } of pack.rules)
      expect(region === null || (scope.region !== null && isWithin(scope.region, region))).toBe(true);
  });

  test.each(mutants())('$name is found', ({ mutate, fault }) => {
    const mutant = packSchema.parse(pack);
    const at = mutate(mutant);
    expect(faultsOf(mutant)).toContainEqual({ fault, at });
  });
});

describe('all packs together', () => {
  test.each([
    ['clause', packs.flatMap((pack) => pack.clauses.map(({ id }) => id))],
    ['rule', packs.flatMap((pack) => pack.rules.map(({ id }) => id))],
    ['notice', packs.map(({ notice }) => notice.id)],
  ])('give every %s an id of its own', (_, ids) => {
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });
});

type Mutant = {
  readonly name: string;
  readonly fault: Fault['fault'];
  /** Breaks the pack and says where. */
  readonly mutate: (pack: Pack) => string;
};

function mutants(): Mutant[] {
  return [
    {
      name: 'a rule without a citation',
      fault: 'shape',
      mutate: (pack) => ((firstOf(pack).clauses = []), 'rules.0.clauses'),
    },
    {
      name: 'a requirement of no known kind',
      fault: 'shape',
      mutate: (pack) => (Object.assign(firstOf(pack).requirement, { kind: 'wish' }), 'rules.0.requirement.kind'),
    },
    {
      name: 'a day that does not exist',
      fault: 'shape',
      mutate: (pack) => ((firstOf(pack).from = '2022-02-30'), 'rules.0.from'),
    },
    {
      name: 'a word beside the known ones',
      fault: 'shape',
      mutate: (pack) => (Object.assign(firstOf(pack), { override: true }), 'rules.0'),
    },
    {
      name: 'a citation of an unknown clause',
      fault: 'uncited',
      mutate: (pack) => ((firstOf(pack).clauses = ['XX-9.9']), firstOf(pack).id),
    },
    {
      name: 'an interval without a day',
      fault: 'reversed',
      mutate: (pack) => ((firstOf(pack).until = firstOf(pack).from), firstOf(pack).id),
    },
    {
      name: 'an interval that ends before it begins',
      fault: 'reversed',
      mutate: (pack) => ((firstOf(pack).until = '2000-01-01'), firstOf(pack).id),
    },
    { name: 'a rule twice', fault: 'twice', mutate: (pack) => (pack.rules.push(firstOf(pack)), firstOf(pack).id) },
    {
      name: 'a clause twice',
      fault: 'twice',
      mutate: (pack) => {
        const [clause] = pack.clauses;
        if (clause !== undefined) pack.clauses.push(clause);
        return clause?.id ?? '';
      },
    },
    {
      name: 'a clause that asks for a rule and has none',
      fault: 'idle',
      mutate: (pack) => (pack.clauses.push({ id: 'XX-1', place: '', kind: 'rule', summary: '' }), 'XX-1'),
    },
  ];
}

function firstOf({ rules: [rule] }: Pack): RuleVersion {
  if (rule === undefined) throw new RangeError('a pack without rules');
  return rule;
}
