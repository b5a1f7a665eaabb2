/** As what somebody belongs to a unit. The same person may be several of these, one after the other or at once. */
export const memberRoles = ['resident', 'staff', 'retiree', 'volunteer', 'visitor'] as const;
export type MemberRole = (typeof memberRoles)[number];

/** How somebody stands to their employer: 在职, 退休, or 离休 (LIU-4.3 to LIU-4.5 count them apart). */
export const standings = ['inService', 'retired', 'retiredCadre'] as const;
export type Standing = (typeof standings)[number];

/** Groups the notices count beside roles (SX-6.3, SX-4.1, LIU-4.4); the list is open there, so it grows here. */
export const memberGroups = [
  'partyMember',
  'cadre',
  'communityWorker',
  'socialWorker',
  'socialOrganisationStaff',
  'centrallySupported',
] as const;
export type MemberGroup = (typeof memberGroups)[number];

/** Why a membership ended. `transfer`: another begins the same day; `mistake`: it was entered where it did not belong. */
export const leavings = ['home', 'transfer', 'hospital', 'died', 'resigned', 'retired', 'ended', 'mistake'] as const;
export type Leaving = (typeof leavings)[number];

/** Whether the other unit has answered to somebody who is sent there. */
export type TransferState = 'waiting' | 'received' | 'calledOff';

const standingsOf: Readonly<Record<MemberRole, readonly Standing[]>> = {
  resident: [],
  staff: ['inService'],
  retiree: ['retired', 'retiredCadre'],
  volunteer: [],
  visitor: [],
};

/** The standings a role may have; empty: it has none. */
export function standingsFor(role: MemberRole): readonly Standing[] {
  return standingsOf[role];
}

/** Whether somebody of this role lives in a room and a bed. */
export function hasBed(role: MemberRole): boolean {
  return role === 'resident';
}

/** Whether somebody of this role has a post there. */
export function hasPost(role: MemberRole): boolean {
  return role === 'staff' || role === 'retiree' || role === 'volunteer';
}
