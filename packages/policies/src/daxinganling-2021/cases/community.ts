import type { Case } from '@anmin/domain/measures/case';
import { telling } from '../../telling.ts';

const { list, unset, untimed, staffed, state, gate } = telling('2022-03-15T12:00');

const wedding = '2022-02-12T12:00';

const held = (
  size: number,
  done: readonly string[],
  at: string,
  then: 'met' | 'due' | 'breached',
  missing: readonly string[],
  name: string,
): Case => ({
  rule: 'DX/gathering-of-30@1',
  name,
  kind: 'threshold',
  given: { size, done, at: wedding },
  at,
  then,
  missing,
  scenario: 20,
});

const sampled = (event: string, begun: string | null, at: string, then: 'met' | 'due' | 'breached', name: string) =>
  ({
    rule: 'DX/gathering-test-age@1',
    name,
    kind: 'deadline',
    given: { event, done: begun === null ? [] : [{ to: null, at: begun, signed: false }] },
    at,
    then,
    missing: then === 'met' ? [] : ['gatheringBegin'],
    scenario: 20,
  }) as const satisfies Case;

/** Villages, communities and the gatherings in them. */
export const communityCases: readonly Case[] = [
  ...unset('DX/field-survey@1'),
  ...list('DX/survey-problems@1', ['forwardedToHq', 'problemSolved']),
  ...staffed('DX/key-persons@1', ['twoVillageCommittees']),
  ...unset('DX/gathering-limit@1', 'threshold'),
  ...list('DX/gathering-headcount@1', ['headcount']),
  held(29, [], wedding, 'met', [], '29 guests need no application'),
  held(30, [], wedding, 'due', ['apply', 'approve'], '30 guests need an application and an approval'),
  held(30, ['apply'], wedding, 'due', ['approve'], 'the word of the village committee alone is not enough'),
  held(30, ['approve'], wedding, 'due', ['apply'], 'nor an approval nobody applied for'),
  held(30, ['apply'], '2022-02-12T12:01', 'breached', ['approve'], 'a wedding of 30 held without approval is a breach'),
  held(30, ['apply', 'approve'], wedding, 'met', [], '30 guests with both may come'),
  ...gate('DX/gathering-tests@1', { checks: ['nucleicAcidCertificate'], refuses: ['withoutTest'] }),
  sampled('2022-02-10T12:00', wedding, wedding, 'met', 'a test sampled 48 hours before still counts'),
  sampled('2022-02-10T11:59', wedding, wedding, 'breached', 'one sampled 48 hours and a minute before does not'),
  sampled('2022-02-10T11:00', wedding, wedding, 'breached', 'nor one sampled 49 hours before'),
  sampled('2022-02-10T12:00', null, '2022-02-11T12:00', 'due', 'a test of yesterday holds for a wedding still to come'),
  ...list(
    'DX/village-preparedness@1',
    [],
    ['villageCheckpointPlan', 'closurePlan', 'emergencySupplies', 'staffAllocation'],
  ),
  ...state('DX/lockdown-on-outbreak@1', 'communityLockdown'),
  ...state('DX/lockdown-in-emergency@1', 'communityLockdown'),
  ...untimed('DX/plan-activation@1'),
  ...list('DX/policy-training@1', ['policyTraining'], ['communityWorker', 'buildingLeader', 'gridLeader', 'volunteer']),
  ...list('DX/closure-work-plan@1', [], ['organisation', 'posts', 'duties']),
  ...staffed('DX/closure-posts@1', ['informationVerifier', 'policyPublicist', 'controlAssistant', 'residentHelper']),
];
