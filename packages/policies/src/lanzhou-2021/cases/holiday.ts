import type { Case } from '@anmin/domain/measures/case';
import { telling } from '../../telling.ts';

const { tell, list, unset, untimed, onlyAfter, staffed, roster, before } = telling('2022-01-10T09:00');

const relief: Case[] = [
  ...unset('LAN/relief-channels@1'),
  ...untimed('LAN/relief-in-time@1'),
  ...onlyAfter('LAN/relief-in-time@1'),
  ...list('LAN/survey-dibao@1', ['surveyed']),
  ...list('LAN/survey-tekun@1', ['surveyed']),
  ...list('LAN/survey-orphans@1', ['surveyed']),
  ...list('LAN/survey-unsupported-children@1', ['surveyed']),
  ...list('LAN/survey-disabled@1', ['surveyed']),
  ...list('LAN/survey-dibao-marginal@1', ['surveyed']),
  ...unset('LAN/visits-dispersed-tekun@1'),
  ...unset('LAN/visits-dispersed-orphans@1'),
  ...unset('LAN/visits-unsupported-children@1'),
  ...list('LAN/visit-problems@1', ['solved']),
  ...list('LAN/payment-dibao@1', ['paidInFull']),
  ...list('LAN/payment-tekun@1', ['paidInFull']),
  ...list('LAN/payment-orphans@1', ['paidInFull']),
  ...list('LAN/payment-unsupported-children@1', ['paidInFull']),
  ...list('LAN/winter-supplies@1', ['purchasedCentrally', 'handedOut', 'receiptSigned']),
  ...unset('LAN/vagrant-patrol@1'),
  ...staffed('LAN/vagrant-partners@1', ['police', 'urbanManagement']),
  ...list('LAN/vagrant-guided@1', ['guidedOrRefused']),
  ...list('LAN/express-sudden@1', ['expressHandling', 'reliefGiven']),
  ...list('LAN/express-urgent@1', ['expressHandling', 'reliefGiven']),
  ...list('LAN/express-temporary@1', ['expressHandling', 'reliefGiven']),
  ...tell('LAN/price-linkage@1', 'threshold', [
    {
      name: 'is not set: the notice gives no rise of prices',
      given: { size: 999, done: [], at: '2022-01-20T09:00' },
      then: 'notSet',
    },
  ]),
  ...list('LAN/price-subsidy@1', ['paidInFull']),
  ...untimed('LAN/condolence-visits@1', [
    'elderInHardship',
    'orphan',
    'leftBehindWomenAndChildren',
    'vagrant',
    'disabledPerson',
    'mentalPatient',
    'tekunSupportInstitution',
  ]),
];

const safety: Case[] = [
  ...staffed('LAN/safety-leads@1', ['partyLead', 'administrativeLead']),
  ...unset('LAN/hazards@1'),
  ...untimed('LAN/pre-holiday-hazards@1'),
  ...untimed('LAN/pre-holiday-fire@1'),
  ...list('LAN/hazard-closure@1', ['rectified']),
  ...unset('LAN/holiday-patrol@1'),
  ...unset('LAN/equipment@1'),
];

const stability: Case[] = [
  ...list('LAN/disputes@1', ['coordinated', 'dispatched', 'supervised', 'solved']),
  ...list('LAN/petitions@1', ['coordinated', 'dispatched', 'supervised', 'solved']),
  ...tell('LAN/stability-issues@1', 'ledger', [
    {
      name: 'lacks a field nobody signed off, though nothing was found',
      given: { entries: [], signedOff: ['socialRelief', 'welfareAndCharity', 'specialGroups'] },
      then: 'due',
      missing: ['grassrootsGovernance'],
    },
    {
      name: 'lacks every field at first',
      given: { entries: [], signedOff: [] },
      then: 'due',
      missing: ['socialRelief', 'welfareAndCharity', 'grassrootsGovernance', 'specialGroups'],
    },
    {
      name: 'holds an issue open until it is solved',
      given: {
        entries: [
          { id: 'rent', steps: [] },
          { id: 'fees', steps: ['solved'] },
        ],
        signedOff: ['socialRelief', 'welfareAndCharity', 'grassrootsGovernance', 'specialGroups'],
      },
      then: 'due',
      missing: ['rent'],
    },
    {
      name: 'is met with all four signed off and nothing open',
      given: {
        entries: [{ id: 'fees', steps: ['solved'] }],
        signedOff: ['socialRelief', 'welfareAndCharity', 'grassrootsGovernance', 'specialGroups'],
      },
      then: 'met',
    },
  ]),
  ...untimed('LAN/major-event-report@1', ['superiorBureau']),
  ...onlyAfter('LAN/major-event-report@1'),
  ...untimed('LAN/major-event-follow-up@1', ['superiorBureau']),
  ...onlyAfter('LAN/major-event-follow-up@1'),
  ...list('LAN/no-concealed-report@1', ['markedBySuperior', 'followedUp']),
  ...list('LAN/no-wrong-report@1', ['markedBySuperior', 'followedUp']),
  ...list('LAN/no-late-report@1', ['markedBySuperior', 'followedUp']),
  ...list('LAN/demands-on-the-spot@1', ['solvedLocally']),
  ...before('LAN/demand-escalation@1', ['giveReason']),
];

const conduct: Case[] = [
  ...list('LAN/ten-prohibitions@1', ['tenProhibitionsAcknowledged']),
  ...unset('LAN/discipline-inspection@1'),
];

const reported = (
  name: string,
  to: string,
  at: string | null,
  asOf: string,
  then: Case['then'],
  missing: string[] = [],
): Case => ({
  rule: 'LAN/opinion-report@1',
  kind: 'deadline',
  name,
  given: { event: '2022-01-10T10:00', done: at === null ? [] : [{ to, at, signed: false }] },
  at: asOf,
  then,
  missing,
  scenario: 21,
});

const office = 'municipalDutyOffice';

const duty: Case[] = [
  ...roster('LAN/roster@1', ['dutyOfficer', 'leaderOnDuty']).map((it) => ({ ...it, scenario: 25 })),
  ...list('LAN/trip-filing@1', ['tripReport']),
  ...unset('LAN/information-report@1'),
  ...untimed('LAN/urgent-report@1', ['superiorBureau']),
  ...onlyAfter('LAN/urgent-report@1'),
  ...list('LAN/urgent-event@1', ['instructionsRequested', 'measuresTaken']),
  ...list('LAN/accountability-concealed@1', ['consequenceFound', 'accountabilityDecided']),
  ...list('LAN/accountability-late@1', ['consequenceFound', 'accountabilityDecided']),
  ...list('LAN/accountability-omitted@1', ['consequenceFound', 'accountabilityDecided']),
  ...untimed('LAN/emergency-plan@1'),
  ...unset('LAN/readiness@1'),
  ...staffed('LAN/opinion-monitor@1', ['opinionMonitor']),
  ...staffed('LAN/opinion-monitor-information-centre@1', ['opinionMonitor']),
  reported('is on time after 60 minutes', office, '2022-01-10T11:00', '2022-01-10T11:01', 'met'),
  reported('is late after 61 minutes', office, '2022-01-10T11:01', '2022-01-10T11:01', 'breached', [office]),
  reported('is due within the hour', office, null, '2022-01-10T11:00', 'due', [office]),
  reported('does not count elsewhere', 'superiorBureau', '2022-01-10T10:30', '2022-01-10T11:01', 'breached', [office]),
];

/** The rules of sections two to seven. */
export const holidayCases: Case[] = [...relief, ...safety, ...stability, ...conduct, ...duty];
