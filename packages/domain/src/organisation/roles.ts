import type { UnitKind } from './units.ts';

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
  'persons.reveal',
  'requests.see',
  'requests.answer',
  'retention.see',
  'retention.change',
  'exports.see',
  'exports.make',
  'exports.approve',
  'clients.see',
  'clients.manage',
  'measures.see',
  'facts.record',
  'facts.decide',
  'notices.draft',
  'notices.approve',
  'notices.confirm',
  'gate.check',
  'gate.override',
  'vaccination.see',
  'vaccination.change',
  'vaccination.arrange',
  'vaccination.settle',
  'checks.see',
  'people.see',
  'people.change',
  'evidence.see',
  'evidence.enter',
  'evidence.settle',
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
  /** the kinds of unit it is held at */
  readonly at: readonly UnitKind[];
};

const seeing: Ability[] = [
  'measures.see',
  'vaccination.see',
  'counter.see',
  'plans.see',
  'closures.see',
  'feedback.see',
  'requests.see',
  'exports.see',
  'retention.see',
  'people.see',
  'evidence.see',
];
const running: Ability[] = [
  ...seeing,
  'counter.serve',
  'plans.change',
  'closures.make',
  'persons.reveal',
  'requests.answer',
  'exports.make',
  'exports.approve',
  'evidence.settle',
  'vaccination.arrange',
];
const recording: Ability[] = ['facts.record', 'facts.decide'];
const leading: Ability[] = ['units.see', 'staff.see', 'staff.manage', 'duties.delegate', 'journal.see'];

/**
 * Duties are kept apart: who administers the system sees no business, who audits writes nothing, and neither is held
 * together with a role that does (see `heldTogether`).
 */
export const termsOf = {
  prefectureHead: {
    abilities: [
      ...seeing,
      ...recording,
      'notices.approve',
      'closures.make',
      'exports.approve',
      'retention.change',
      'vaccination.settle',
      ...leading,
    ],
    reach: 'below',
    at: ['prefecture'],
  },
  sectionClerk: {
    abilities: [
      ...running,
      ...recording,
      'notices.draft',
      'notices.confirm',
      'retention.change',
      'vaccination.settle',
      'units.see',
    ],
    reach: 'bureau',
    at: ['section'],
  },
  countyClerk: {
    abilities: [...running, ...recording, 'notices.draft', 'notices.confirm', 'units.see'],
    reach: 'below',
    at: ['county'],
  },
  townshipClerk: { abilities: ['measures.see', 'notices.confirm', 'units.see'], reach: 'below', at: ['township'] },
  villageWorker: { abilities: ['measures.see', 'notices.confirm'], reach: 'below', at: ['village'] },
  institutionManager: {
    abilities: [
      ...running,
      ...(['notices.confirm', 'gate.check', 'gate.override'] as const),
      ...(['evidence.enter', 'people.change', 'vaccination.change'] as const),
      ...leading,
    ],
    reach: 'below',
    at: ['institution', 'affiliated'],
  },
  institutionStaff: {
    abilities: [
      ...(['measures.see', 'gate.check', 'counter.see', 'counter.serve', 'plans.see', 'closures.see'] as const),
      ...(['evidence.see', 'evidence.enter', 'people.see', 'people.change'] as const),
      ...(['vaccination.see', 'vaccination.change'] as const),
    ],
    reach: 'below',
    at: ['institution', 'affiliated'],
  },
  lotterySupervisor: { abilities: ['measures.see', 'units.see'], reach: 'bureau', at: ['section'] },
  dutyOfficer: {
    abilities: ['measures.see', 'counter.see', 'closures.see'],
    reach: 'below',
    at: ['prefecture', 'county', 'institution', 'affiliated'],
  },
  auditor: {
    abilities: ['measures.see', 'units.see', 'staff.see', 'journal.see', 'checks.see'],
    reach: 'below',
    at: ['province', 'prefecture', 'county'],
  },
  systemAdministrator: {
    abilities: [
      'units.see',
      'units.change',
      'staff.see',
      'staff.manage',
      'clients.see',
      'clients.manage',
      'checks.see',
    ],
    reach: 'below',
    at: ['province', 'prefecture', 'county'],
  },
} satisfies Record<Role, Terms>;

const apart: readonly Role[] = ['auditor', 'systemAdministrator'];

/** The roles that are nobody's second one. */
export function apartFromBusiness(role: Role): boolean {
  return apart.includes(role);
}

/** Whether one person may hold these roles at the same time. */
export function heldTogether(held: readonly Role[]): boolean {
  const different = new Set(held);
  return different.size < 2 || ![...different].some(apartFromBusiness);
}
