import type { BoundKind } from '@anmin/domain/institutions/kinds';
import type { RuleVersion } from '@anmin/domain/measures/notice';

const region = '450200';

const institutions: BoundKind[] = [
  'elderCare',
  'childWelfare',
  'minorProtection',
  'tekunSupport',
  'mentalHealth',
  'reliefStation',
  'funeral',
];
/** 各科室、各单位 are the hall; 各级民政部门 the bureaus of the counties as well. */
const departments: BoundKind[] = ['bureau', 'affiliatedUnit'];

export const scopes = {
  institutions: { region, kinds: institutions },
  elderCare: { region, kinds: ['elderCare'] },
  welfare: { region, kinds: ['childWelfare', 'mentalHealth'] },
  /** LIU-2.6 names three kinds of its open list. */
  keyPlaces: { region, kinds: ['elderCare', 'childWelfare', 'mentalHealth'] },
  villages: { region, kinds: ['village'] },
  bureaus: { region, kinds: ['bureau'] },
  sections: { region, kinds: ['bureauSection'] },
  inspectors: { region, kinds: ['bureau', 'bureauSection'] },
  inspected: { region, kinds: ['bureauSection', 'affiliatedUnit'] },
  departments: { region, kinds: departments },
  everyUnit: { region, kinds: [...departments, ...institutions] },
  relief: { region, kinds: ['bureau', 'township'] },
  carers: { region, kinds: ['township', 'village'] },
} as const satisfies Record<string, RuleVersion['scope']>;

/** From the day of the speech, without an end. */
const inForce = { from: '2021-08-11', until: null };

export const must = { ...inForce, modality: 'must' } as const;
export const mustNot = { ...inForce, modality: 'mustNot' } as const;
export const principle = { ...inForce, modality: 'principle' } as const;
export const may = { ...inForce, modality: 'may' } as const;
export const advise = { ...inForce, modality: 'advise' } as const;
export const discretion = { ...inForce, modality: 'discretion' } as const;
