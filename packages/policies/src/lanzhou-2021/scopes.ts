import type { RuleVersion } from '@anmin/domain/measures/notice';

type Scope = RuleVersion['scope'];

const region = '620100';

/** From the day of issue; the text names New Year and Spring Festival, not their days, so somebody ends it (C33). */
export const inForce = { from: '2021-12-31', until: null } as const;

export const counties: Scope = { region, kinds: ['bureau'] };
export const sections: Scope = { region, kinds: ['bureauSection'] };
export const affiliatedUnits: Scope = { region, kinds: ['affiliatedUnit'] };
export const units: Scope = { region, kinds: ['bureau', 'bureauSection', 'affiliatedUnit'] };
export const countiesAndSections: Scope = { region, kinds: ['bureau', 'bureauSection'] };
export const countiesAndAffiliatedUnits: Scope = { region, kinds: ['bureau', 'affiliatedUnit'] };
export const sectionsAndAffiliatedUnits: Scope = { region, kinds: ['bureauSection', 'affiliatedUnit'] };
export const committees: Scope = { region, kinds: ['village'] };
export const communities: Scope = { region, kinds: ['bureau', 'village'] };

/** Of welfare institutions the office knows those for children. */
export const keyPlaces: Scope = { region, kinds: ['elderCare', 'childWelfare', 'mentalHealth'] };
export const elderCareAndWelfare: Scope = { region, kinds: ['elderCare', 'childWelfare'] };
export const elderCare: Scope = { region, kinds: ['elderCare'] };
export const childWelfare: Scope = { region, kinds: ['childWelfare'] };
export const hazardPlaces: Scope = { region, kinds: ['elderCare', 'childWelfare', 'mentalHealth', 'reliefStation'] };
export const institutions: Scope = {
  region,
  kinds: ['elderCare', 'childWelfare', 'minorProtection', 'tekunSupport', 'mentalHealth', 'reliefStation', 'funeral'],
};
