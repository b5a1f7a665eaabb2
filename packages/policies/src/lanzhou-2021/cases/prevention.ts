import type { Case } from '@anmin/domain/measures/case';
import { telling } from '../../telling.ts';

const { tell, list, unset, untimed, onlyAfter, staffed, state, gate, before, refused } = telling('2022-01-10T09:00');

const general: Case[] = [
  ...staffed('LAN/four-parties@1', [
    'territorialResponsible',
    'departmentResponsible',
    'unitResponsible',
    'individualResponsible',
  ]),
  ...unset('LAN/self-check@1'),
  ...list('LAN/self-check-items@1', ['rectified']),
  ...unset('LAN/pre-holiday-education@1'),
];

const travel: Case[] = [
  ...gate('LAN/trip-ban-risk-city@1', { refuses: ['travelsToRiskCity'] }),
  ...gate('LAN/trip-ban-symptoms@1', { refuses: ['fever', 'yellowCode'], exempt: ['infectionRiskExcluded'] }),
  ...before('LAN/leave-city-approval@1', ['approve']),
  ...list('LAN/leave-city-bureau-staff@1', ['tieredApproval', 'filedWithPersonnelSection']),
  ...list('LAN/leave-city-leadership@1', ['tieredApproval', 'filedWithPersonnelSection']),
  ...list('LAN/leave-city-unit-staff@1', ['signedByPrincipal', 'keptByPersonnelSection']),
  ...untimed('LAN/symptom-report@1', ['unit']),
  ...onlyAfter('LAN/symptom-report@1'),
  ...gate('LAN/no-return-while-ill@1', { refuses: ['ill'] }),
  ...untimed('LAN/exposure-report@1', ['unit', 'community']),
  ...onlyAfter('LAN/exposure-report@1'),
  ...list('LAN/exposure-monitoring@1', ['homeQuarantine', 'healthMonitoring']),
];

const held = (scenario: number, rule: string, size: number, then: Case['then'], ...missing: string[]): Case[] =>
  tell(rule, 'threshold', [
    { name: `stands so at ${String(size)}`, given: { size, done: [], at: '2022-01-20T09:00' }, then, missing },
  ]).map((it) => ({ ...it, scenario }));

const gatherings: Case[] = [
  ...before('LAN/strict-temple-fair@1', ['giveReason', 'approve']),
  ...before('LAN/strict-performance@1', ['giveReason', 'approve']),
  ...before('LAN/strict-promotion@1', ['giveReason', 'approve']),
  ...before('LAN/meeting-online-first@1', ['giveReason']),
  ...before('LAN/gathering-max@1', ['giveReason'], 51),
  ...held(19, 'LAN/gathering-max@1', 49, 'met'),
  ...held(19, 'LAN/gathering-max@1', 50, 'met'),
  ...held(19, 'LAN/gathering-max@1', 51, 'due', 'giveReason'),
  ...before('LAN/gathering-plan@1', ['plan', 'file'], 50),
  ...held(19, 'LAN/gathering-plan@1', 49, 'met'),
  ...held(19, 'LAN/gathering-plan@1', 50, 'due', 'plan', 'file'),
  ...held(19, 'LAN/gathering-plan@1', 51, 'due', 'plan', 'file'),
  ...refused('LAN/none-group-greeting@1'),
  ...refused('LAN/none-condolence@1'),
  ...refused('LAN/none-gala@1'),
  ...refused('LAN/none-annual-party@1'),
  ...refused('LAN/none-group-dinner@1'),
  ...before('LAN/banquet-report@1', ['report'], 5),
  ...held(18, 'LAN/banquet-report@1', 4, 'met'),
  ...held(18, 'LAN/banquet-report@1', 5, 'due', 'report'),
  ...held(18, 'LAN/gathering-plan@1', 45, 'met'),
  ...held(18, 'LAN/gathering-plan@1', 50, 'due', 'plan', 'file'),
  ...tell('LAN/family-max@1', 'threshold', [
    { name: 'lets a family of 10 dine', given: { size: 10, done: [], at: null }, then: 'met' },
    { name: 'refuses 11', given: { size: 11, done: [], at: null }, then: 'breached', missing: ['refuse'] },
  ]).map((it) => ({ ...it, scenario: 18 })),
];

const monitored = (rule: string): Case[] =>
  tell(rule, 'cadence', [
    {
      name: 'names whom nobody monitored yesterday',
      given: {
        subjects: ['one', 'two'],
        since: '2022-01-09',
        done: [{ who: 'one', at: '2022-01-09T08:00', items: [] }],
      },
      then: 'breached',
      missing: ['two'],
    },
    {
      name: 'is met once a day',
      given: {
        subjects: ['one'],
        since: '2022-01-09',
        done: [
          { who: 'one', at: '2022-01-09T08:00', items: [] },
          { who: 'one', at: '2022-01-10T08:00', items: [] },
        ],
      },
      then: 'met',
    },
  ]);

