import { describe, expect, test } from 'vitest';
import { grantsOf, unitsFor, type Lent, type Post } from './grants.ts';
import { abilities, heldTogether, roles, termsOf, type Ability } from './roles.ts';
import { unitsUnder, type Membership } from './units.ts';

const since = Temporal.PlainDate.from('2002-01-01');
const moved = Temporal.PlainDate.from('2022-06-01');
const before = Temporal.PlainDate.from('2022-05-31');

/** Songling is a district of Jiagedaqi until June, then of Huma: its past stays where it was. */
const tree: readonly Membership[] = [
  { unit: 'prefecture', parent: 'province', from: since, until: null },
  { unit: 'jiagedaqi', parent: 'prefecture', from: since, until: null },
  { unit: 'huma', parent: 'prefecture', from: since, until: null },
  { unit: 'songling', parent: 'jiagedaqi', from: since, until: moved },
  { unit: 'songling', parent: 'huma', from: moved, until: null },
];

describe('a unit that moves', () => {
  test('stands where it stood on each day', () => {
    expect(unitsUnder(tree, 'jiagedaqi', before)).toEqual(['jiagedaqi', 'songling']);
    expect(unitsUnder(tree, 'jiagedaqi', moved)).toEqual(['jiagedaqi']);
    expect(unitsUnder(tree, 'prefecture', moved).sort()).toEqual(['huma', 'jiagedaqi', 'prefecture', 'songling']);
  });

  test('was nowhere before it began', () => {
    expect(unitsUnder(tree, 'prefecture', since.subtract({ days: 1 }))).toEqual(['prefecture']);
  });
});

describe('what somebody may do', () => {
  const clerk: Post = { role: 'institutionStaff', unit: 'mohe', parent: '232701' };
  const section: Post = { role: 'sectionClerk', unit: '232700-shehui', parent: '232700' };

  test('a role counts at its unit; a section’s clerk works for the bureau the section belongs to', () => {
    expect(unitsFor(grantsOf([clerk], []), 'counter.serve')).toEqual(['mohe']);
    expect(unitsFor(grantsOf([section], []), 'counter.serve')).toEqual(['232700']);
    expect(unitsFor(grantsOf([clerk, section], []), 'counter.serve')).toEqual(['mohe', '232700']);
    expect(unitsFor(grantsOf([clerk], []), 'closures.make')).toEqual([]);
  });

  test.each<[string, Partial<Lent>, string[]]>([
    ['while its giver may do the act there', {}, ['mohe']],
    ['by a section’s clerk for what the bureau covers', { giverRole: 'sectionClerk', covered: false }, ['mohe']],
    ['not when the unit has left the giver’s', { covered: false, coveredByParent: true }, []],
    ['not when the giver has another role by now', { giverRole: 'dutyOfficer' }, []],
  ])('a delegation counts %s', (_, change, units) => {
    const lent: Lent = {
      ...{ id: 'd1', ability: 'closures.make', unit: 'mohe', giverRole: 'institutionManager' },
      ...{ covered: true, coveredByParent: true, ...change },
    };
    const grants = grantsOf([], [lent]);
    expect(unitsFor(grants, 'closures.make')).toEqual(units);
    expect(grants.map(({ delegation }) => delegation)).toEqual(units.map(() => 'd1'));
  });
});

describe('duties are kept apart', () => {
  test('[A20] the auditor writes nothing', () => {
    expect(termsOf.auditor.abilities.filter((it) => !it.endsWith('.see'))).toEqual([]);
  });

  test('the system administrator sees no business', () => {
    const business = abilities.filter((it) =>
      /^(counter|plans|closures|feedback|measures|facts|notices|gate)\./.test(it),
    );
    expect(termsOf.systemAdministrator.abilities.filter((it: Ability) => business.includes(it))).toEqual([]);
  });

  test('neither is held together with another role', () => {
    for (const role of roles) {
      expect(heldTogether([role])).toBe(true);
      if (role !== 'auditor') expect(heldTogether(['auditor', role])).toBe(false);
      if (role !== 'systemAdministrator') expect(heldTogether([role, 'systemAdministrator'])).toBe(false);
    }
    expect(heldTogether(['institutionManager', 'dutyOfficer'])).toBe(true);
  });
});
