/** What somebody may do. An ability joins the list with its first verb. */
export const abilities = [
  'counter.see',
  'counter.serve',
  'plans.see',
  'plans.change',
  'closures.see',
  'closures.make',
  'feedback.see',
  'units.see',
  'units.change',
  'staff.see',
  'staff.manage',
  'duties.delegate',
  'journal.see',
  'clients.see',
  'clients.manage',
] as const;
export type Ability = (typeof abilities)[number];

export const roles = [
  'prefectureHead',
  'sectionClerk',
  'countyClerk',
  'townshipClerk',
  'villageWorker',
  'institutionManager',
  'institutionStaff',
  'lotterySupervisor',
  'dutyOfficer',
  'auditor',
  'systemAdministrator',
] as const;
export type Role = (typeof roles)[number];

type Terms = {
  readonly abilities: readonly Ability[];
  /** `below`: the unit of the post and what is below it; `bureau`: the bureau the post's section belongs to. */
  readonly reach: 'below' | 'bureau';
};

const seeing: Ability[] = ['counter.see', 'plans.see', 'closures.see', 'feedback.see'];
const running: Ability[] = [...seeing, 'counter.serve', 'plans.change', 'closures.make'];
const leading: Ability[] = ['units.see', 'staff.see', 'staff.manage', 'duties.delegate', 'journal.see'];

/**
 * Duties are kept apart: who administers the system sees no business, who audits writes nothing, and neither is held
 * together with a role that does (see `heldTogether`).
 */
export const termsOf = {
  prefectureHead: { abilities: [...seeing, 'closures.make', ...leading], reach: 'below' },
  sectionClerk: { abilities: [...running, 'units.see'], reach: 'bureau' },
  countyClerk: { abilities: [...running, 'units.see'], reach: 'below' },
  townshipClerk: { abilities: ['units.see'], reach: 'below' },
  villageWorker: { abilities: [], reach: 'below' },
  institutionManager: { abilities: [...running, ...leading], reach: 'below' },
  institutionStaff: { abilities: ['counter.see', 'counter.serve', 'plans.see', 'closures.see'], reach: 'below' },
  lotterySupervisor: { abilities: ['units.see'], reach: 'bureau' },
  dutyOfficer: { abilities: ['counter.see', 'closures.see'], reach: 'below' },
  auditor: { abilities: ['units.see', 'staff.see', 'journal.see'], reach: 'below' },
  systemAdministrator: {
    abilities: ['units.see', 'units.change', 'staff.see', 'staff.manage', 'clients.see', 'clients.manage'],
    reach: 'below',
  },
} satisfies Record<Role, Terms>;

const apart: readonly Role[] = ['auditor', 'systemAdministrator'];

/** Whether one person may hold these roles at the same time. */
export function heldTogether(held: readonly Role[]): boolean {
  const different = new Set(held);
  return different.size < 2 || !apart.some((role) => different.has(role));
}

/** Whether an ability changes anything; the auditor has none that does. */
export function isWriting(ability: Ability): boolean {
  return !ability.endsWith('.see');
}
