import { standingIn, type Case } from '@anmin/domain/measures/case';
import type { DutyKind } from '@anmin/domain/measures/records';
import { isDuty } from '@anmin/domain/measures/standing';
import { describe, expect, test } from 'vitest';
import { cases } from './cases.ts';
import { daxinganling } from './pack.ts';

const rows = cases.flatMap((told) => clausesOf(told.rule).map((clause) => ({ clause, ...label(told), told })));
const duties = daxinganling.rules.filter(({ requirement }) => isDuty(requirement));

describe('how the duties stand', () => {
  test.each(rows)('[$clause] $scenario$rule $name', ({ told }) => {
    expect(standingIn<DutyKind>(daxinganling, told)).toMatchObject({
      standing: told.then,
      missing: told.missing ?? [],
    });
  });

  test.each(duties)('$id has a case that fires and one that does not, or is not set', ({ id }) => {
    const seen = new Set(cases.filter(({ rule }) => rule === id).map(({ then }) => then));
    const fires = seen.has('breached') || seen.has('due');
    expect(seen.has('notSet') ? !fires : fires && seen.has('met')).toBe(true);
  });

  test('every clause of kind rule is told, but those of the counter alone', () => {
    const told = new Set(rows.map(({ clause }) => clause));
    const untold = daxinganling.clauses.filter(({ id, kind }) => kind === 'rule' && !told.has(id)).map(({ id }) => id);
    expect(untold).toEqual(['DX-2.3.2', 'DX-3.1.10', 'DX-3.1.11', 'DX-3.1.12', 'DX-3.1.14', 'DX-3.1.15']);
  });
});

function label({ rule, name, scenario }: Case) {
  return { rule, name, scenario: scenario === undefined ? '' : `(scenario ${String(scenario)}) ` };
}

function clausesOf(id: string): readonly string[] {
  return daxinganling.rules.find((rule) => rule.id === id)?.clauses ?? [];
}
