import type { BoundKind } from '../institutions/kinds.ts';

/** Somebody at a unit on a day. An age of null is not known. */
export type Member = {
  readonly role: string;
  readonly standing: string | null;
  readonly groups: readonly string[];
  /** What their unit is. */
  readonly at: BoundKind | null;
  readonly age: number | null;
};

/** Whether the ledger can tell who is meant; a word it does not know is never guessed at. */
export const isKnown = (word: string): boolean => Object.hasOwn(meanings, word);

/** Whether a word of the notices means somebody. */
export function means(word: string, member: Member): boolean {
  return (meanings[word] ?? []).some(
    ({ roles, standings, groups, at }) =>
      (roles === undefined || roles.includes(member.role)) &&
      (standings === undefined || (member.standing !== null && standings.includes(member.standing))) &&
      (groups === undefined || groups.some((it) => member.groups.includes(it))) &&
      (at === undefined || (member.at !== null && at.includes(member.at))),
  );
}

/** Members a word of the notices means: any of these, each by all that it names. */
type Meaning = readonly {
  readonly roles?: readonly string[];
  readonly standings?: readonly string[];
  readonly groups?: readonly string[];
  readonly at?: readonly BoundKind[];
}[];

const forChildren = ['childWelfare', 'minorProtection'] as const satisfies readonly BoundKind[];
const bureaus = ['bureau', 'bureauSection', 'township'] as const satisfies readonly BoundKind[];
const institutions = [
  'elderCare',
  ...forChildren,
  'tekunSupport',
  'mentalHealth',
  'reliefStation',
  'funeral',
  'marriageRegistrationOffice',
] as const satisfies readonly BoundKind[];
const housesOfAdults = [
  'elderCare',
  'tekunSupport',
  'mentalHealth',
  'reliefStation',
] as const satisfies readonly BoundKind[];

/** The groups of coverages, by the words of the notices. */
const meanings: Readonly<Record<string, Meaning>> = {
  /** 辖区居民: whoever is on record as belonging there; who only comes to visit does not. */
  resident: [{ roles: ['resident', 'staff', 'retiree', 'volunteer'] }],
  staff: [{ roles: ['staff'] }],
  staffMember: [{ roles: ['staff'] }],
  inService: [{ roles: ['staff'], standings: ['inService'] }],
  retired: [{ roles: ['retiree'], standings: ['retired'] }],
  lixiu: [{ roles: ['retiree'], standings: ['retiredCadre'] }],
  bureauStaff: [{ roles: ['staff'], at: bureaus }],
  affiliatedUnitStaff: [{ roles: ['staff'], at: ['affiliatedUnit'] }],
  institutionStaff: [{ roles: ['staff'], at: institutions }],
  socialOrganisationStaff: [
    { roles: ['staff'], at: ['socialOrganisationOffice'] },
    { groups: ['socialOrganisationStaff'] },
  ],
  communityWorker: [{ groups: ['communityWorker'] }],
  socialWorker: [{ groups: ['socialWorker'] }],
  serviceRecipient: [{ roles: ['resident'] }],
  elderInInstitution: [{ roles: ['resident'], at: ['elderCare'] }],
  childInInstitution: [{ roles: ['resident'], at: ['childWelfare'] }],
  residentElder: [{ roles: ['resident'], at: housesOfAdults }],
  residentChild: [{ roles: ['resident'], at: forChildren }],
  centrallySupportedElder: [{ roles: ['resident'], groups: ['centrallySupported'], at: housesOfAdults }],
  centrallySupportedChild: [{ roles: ['resident'], groups: ['centrallySupported'], at: forChildren }],
};
