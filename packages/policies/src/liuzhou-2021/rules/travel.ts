import type { RuleVersion } from '@anmin/domain/measures/notice';
import { advise, must, mustNot, scopes } from './scopes.ts';

const strictness = '“倡导”只管少跨省；不到中高风险地区和“三非必”按强制读';

const necessities = [
  { name: 'leaving-liuzhou', of: 'leaveLiuzhou' },
  { name: 'affected-province', of: 'tripToAffectedProvince' },
  { name: 'abroad', of: 'tripAbroad' },
];
const consents = [
  { name: 'unit', by: 'unit' },
  { name: 'community', by: 'community' },
];
const surveys = [
  { name: 'outside-guangxi', of: 'staffFromOutsideGuangxi' },
  { name: 'risk-area', of: 'staffFromMediumHighRiskArea' },
];
const orders = [
  { name: 'centralised-quarantine', of: 'centralisedQuarantine' },
  { name: 'home-quarantine', of: 'homeQuarantine' },
  { name: 'home-monitoring', of: 'homeHealthMonitoring' },
  { name: 'nucleic-acid-test', of: 'nucleicAcidTest' },
];

/** Point three: trips of the staff, and the staff who come back. */
export const travel: RuleVersion[] = [
  {
    id: 'LIU/risk-area-trip@1',
    clauses: ['LIU-3.1'],
    scope: scopes.everyUnit,
    ...mustNot,
    requirement: { kind: 'gate', at: 'trip', checks: [], refuses: ['travelsToRiskArea'], exempt: [] },
    reading: strictness,
  },
  ...necessities.map(({ name, of }): RuleVersion => ({
    id: `LIU/${name}@1`,
    clauses: ['LIU-3.1'],
    scope: scopes.everyUnit,
    ...must,
    requirement: { kind: 'threshold', of, measure: 'any', from: null, acts: [{ act: 'giveReason', by: null }] },
    reading: strictness,
  })),
  {
    id: 'LIU/fewer-trips@1',
    clauses: ['LIU-3.1'],
    scope: scopes.everyUnit,
    ...advise,
    requirement: {
      kind: 'advice',
      text: {
        zh: '请尽量不跨省出行。',
        en: 'Please avoid trips to other provinces as far as you can.',
      },
    },
    reading: strictness,
  },
  ...consents.map(({ name, by }): RuleVersion => ({
    id: `LIU/${name}-consent@1`,
    clauses: ['LIU-3.2'],
    scope: scopes.everyUnit,
    ...must,
    requirement: {
      kind: 'threshold',
      of: 'crossProvinceTrip',
      measure: 'any',
      from: null,
      acts: [
        { act: 'report', by },
        { act: 'approve', by },
      ],
    },
    reading: 'C19',
  })),
  {
    id: 'LIU/return-report@1',
    clauses: ['LIU-3.3'],
    scope: scopes.everyUnit,
    ...must,
    requirement: {
      kind: 'deadline',
      act: 'reportReturn',
      after: 'returnToLiuzhou',
      by: null,
      withinMinutes: 720,
      onDays: [],
      to: ['unit', 'community'],
      signedBy: null,
    },
    reading: 'I7',
  },
  {
    id: 'LIU/returnee-care@1',
    clauses: ['LIU-3.3'],
    scope: scopes.villages,
    ...must,
    requirement: {
      kind: 'ledger',
      of: 'returnee',
      steps: ['enteredInCommunityList', 'healthManaged'],
      fields: [],
    },
  },
  ...surveys.map(({ name, of }): RuleVersion => ({
    id: `LIU/${name}-survey@1`,
    clauses: ['LIU-3.4'],
    scope: scopes.everyUnit,
    ...must,
    requirement: { kind: 'ledger', of, steps: ['surveyed', 'reportedByThemselves'], fields: [] },
    reading: '“近期”从哪天算起，原文未定',
  })),
  ...surveys.map(({ name, of }): RuleVersion => ({
    id: `LIU/${name}-community-report@1`,
    clauses: ['LIU-3.5'],
    scope: scopes.everyUnit,
    ...must,
    requirement: { kind: 'ledger', of, steps: ['reportedToCommunity'], fields: [] },
  })),
  ...orders.map(({ name, of }): RuleVersion => ({
    id: `LIU/${name}@1`,
    clauses: ['LIU-3.5'],
    scope: scopes.everyUnit,
    ...must,
    requirement: { kind: 'ledger', of, steps: ['ordered', 'completed'], fields: [] },
    reading: '期限原文未定，随所下的医学观察通知',
  })),
];
