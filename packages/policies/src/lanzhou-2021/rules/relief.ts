import type { RuleVersion } from '@anmin/domain/measures/notice';
import { assigned, listOf, unsetCadence, unsetDeadline } from '../duties.ts';
import { counties, inForce } from '../scopes.ts';

export const reliefRules: RuleVersion[] = [
  {
    id: 'LAN/relief-channels@1',
    clauses: ['LAN-2.0'],
    scope: counties,
    ...inForce,
    modality: 'must',
    requirement: unsetCadence('channelPublication', 'reliefChannel'),
  },
  {
    id: 'LAN/relief-in-time@1',
    clauses: ['LAN-2.0'],
    scope: counties,
    ...inForce,
    modality: 'must',
    requirement: unsetDeadline('reliefGiven', { after: 'reliefApplication' }),
    reading: 'I8',
  },
  ...(
    [
      { name: 'dibao', of: 'dibaoPerson' },
      { name: 'tekun', of: 'tekunPerson' },
      { name: 'orphans', of: 'orphan' },
      { name: 'unsupported-children', of: 'deFactoUnsupportedChild' },
      { name: 'disabled', of: 'disabledPerson' },
      { name: 'dibao-marginal', of: 'dibaoMarginalPerson' },
    ] as const
  ).map(({ name, of }): RuleVersion => ({
    id: `LAN/survey-${name}@1`,
    clauses: ['LAN-2.1'],
    scope: counties,
    ...inForce,
    modality: 'must',
    requirement: listOf(of, 'surveyed'),
  })),
  ...(
    [
      { name: 'dispersed-tekun', each: 'dispersedTekunPerson' },
      { name: 'dispersed-orphans', each: 'dispersedOrphan' },
      { name: 'unsupported-children', each: 'deFactoUnsupportedChild' },
    ] as const
  ).map(({ name, each }): RuleVersion => ({
    id: `LAN/visits-${name}@1`,
    clauses: ['LAN-2.2'],
    scope: counties,
    ...inForce,
    modality: 'must',
    requirement: unsetCadence('welfareVisit', each, ['winterClothing', 'safeHeating', 'carbonMonoxideRisk']),
  })),
  {
    id: 'LAN/visit-problems@1',
    clauses: ['LAN-2.2'],
    scope: counties,
    ...inForce,
    modality: 'must',
    requirement: listOf('winterProblem', 'solved'),
  },
  ...(
    [
      { name: 'dibao', of: 'dibaoPayment' },
      { name: 'tekun', of: 'tekunPayment' },
      { name: 'orphans', of: 'orphanPayment' },
      { name: 'unsupported-children', of: 'unsupportedChildPayment' },
    ] as const
  ).map(({ name, of }): RuleVersion => ({
    id: `LAN/payment-${name}@1`,
    clauses: ['LAN-2.3.1'],
    scope: counties,
    ...inForce,
    modality: 'must',
    requirement: listOf(of, 'paidInFull'),
    reading: '发放日原文未写。',
  })),
  {
    id: 'LAN/winter-supplies@1',
    clauses: ['LAN-2.3.2'],
    scope: counties,
    ...inForce,
    modality: 'must',
    requirement: listOf('winterSupplyNeed', 'purchasedCentrally', 'handedOut', 'receiptSigned'),
  },
  {
    id: 'LAN/vagrant-patrol@1',
    clauses: ['LAN-2.4'],
    scope: counties,
    ...inForce,
    modality: 'must',
    requirement: unsetCadence('vagrantPatrol', 'county', ['station', 'square', 'bridgeOrCulvert']),
  },
  {
    id: 'LAN/vagrant-partners@1',
    clauses: ['LAN-2.4'],
    scope: counties,
    ...inForce,
    modality: 'must',
    requirement: assigned('vagrantPatrol', ['police', 'urbanManagement']),
  },
  {
    id: 'LAN/vagrant-guided@1',
    clauses: ['LAN-2.4'],
    scope: counties,
    ...inForce,
    modality: 'must',
    requirement: listOf('vagrant', 'guidedOrRefused'),
  },
  ...(
    [
      { name: 'sudden', of: 'suddenHardship' },
      { name: 'urgent', of: 'urgentHardship' },
      { name: 'temporary', of: 'temporaryHardship' },
    ] as const
  ).map(({ name, of }): RuleVersion => ({
    id: `LAN/express-${name}@1`,
    clauses: ['LAN-2.5'],
    scope: counties,
    ...inForce,
    modality: 'must',
    requirement: listOf(of, 'expressHandling', 'reliefGiven'),
    reading: '办结时限原文未写。',
  })),
  {
    id: 'LAN/price-linkage@1',
    clauses: ['LAN-2.6'],
    scope: counties,
    ...inForce,
    modality: 'must',
    requirement: {
      kind: 'threshold',
      of: 'consumerPrices',
      measure: 'priceRisePermille',
      from: null,
      acts: [{ act: 'apply', by: null }],
    },
    reading: '提出启动联动机制；涨幅界线原文未写。',
  },
  {
    id: 'LAN/price-subsidy@1',
    clauses: ['LAN-2.6'],
    scope: counties,
    ...inForce,
    modality: 'must',
    requirement: listOf('temporaryPriceSubsidy', 'paidInFull'),
    reading: '低保对象、特困人员。',
  },
  {
    id: 'LAN/condolence-visits@1',
    clauses: ['LAN-2.7'],
    scope: counties,
    ...inForce,
    modality: 'must',
    requirement: unsetDeadline('condolenceVisit', {
      to: [
        'elderInHardship',
        'orphan',
        'leftBehindWomenAndChildren',
        'vagrant',
        'disabledPerson',
        'mentalPatient',
        'tekunSupportInstitution',
      ],
    }),
  },
];
