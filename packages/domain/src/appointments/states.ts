/**
 * Where a booking stands. `displaced`: the office closed the time and owes another one. `waiting`: in line for a time that
 * is taken, `withdrawn`: no longer in line.
 */
export const bookingStates = [
  'booked',
  'checkedIn',
  'displaced',
  'registered',
  'refused',
  'noShow',
  'noOutcome',
  'cancelled',
  'waiting',
  'withdrawn',
] as const;
export type BookingState = (typeof bookingStates)[number];

/** Live: the couple still has a claim on the office. */
export const liveStates = ['booked', 'checkedIn', 'displaced', 'waiting'] as const satisfies readonly BookingState[];

/** States in which a booking owns its place. A displaced one owns at most an offered place. */
export const placedStates = [
  'booked',
  'checkedIn',
  'registered',
  'refused',
  'noShow',
  'noOutcome',
] as const satisfies readonly BookingState[];

/** In line, or it was: no appointment. */
export const lineStates = ['waiting', 'withdrawn'] as const satisfies readonly BookingState[];

export const outcomes = ['registered', 'refused', 'noShow'] as const satisfies readonly BookingState[];
export type Outcome = (typeof outcomes)[number];

/** Who ended a booking: its own people, the desk, or the office by closing. */
export const enders = ['citizen', 'desk', 'office'] as const;
export type Ender = (typeof enders)[number];

/** Grounds on which a registrar refuses. */
export const refusalGrounds = [
  'quarantine',
  'refusedCheck',
  'notAppearedBoth',
  'materialsMissing',
  'underAge',
  'notVoluntary',
  'other',
] as const;
export type RefusalGround = (typeof refusalGrounds)[number];

export function isLive(state: BookingState): boolean {
  return liveStates.some((live) => live === state);
}

export function canCheckIn(state: BookingState): boolean {
  return state === 'booked';
}

export function canFinish(state: BookingState): boolean {
  return state === 'checkedIn';
}

export function canMarkNoShow(state: BookingState): boolean {
  return state === 'booked';
}

/** Whose papers may be looked at: who has an appointment that is still to come, or is at the counter. */
export function canNotePapers(state: BookingState): boolean {
  return state === 'booked' || state === 'checkedIn';
}

export function canChange(state: BookingState): boolean {
  return state === 'booked' || state === 'displaced';
}

/** Missed, or called off by its own people: what may count against them, unless a clerk forgives it. */
export function countsAgainst(state: BookingState, endedBy: Ender | null): boolean {
  return state === 'noShow' || (state === 'cancelled' && endedBy === 'citizen');
}
