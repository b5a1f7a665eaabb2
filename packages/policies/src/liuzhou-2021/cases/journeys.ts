import type { Case, CaseOf } from '@anmin/domain/measures/case';

const entry = 'LIU/unvaccinated-entry@1';

/** The traveller, the visitor at the door, the days after a dose: scenarios 16, 17 and 9. */
export const journeys: Case[] = [
  back('both told after exactly 12 hours', ['unit', '20:00'], ['community', '20:00'], 'met', []),
  back('both told a minute later', ['unit', '20:01'], ['community', '20:01'], 'breached', ['unit', 'community']),
  back('both told after 13 hours', ['unit', '21:00'], ['community', '21:00'], 'breached', ['unit', 'community']),
  back('only the unit told in time', ['unit', '20:00'], null, 'breached', ['community']),
  back('only the community told in time', null, ['community', '20:00'], 'breached', ['unit']),
  {
    rule: 'LIU/return-report@1',
    name: 'nobody told yet, at the twelfth hour',
    kind: 'deadline',
    given: { event: '2021-08-15T08:00', done: [] },
    at: '2021-08-15T20:00',
    then: 'due',
    missing: ['unit', 'community'],
    scenario: 16,
  },
  {
    rule: 'LIU/return-report@1',
    name: 'nobody came back',
    kind: 'deadline',
    given: { event: null, done: [] },
    at: '2021-08-15T20:00',
    then: 'met',
  },
  atTheDoor('an unvaccinated visitor is refused', ['unvaccinated'], [], null, 'breached', ['unvaccinated']),
  atTheDoor('with contraindication he is admitted', ['unvaccinated'], ['contraindication'], null, 'met', []),
  atTheDoor('another excuse does not admit him', ['unvaccinated'], ['hurry'], null, 'breached', ['unvaccinated']),
  atTheDoor('a manager may admit him with a stored reason', ['unvaccinated'], [], '探视病危亲属', 'met', []),
  atTheDoor('a vaccinated visitor passes', [], [], null, 'met', []),
  followUp('the day after is due', [], '2021-08-19T10:00', 'due', ['2021-08-19']),
  followUp('the first day is missed on the second', [], '2021-08-20T00:00', 'breached', ['2021-08-19']),
  followUp('the second day is missed on the third', ['2021-08-19'], '2021-08-21T09:00', 'breached', ['2021-08-20']),
  followUp('the third day is missed on the fourth', ['2021-08-19', '2021-08-20'], '2021-08-22T00:00', 'breached', [
    '2021-08-21',
  ]),
  followUp(
    'three days in a row, and no fourth',
    ['2021-08-19', '2021-08-20', '2021-08-21'],
    '2021-08-25T09:00',
    'met',
    [],
  ),
];

function back(
  name: string,
  unit: readonly [string, string] | null,
  community: readonly [string, string] | null,
  then: Case['then'],
  missing: readonly string[],
): CaseOf<'deadline'> {
  const done = [unit, community]
    .filter((it) => it !== null)
    .map(([to, time]) => ({ to, at: `2021-08-15T${time}`, signed: false }));
  const given = { event: '2021-08-15T08:00', done };
  return {
    rule: 'LIU/return-report@1',
    name,
    kind: 'deadline',
    given,
    at: '2021-08-15T22:00',
    then,
    missing,
    scenario: 16,
  };
}

function atTheDoor(
  name: string,
  found: readonly string[],
  exemptions: readonly string[],
  override: string | null,
  then: Case['then'],
  missing: readonly string[],
): CaseOf<'gate'> {
  const given = { answers: { checks: [], found, exemptions, override } };
  return { rule: entry, name, kind: 'gate', given, at: '2021-08-15T10:00', then, missing, scenario: 17 };
}

function followUp(
  name: string,
  visits: readonly string[],
  at: string,
  then: Case['then'],
  missing: readonly string[],
): CaseOf<'deadline'> {
  const done = visits.map((day) => ({ to: null, at: `${day}T10:00`, signed: false }));
  return {
    rule: 'LIU/follow-up@1',
    name,
    kind: 'deadline',
    given: { event: '2021-08-18T10:00', done },
    at,
    then,
    missing,
    scenario: 9,
  };
}
