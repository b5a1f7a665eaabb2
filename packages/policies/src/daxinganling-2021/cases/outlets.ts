import type { Case, CaseOf } from '@anmin/domain/measures/case';
import { telling } from '../../telling.ts';

const { unset, staffed, gate } = telling('2022-03-15T12:00');

type Findings = CaseOf<'ladder'>['given']['findings'];

const first = { at: '2022-01-10T10:00', passed: false };
const second = { at: '2022-01-13T11:00', passed: false };
const third = { at: '2022-01-20T11:00', passed: false };

const ladder = (
  name: string,
  scenario: number,
  findings: Findings,
  at: string,
  then: 'met' | 'due' | 'breached',
  missing: readonly string[],
  education = 0,
  decided = false,
): Case => ({
  rule: 'DX/outlet-ladder@1',
  name,
  kind: 'ladder',
  given: { findings, records: { education }, decided },
  at,
  then,
  missing,
  scenario,
});

const visits = (
  rule: string,
  days: readonly string[],
  at: string,
  then: 'met' | 'due' | 'breached',
  name: string,
): Case => ({
  rule,
  name,
  kind: 'cadence',
  given: {
    subjects: ['outlet'],
    done: days.map((day) => ({ who: 'outlet', at: `${day}T10:00`, items: [] })),
    since: '2022-01-03',
  },
  at,
  then,
  missing: then === 'met' ? [] : ['outlet'],
  scenario: 4,
});

const [patrols, spotChecks] = ['DX/patrols@1', 'DX/spot-checks@1'];
const sunday = '2022-01-09T23:59';
const monday = '2022-01-10T00:00';

/** Welfare-lottery outlets. */
export const outletCases: readonly Case[] = [
  ...unset('DX/outlet-checklist@1'),
  ...gate('DX/outlet-gate@1', { checks: ['healthCode', 'travelCode'] }),
  ...unset('DX/patrol-circular@1'),
  ...staffed('DX/outlet-supervisor@1', ['outletSupervisor']),

  visits(patrols, [], sunday, 'due', 'a week without patrol is short only when it is over'),
  visits(patrols, [], monday, 'breached', 'and then it is'),
  visits(patrols, ['2022-01-03'], sunday, 'met', 'one patrol is enough'),
  visits(patrols, ['2022-01-02'], monday, 'breached', 'one of the Sunday before is not'),
  visits(spotChecks, ['2022-01-05'], sunday, 'due', 'one spot check is short'),
  visits(spotChecks, ['2022-01-05'], monday, 'breached', 'and stays so when the week is over'),
  visits(spotChecks, ['2022-01-03', '2022-01-09'], sunday, 'met', 'two spot checks are enough'),

  ladder('no finding asks nothing', 1, [], first.at, 'met', []),
  ladder('the first failed finding shuts the terminal at once', 1, [first], first.at, 'breached', ['terminalShutdown']),
  ladder('for three days', 1, [first], '2022-01-13T09:59', 'breached', ['terminalShutdown']),
  ladder('after which a re-check is due', 1, [first], '2022-01-13T10:00', 'due', ['recheck']),
  ladder(
    'a passed re-check reopens',
    2,
    [first, { at: '2022-01-13T11:00', passed: true }],
    '2022-01-13T11:00',
    'met',
    [],
  ),
  ladder('a failed one shuts it again', 2, [first, second], second.at, 'breached', ['terminalShutdown']),
  ladder('for seven days', 2, [first, second], '2022-01-20T10:59', 'breached', ['terminalShutdown']),
  ladder('after which a re-check is due again', 2, [first, second], '2022-01-20T11:00', 'due', ['recheck']),
  ladder('the third needs education on file', 3, [first, second, third], third.at, 'due', ['education']),
  ladder('one record is not repeated education', 3, [first, second, third], third.at, 'due', ['education'], 1),
  ladder(
    'two are, and the prefecture lottery centre decides',
    3,
    [first, second, third],
    third.at,
    'due',
    ['prefectureLotteryCentre'],
    2,
  ),
  ladder('its decision alone revokes', 3, [first, second, third], third.at, 'breached', ['revokeLicence'], 2, true),
];
