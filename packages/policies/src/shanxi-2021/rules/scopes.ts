import type { BoundKind } from '@anmin/domain/institutions/kinds';
import type { RuleVersion } from '@anmin/domain/measures/notice';

const region = '140000';

const residences: BoundKind[] = [
  'elderCare',
  'childWelfare',
  'minorProtection',
  'tekunSupport',
  'mentalHealth',
  'reliefStation',
];
const institutions: BoundKind[] = [...residences, 'funeral'];
const windows: BoundKind[] = ['marriageRegistrationOffice', 'socialOrganisationOffice'];
/** 各市民政局，厅直各单位: the addressees of the telegram. */
const departments: BoundKind[] = ['bureau', 'affiliatedUnit'];

export const scopes = {
  residences: { region, kinds: residences },
  institutions: { region, kinds: institutions },
  windows: { region, kinds: windows },
  /** The seven kinds of institution and the two windows of SX-2.1. */
  institutionsAndWindows: { region, kinds: [...institutions, ...windows] },
  elderCare: { region, kinds: ['elderCare'] },
  bureaus: { region, kinds: ['bureau'] },
  departments: { region, kinds: departments },
  departmentsAndInstitutions: { region, kinds: [...departments, ...institutions] },
  everyBody: { region, kinds: [...departments, ...institutions, ...windows] },
  relief: { region, kinds: ['bureau', 'township'] },
  reliefAtRisk: { region, kinds: ['bureau', 'township'], risk: ['medium', 'high'] },
  /** The addressees of the forwarding document. */
  shangdang: { region: '140404', kinds: ['township', 'elderCare'] },
  shangdangTownships: { region: '140404', kinds: ['township'] },
} as const satisfies Record<string, RuleVersion['scope']>;

/** 从即日起, without an end. */
const inForce = { from: '2021-08-05', until: null };

export const must = { ...inForce, modality: 'must' } as const;
export const may = { ...inForce, modality: 'may' } as const;
export const advise = { ...inForce, modality: 'advise' } as const;
export const discretion = { ...inForce, modality: 'discretion' } as const;
