import { z } from 'zod';
import { daySchema } from '../calendar/day.ts';
import { vaccineKinds } from './dose.ts';

/** Where people of homes are vaccinated together (SX-3.5). */
export const sessionModes = ['onSite', 'arranged', 'greenChannel'] as const;
export type SessionMode = (typeof sessionModes)[number];

/** What a session of each mode puts in place, in the words of the notices. */
export const offeredBy = {
  onSite: 'temporaryVaccinationPoint',
  arranged: 'arrangedVaccinationTime',
  greenChannel: 'greenChannel',
} as const satisfies Record<SessionMode, string>;

/** What came of somebody who was invited; `unfit`: a medic found them not fit on the day. */
export const attendanceOutcomes = ['vaccinated', 'absent', 'unfit'] as const;
export type AttendanceOutcome = (typeof attendanceOutcomes)[number];

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

/** A day on which people are vaccinated together; each group comes at its own time, one after the other. */
export const sessionSchema = z.strictObject({
  mode: z.enum(sessionModes),
  on: daySchema,
  starts: z
    .array(time)
    .min(1)
    .max(20)
    .refine((starts) => starts.every((it, at) => at === 0 || it > (starts[at - 1] ?? ''))),
  place: z.string().trim().min(2).max(100),
  provider: z.string().trim().min(2).max(100),
  kind: z.enum(vaccineKinds),
  product: z.string().trim().max(100),
  batch: z.string().trim().max(60),
});
export type Session = z.infer<typeof sessionSchema>;

/** Whether somebody was watched for less than is settled; where nothing is, nobody was. */
export const isWatchedShort = (minutes: number, settled: number | null): boolean =>
  settled !== null && minutes < settled;

/** Why somebody cannot be invited yet; null: they can. Who must be assessed enters the schedule only once they are eligible. */
export function hindersInviting(of: {
  readonly assessed: boolean | null;
  readonly mustBeAssessed: boolean;
}): 'notAssessed' | 'notEligible' | null {
  if (of.assessed === false) return 'notEligible';
  return of.mustBeAssessed && of.assessed === null ? 'notAssessed' : null;
}
