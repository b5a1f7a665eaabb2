/** What somebody does with their own account, or is tried with it: the log of signing in. */
export const accountActions = [
  'staff.signIn',
  'staff.signInRefused',
  'staff.signOut',
  'staff.endSession',
  'staff.codeUsed',
  'staff.changePassphrase',
  'staff.beginSecondFactor',
  'staff.proveSecondFactor',
  'staff.lockSecondFactor',
] as const;

/** What the journal tells of: somebody's act, or one of the office itself. It joins the list with its first entry. */
export const actions = [
  'booking.made',
  'booking.moved',
  'booking.cancelled',
  'booking.checkedIn',
  'booking.screened',
  'booking.finished',
  'booking.corrected',
  'booking.dayClosed',
  'booking.displaced',
  'booking.released',
  'party.compared',
  'report.opened',
  'offer.made',
  'offer.accepted',
  'offer.declined',
  'offer.expired',
  'offer.withdrawn',
  'message.resent',
  'closure.made',
  'closure.lifted',
  'plan.changed',
  'contacts.changed',
  'feedback.given',
  ...accountActions,
  'staff.invited',
  'staff.codeRenewed',
  'staff.disabled',
  'staff.enabled',
  'post.given',
  'post.ended',
  'delegation.given',
  'delegation.revoked',
  'unit.opened',
  'unit.moved',
  'unit.merged',
  'messages.released',
  'office.restored',
  'demo.seeded',
] as const;
export type Action = (typeof actions)[number];

export function isOfAccount(action: Action): boolean {
  return accountActions.some((name) => name === action);
}
