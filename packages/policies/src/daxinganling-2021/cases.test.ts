import { standingIn } from '@anmin/domain/measures/case';
import { isDuty } from '@anmin/domain/measures/standing';
import { describe, expect, test } from 'vitest';
import { namedCases, toldBy } from '../telling.ts';
import { cases } from './cases.ts';
import { daxinganling } from './pack.ts';

const duties = daxinganling.rules.filter(({ requirement }) => isDuty(requirement));

describe('how the duties stand', () => {
  test.each(namedCases(daxinganling, cases))('%s', (_, it) => {
    expect(standingIn(daxinganling, it)).toMatchObject(toldBy(it));
  });

  test.each(duties)('$id has a case that fires and one that does not, or is not set', ({ id }) => {
    const seen = new Set(cases.filter(({ rule }) => rule === id).map(({ then }) => then));
    const fires = seen.has('breached') || seen.has('due');
    expect(seen.has('notSet') ? !fires : fires && seen.has('met')).toBe(true);
  });

  test('every clause of kind rule is told, but those of the counter alone', () => {
    const told = new Set(cases.flatMap(({ rule }) => clausesOf(rule)));
    const untold = daxinganling.clauses.filter(({ id, kind }) => kind === 'rule' && !told.has(id)).map(({ id }) => id);
    expect(untold).toEqual(['DX-2.3.2', 'DX-3.1.10', 'DX-3.1.11', 'DX-3.1.12', 'DX-3.1.14', 'DX-3.1.15']);
  });
});

function clausesOf(id: string): readonly string[] {
  return daxinganling.rules.find((rule) => rule.id === id)?.clauses ?? [];
}
