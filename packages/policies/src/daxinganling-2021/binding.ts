import type { RuleVersion } from '@anmin/domain/measures/notice';

type BoundKind = RuleVersion['scope']['kinds'][number];

/** A hundred days by its name, 160 by its dates. */
export const wholeAction = { from: '2021-12-13', until: '2022-05-22' };
export const phase1 = { from: '2021-12-13', until: '2022-01-31' };
export const phase2 = { from: '2022-01-31', until: '2022-02-26' };
export const phase3 = { from: '2022-02-26', until: '2022-05-22' };

export const besidesMarriageOffices: BoundKind[] = [
  'elderCare',
  'childWelfare',
  'minorProtection',
  'tekunSupport',
  'mentalHealth',
  'reliefStation',
  'funeral',
  'socialOrganisationOffice',
  'lotteryOutlet',
];

/** 各级民政服务机构 */
export const institutions: BoundKind[] = ['marriageRegistrationOffice', ...besidesMarriageOffices];

/** 全区 is the whole prefecture. */
export const binds = (...kinds: BoundKind[]): RuleVersion['scope'] => ({ region: '232700', kinds });

/** Who must, from the first day of the action to its last. */
export const must = (...kinds: BoundKind[]): Pick<RuleVersion, 'scope' | 'from' | 'until' | 'modality'> => ({
  scope: binds(...kinds),
  ...wholeAction,
  modality: 'must',
});
