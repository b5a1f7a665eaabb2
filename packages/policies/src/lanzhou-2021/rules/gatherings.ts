import type { RuleVersion } from '@anmin/domain/measures/notice';
import { onlyWithReason, refused } from '../duties.ts';
import { committees, inForce, units } from '../scopes.ts';

/** Gatherings of citizens come to the committee of the place; nothing is said of checks in private homes. */
const everywhere: RuleVersion['scope'] = { ...units, kinds: [...units.kinds, ...committees.kinds] };

export const gatheringRules: RuleVersion[] = [
  ...(
    [
      { name: 'temple-fair', of: 'templeFair' },
      { name: 'performance', of: 'largePerformance' },
      { name: 'promotion', of: 'tradePromotion' },
    ] as const
  ).map(({ name, of }): RuleVersion => ({
    id: `LAN/strict-${name}@1`,
    clauses: ['LAN-1.2.1'],
    scope: everywhere,
    ...inForce,
    modality: 'must',
    requirement: {
      kind: 'threshold',
      of,
      measure: 'any',
      from: null,
      acts: [
        { act: 'giveReason', by: 'organiser' },
        { act: 'approve', by: null },
      ],
    },
    reading: '严控：没有必要不办，确需办的说明理由并经批准；由谁批准原文未写。',
  })),
  {
    id: 'LAN/meeting-online-first@1',
    clauses: ['LAN-1.2.2'],
    scope: units,
    ...inForce,
    modality: 'principle',
    requirement: onlyWithReason('inPersonMeeting'),
  },
  {
    id: 'LAN/gathering-max@1',
    clauses: ['LAN-1.2.2'],
    scope: everywhere,
    ...inForce,
    modality: 'principle',
    requirement: {
      kind: 'threshold',
      of: 'gathering',
      measure: 'persons',
      from: 51,
      acts: [{ act: 'giveReason', by: null }],
    },
    reading: 'C17',
  },
  {
    id: 'LAN/gathering-plan@1',
    clauses: ['LAN-1.2.3'],
    scope: everywhere,
    ...inForce,
    modality: 'must',
    requirement: {
      kind: 'threshold',
      of: 'gathering',
      measure: 'persons',
      from: 50,
      acts: [
        { act: 'plan', by: 'organiser' },
        { act: 'file', by: 'epidemicLeadingGroup' },
      ],
    },
    reading: 'C17',
  },
  ...(
    [
      { name: 'group-greeting', of: 'groupGreeting' },
      { name: 'condolence', of: 'largeCondolence' },
      { name: 'gala', of: 'gala' },
      { name: 'annual-party', of: 'annualParty' },
      { name: 'group-dinner', of: 'groupDinner' },
    ] as const
  ).map(({ name, of }): RuleVersion => ({
    id: `LAN/none-${name}@1`,
    clauses: ['LAN-1.2.4'],
    scope: units,
    ...inForce,
    modality: 'principle',
    requirement: refused(of),
    reading: 'C18',
  })),
  {
    id: 'LAN/postpone-and-simplify@1',
    clauses: ['LAN-1.2.5'],
    scope: everywhere,
    ...inForce,
    modality: 'advise',
    requirement: {
      kind: 'advice',
      text: {
        zh: '喜事请往后放，丧事请从简，宴席请免。一定要办的，请办得小一些。',
        en: 'Please put off celebrations, keep funerals simple and hold no banquets. If you must, keep it small.',
      },
    },
  },
  {
    id: 'LAN/banquet-report@1',
    clauses: ['LAN-1.2.6'],
    scope: committees,
    ...inForce,
    modality: 'must',
    requirement: {
      kind: 'threshold',
      of: 'banquet',
      measure: 'tables',
      from: 5,
      acts: [{ act: 'report', by: 'residentsOrVillageCommittee' }],
    },
    reading: 'C18',
  },
  {
    id: 'LAN/family-max@1',
    clauses: ['LAN-1.2.7'],
    scope: committees,
    ...inForce,
    modality: 'must',
    requirement: {
      kind: 'threshold',
      of: 'familyGathering',
      measure: 'persons',
      from: 11,
      acts: [{ act: 'refuse', by: null }],
    },
    reading: 'I2；只供群众自查，不入户检查。',
  },
];
