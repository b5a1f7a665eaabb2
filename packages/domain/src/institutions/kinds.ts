/** Kinds of institution and window a bureau oversees (glossary: 民政服务机构; SX-2.1, ZJ-2.1 name nine, DX adds outlets). */
export const institutionKinds = [
  'elderCare',
  'childWelfare',
  'minorProtection',
  'tekunSupport',
  'mentalHealth',
  'reliefStation',
  'funeral',
  'marriageRegistrationOffice',
  'socialOrganisationOffice',
  'lotteryOutlet',
] as const;
export type InstitutionKind = (typeof institutionKinds)[number];

/** Bodies a notice binds that are no institution: bureaus, their sections and affiliated units, townships, villages. */
export const bodyKinds = ['bureau', 'bureauSection', 'affiliatedUnit', 'township', 'village'] as const;

/** Whatever a rule may bind. */
export const boundKinds = [...institutionKinds, ...bodyKinds] as const;
export type BoundKind = (typeof boundKinds)[number];

/** Kinds at whose counters citizens book. */
export const counterKinds = ['marriageRegistrationOffice'] as const satisfies readonly InstitutionKind[];