const communities: Case[] = [
  ...gate('LAN/community-gate@1', { checks: ['registration', 'temperature', 'healthCode'] }),
  ...state('LAN/community-open@1', 'freeMovement'),
  ...list('LAN/key-persons-returnees@1', ['registered', 'controlled']),
  ...list('LAN/key-persons-outsiders@1', ['registered', 'controlled']),
  ...list('LAN/key-persons-risk-areas@1', ['registered', 'controlled']),
  ...list('LAN/key-persons-inbound@1', ['registered', 'controlled']),
  ...unset('LAN/key-persons-partners@1'),
  ...list('LAN/xian-arrivals@1', ['surveyed', 'registered', 'protectionSupervised']),
  ...monitored('LAN/xian-monitoring@1'),
  ...tell('LAN/grid-worker@1', 'assignment', [
    {
      name: 'has nobody for a key person',
      given: { subjects: [{ id: 'person', roles: {}, hours: null }] },
      then: 'breached',
      missing: ['person'],
    },
    {
      name: 'has one for each',
      given: { subjects: [{ id: 'person', roles: { gridWorker: 1 }, hours: null }] },
      then: 'met',
    },
    {
      name: 'has two for one',
      given: { subjects: [{ id: 'person', roles: { gridWorker: 2 }, hours: null }] },
      then: 'breached',
      missing: ['person'],
    },
  ]),
  ...monitored('LAN/grid-monitoring@1'),
  ...unset('LAN/public-places@1'),
  ...unset('LAN/publicity-science@1'),
  ...unset('LAN/publicity-policy@1'),
];

const tests = (name: string, done: readonly string[], at: string, then: Case['then'], missing: string[]): Case => ({
  rule: 'LAN/staff-test@1',
  kind: 'cadence',
  name,
  given: { subjects: ['nurse'], since: '2022-01-03', done: done.map((day) => ({ who: 'nurse', at: day, items: [] })) },
  at,
  then,
  missing,
  scenario: 23,
});

const institutions: Case[] = [
  ...state('LAN/closure@1', 'closedManagement', ['visitor']),
  tests('is due on the last day of the week', [], '2022-01-09T23:59', 'due', ['nurse']),
  tests('names who had no test in the week', [], '2022-01-10T00:00', 'breached', ['nurse']),
  tests('counts a test late on Sunday', ['2022-01-09T23:59'], '2022-01-10T00:00', 'due', ['nurse']),
  tests('does not count the Monday after', ['2022-01-10T00:00'], '2022-01-10T09:00', 'breached', ['nurse']),
  tests('is met with one test a week', ['2022-01-03T08:00', '2022-01-10T08:00'], '2022-01-10T09:00', 'met', []),
  ...unset('LAN/key-group-test@1'),
  ...gate('LAN/gate@1', { checks: ['temperature', 'healthCode'] }),
  ...tell('LAN/gate@1', 'gate', [
    {
      name: 'lets an unvaccinated visitor in, who passed the checks',
      given: {
        answers: { checks: ['temperature', 'healthCode'], found: ['unvaccinated'], exemptions: [], override: null },
      },
      then: 'met',
    },
  ]).map((it) => ({ ...it, scenario: 17 })),
  ...staffed('LAN/supervision@1', ['sectorSupervisor']),
  ...unset('LAN/daily-measures@1'),
  ...['LAN/booster@1', 'LAN/children-vaccination@1'].flatMap((rule) =>
    tell(rule, 'coverage', [
      {
        name: 'is not set: neither share nor day is given',
        given: { persons: 10, contraindicated: 0, eligible: 10, vaccinated: 0 },
        then: 'notSet',
      },
    ]),
  ),
  ...list('LAN/booster-laggards@1', ['boosterAccelerated']),
  ...tell('LAN/elder-vaccination@1', 'coverage', [
    {
      name: 'stays open one short of all who may',
      given: { persons: 1000, contraindicated: 20, eligible: 900, vaccinated: 899 },
      then: 'due',
      missing: ['goal'],
    },
    {
      name: 'is met with all who may',
      given: { persons: 1000, contraindicated: 20, eligible: 900, vaccinated: 900 },
      then: 'met',
    },
  ]),
];

/** The rules of section one. */
export const preventionCases: Case[] = [...general, ...travel, ...gatherings, ...communities, ...institutions];
