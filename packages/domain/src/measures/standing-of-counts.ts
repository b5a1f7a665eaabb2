import { breached, due, met, notSet } from './answer.ts';
import { endOf, isLate } from './moments.ts';
import type { Evaluator } from './records.ts';

/** Below the floor is a breach once its day is over, or at once where there is no day; the goal stays due. */
export const coverageStands: Evaluator<'coverage'> = ({ requirement }, records, asOf) => {
  const { by, floor, goal } = requirement;
  if (floor === null && goal === null) return notSet;
  const base = {
    all: records.persons,
    withoutContraindicated: records.persons - records.contraindicated,
    eligible: records.eligible,
  };
  const falls = (share: typeof floor) => share !== null && records.vaccinated * 1000 < share.permille * base[share.of];
  const end = by === null ? null : endOf(by);
  if (falls(floor)) return end === null || isLate(asOf, end) ? breached(['floor'], end) : due(['floor'], end);
  if (falls(goal)) return end !== null && isLate(asOf, end) ? breached(['goal'], end) : due(['goal'], end);
  return met;
};

/**
 * Below its size nothing is asked; above it every act before the event, and what is refused is not held. Only a
 * PRINCIPLE yields to a stored reason.
 */
export const thresholdStands: Evaluator<'threshold'> = ({ requirement, modality }, { size, done, at }, asOf) => {
  if (requirement.from === null && requirement.measure !== 'any') return notSet;
  if (size === null || size < (requirement.from ?? 0)) return met;
  const yields = modality === 'principle' && done.includes('giveReason');
  const missing = requirement.acts
    .map(({ act }) => act)
    .filter((act) => !done.includes(act) && !(act === 'refuse' && yields));
  if (missing.includes('refuse')) return breached(['refuse']);
  if (missing.length === 0) return met;
  return at !== null && isLate(asOf, at) ? breached(missing, at) : due(missing, at);
};

/** Whoever has not the people named in every role stands in breach: the text gives no time to find them. */
export const assignmentStands: Evaluator<'assignment'> = ({ requirement }, { subjects }) => {
  const { roles, hoursADay } = requirement;
  const lacking = subjects.filter(
    (subject) =>
      (hoursADay !== null && (subject.hours ?? 0) < hoursADay) ||
      roles.some(({ role, count, exactly }) => {
        const named = subject.roles[role] ?? 0;
        return exactly ? named !== count : named < count;
      }),
  );
  return lacking.length === 0 ? met : breached(lacking.map(({ id }) => id));
};

/** Open entries are due: the text gives no time in which the list must be empty. */
export const ledgerStands: Evaluator<'ledger'> = ({ requirement }, { entries, signedOff }) => {
  const open = entries.filter(({ steps }) => requirement.steps.some((step) => !steps.includes(step)));
  const unsigned = requirement.fields.filter((field) => !signedOff.includes(field));
  const missing = [...open.map(({ id }) => id), ...unsigned];
  return missing.length === 0 ? met : due(missing);
};
