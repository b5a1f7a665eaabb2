import type { RuleVersion } from '@anmin/domain/measures/notice';

const region = '330000';

/** From the day of signature; published a day later. It ends when somebody ends it (C33). */
export const inForce = { from: '2021-12-07', until: null } as const;

export const institutions: RuleVersion['scope'] = {
  region,
  kinds: ['elderCare', 'childWelfare', 'minorProtection', 'tekunSupport', 'mentalHealth', 'reliefStation', 'funeral'],
};
export const bureaus: RuleVersion['scope'] = { region, kinds: ['bureau'] };
export const communities: RuleVersion['scope'] = { region, kinds: ['bureau', 'township', 'village'] };
