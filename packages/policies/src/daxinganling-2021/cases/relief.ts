import type { Case } from '@anmin/domain/measures/case';
import { telling } from '../../telling.ts';

const { list, unset, untimed, staffed, gate } = telling('2022-03-15T12:00');

const hardship = (size: number, done: readonly string[], then: 'met' | 'due', told: string): Case => ({
  rule: 'DX/dibao-after-months@1',
  name: `${String(size)} months of hardship ${told}`,
  kind: 'threshold',
  given: { size, done, at: null },
  at: '2022-03-15T12:00',
  then,
  missing: then === 'met' ? [] : ['approve'],
  scenario: 25,
});

const interim = (at: string, paid: readonly string[], then: 'met' | 'due' | 'breached', told: string): Case => ({
  rule: 'DX/interim-relief@1',
  name: told,
  kind: 'cadence',
  given: {
    subjects: ['applicant'],
    done: paid.map((day) => ({ who: 'applicant', at: `${day}T10:00`, items: [] })),
    since: '2022-01-01',
  },
  at,
  then,
  missing: then === 'met' ? [] : ['applicant'],
  scenario: 25,
});

/** Relief of people in hardship and of vagrants. */
export const reliefCases: readonly Case[] = [
  ...staffed('DX/three-tier-responsibility@1', ['countyOfficial', 'townshipOfficial', 'villageOfficial']),
  ...list('DX/early-relief@1', ['earlyDiscovery', 'earlyIntervention', 'earlyRelief']),
  ...list('DX/paid-in-full@1', ['paidInFull']),
  ...list('DX/officer-initiated-inclusion@1', ['includedInDibaoOrTekun']),
  interim('2022-01-31T12:00', [], 'due', 'is due until the month is over'),
  interim('2022-02-01T00:00', [], 'breached', 'is breached by a month without relief'),
  interim('2022-02-28T12:00', ['2022-01-31', '2022-02-01'], 'met', 'is met by one payment in each month'),
  interim('2022-03-01T00:00', ['2022-01-10', '2022-01-20'], 'breached', 'is not met by two payments in one month'),
  ...list('DX/incomplete-files@1', ['fileCompleted', 'reliefDecision']),
  ...list('DX/relief-of-confirmed@1', ['temporaryRelief'], ['dibaoRecipient', 'tekunPerson', 'lowIncomeFamily']),
  ...list('DX/relief-of-workless@1', ['ableToWork', 'keptFromWork', 'temporaryHardship', 'temporaryRelief']),
  hardship(2, [], 'met', 'open no inclusion'),
  hardship(3, [], 'due', 'open it'),
  hardship(3, ['approve'], 'met', 'with an inclusion are settled'),
  ...list('DX/income-deduction@1', [
    'minimumWageReferred',
    'dibaoStandardReferred',
    'isolationCostDeducted',
    'employmentCostDeducted',
  ]),
  ...list('DX/home-isolation-care@1', ['carerNamed', 'needsRecorded', 'homeVisit']),
  ...list('DX/case-by-case@1', ['decisionRecorded']),
  ...list('DX/hotline@1', ['requestAccepted', 'requestAnswered']),
  ...untimed('DX/hotline-time@1'),

  ...unset('DX/street-patrol@1'),
  ...unset('DX/relief-briefing@1'),
  ...list('DX/guided-relief@1', ['guidedRelief', 'returnedHome'], ['noLiabilityIncident']),
  ...unset('DX/relief-staff-education@1'),
  ...list('DX/leave@1', ['leaveRequest', 'leaveClosing']),
  ...list('DX/returnee-registration@1', ['returneeRegistration']),
  ...list('DX/trip-reports@1', ['outboundReport', 'returnReport'], ['publicPersonnel', 'nonPublicPersonnel']),
  ...gate('DX/no-unvaccinated-escort@1', { checks: ['vaccinationRecord'], refuses: ['unvaccinated'], yields: true }),
];
