import type { Case } from '@anmin/domain/measures/case';
import { telling } from '../telling.ts';

const { tell, list, unset, untimed, onlyAfter, staffed, roster, state, gate, before, refused } =
  telling('2021-12-10T09:00');

const closed = (rule: string): Case[] => state(rule, 'temporaryClosure', ['visitor']);

const daily = (rule: string): Case[] => {
  const subjects = ['one', 'two'];
  const since = '2021-12-09';
  const on = (day: string, ...who: string[]) => who.map((it) => ({ who: it, at: `${day}T08:00`, items: [] }));
  return tell(rule, 'cadence', [
    {
      name: 'names whom nobody measured yesterday',
      given: { subjects, since, done: on('2021-12-09', 'one') },
      then: 'breached',
      missing: ['two'],
    },
    {
      name: 'is due today, yesterday being complete',
      given: { subjects, since, done: on('2021-12-09', 'one', 'two') },
      then: 'due',
      missing: subjects,
    },
    {
      name: 'is met with one measurement a person and day',
      given: { subjects, since, done: [...on('2021-12-09', 'one', 'two'), ...on('2021-12-10', 'one', 'two')] },
      then: 'met',
    },
    {
      name: 'owes nothing for the day before the first',
      given: { subjects, since: '2021-12-10', done: on('2021-12-10', 'one', 'two') },
      then: 'met',
    },
  ]);
};

const closures: Case[] = [
  ...closed('ZJ/closure-named-zhenhai@1').map((it) => ({ ...it, scenario: 13 })),
  ...closed('ZJ/closure-named-shangyu@1'),
  ...closed('ZJ/closure-named-xiaoshan@1'),
  ...closed('ZJ/closure-decided-ningbo@1').map((it) => ({ ...it, scenario: 14 })),
  ...closed('ZJ/closure-decided-shaoxing@1'),
  ...closed('ZJ/closure-decided-hangzhou@1'),
  ...closed('ZJ/closure-case-ningbo@1'),
  ...closed('ZJ/closure-case-shaoxing@1'),
  ...closed('ZJ/closure-case-hangzhou@1'),
  ...closed('ZJ/closure-case@1').map((it) => ({ ...it, scenario: 15 })),
  ...closed('ZJ/closure-extended-child-welfare@1'),
  ...closed('ZJ/closure-extended-minor-protection@1'),
  ...closed('ZJ/closure-extended-tekun-support@1'),
  ...closed('ZJ/closure-extended-mental-health@1'),
  ...closed('ZJ/closure-extended-relief-station@1'),
  ...closed('ZJ/closure-extended-funeral@1'),
];

const institutions: Case[] = [
  ...unset('ZJ/guidance@1'),
  ...staffed('ZJ/guidance-assigned@1', ['guidingBureau']),
  ...unset('ZJ/staff-test@1').map((it) => ({ ...it, scenario: 23 })),
  ...list('ZJ/route-report@1', ['placesStated', 'timesStated', 'transportStated']),
  ...unset('ZJ/ventilation@1'),
  ...unset('ZJ/disinfection@1'),
  ...daily('ZJ/temperature-recipients@1'),
  ...daily('ZJ/temperature-staff@1'),
  ...untimed('ZJ/symptom-report@1'),
  ...onlyAfter('ZJ/symptom-report@1'),
  ...gate('ZJ/gate@1', { checks: ['temperature', 'showCode', 'mask'] }),
  ...tell('ZJ/gate@1', 'gate', [
    {
      name: 'lets an unvaccinated visitor in, who passed the checks',
      given: {
        answers: {
          checks: ['temperature', 'showCode', 'mask'],
          found: ['unvaccinated'],
          exemptions: [],
          override: null,
        },
      },
      then: 'met',
    },
  ]).map((it) => ({ ...it, scenario: 17 })),
  ...tell('ZJ/resident-vaccination@1', 'coverage', [
    {
      name: 'is not set: no percentage is given',
      given: { persons: 10, contraindicated: 0, eligible: 10, vaccinated: 0 },
      then: 'notSet',
    },
  ]),
  ...unset('ZJ/vaccination-guidance@1'),
  ...before('ZJ/recipient-outing@1', ['giveReason', 'approve']),
  ...list('ZJ/suspicious-symptoms@1', ['isolated', 'diseaseControlContacted', 'sentToHospital']),
];

const communities: Case[] = [
  ...list('ZJ/key-persons@1', ['categorised', 'isolatedOrControlled']),
  ...staffed('ZJ/community-gate@1', ['responsibleTownship', 'responsibleCommunity']),
  ...list('ZJ/community-gate-measures@1', ['measuresInPlace']),
  ...state('ZJ/community-no-case@1', 'measuresWithoutCase'),
  ...state('ZJ/community-case-or-outbreak@1', 'measuresOnCaseOrOutbreak'),
  ...state('ZJ/community-transmission@1', 'measuresOnTransmission'),
  ...staffed('ZJ/community-network@1', [
    'townshipCadre',
    'communityWorker',
    'ownersCommitteeMember',
    'propertyManagementStaff',
    'medicalWorker',
    'volunteer',
  ]),
];

const bureaus: Case[] = [
  ...staffed('ZJ/task-responsibility@1', ['responsiblePerson']),
  ...list('ZJ/meeting-review@1', ['reviewed']),
  ...before('ZJ/meeting-necessity@1', ['giveReason']),
  ...before('ZJ/meeting-online-first@1', ['giveReason']),
  ...tell('ZJ/meeting-size@1', 'threshold', [
    {
      name: 'is not set: no headcount is given',
      given: { size: 1000, done: [], at: '2021-12-20T09:00' },
      then: 'notSet',
    },
  ]),
  ...staffed('ZJ/meeting-responsibility@1', ['organiser', 'venueAuthority']),
  ...list('ZJ/meeting-attendees@1', ['attendeesAssessed', 'measuresInPlace']),
  ...refused('ZJ/meeting-closed@1'),
  ...list('ZJ/trip-reports@1', ['outboundReport', 'returnReport']),
  ...roster('ZJ/duty-roster@1', ['dutyOfficer', 'leaderOnDuty']).map((it) => ({ ...it, scenario: 25 })),
  ...untimed('ZJ/urgent-report@1', ['superiorBureau']),
  ...onlyAfter('ZJ/urgent-report@1'),
  ...unset('ZJ/readiness@1'),
];

/** How each rule of the notice stands in situations of its own. */
export const cases: Case[] = [...closures, ...institutions, ...communities, ...bureaus];
