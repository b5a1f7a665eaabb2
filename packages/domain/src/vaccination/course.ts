import { z } from 'zod';
import { daySchema } from '../calendar/day.ts';
import { vaccineKinds, type VaccineKind } from './dose.ts';

/**
 * What makes a full course of a kind, as a bureau settles it from the technical guidance: never a number of the code.
 * Times in days; null: the source gives none.
 */
export const courseSchema = z.strictObject({
  kind: z.enum(vaccineKinds),
  doses: z.int().min(1).max(5),
  /** A dose sooner after the one before does not count. */
  gapDays: z.int().min(0).max(365),
  /** By when after the dose before the next one is to be taken. */
  withinDays: z.int().min(1).max(730).nullable(),
  /** From when after the full course a booster counts. */
  boosterAfterDays: z.int().min(1).max(1100).nullable(),
  validFrom: daySchema,
  source: z.string().trim().min(2).max(200),
});
export type Course = z.infer<typeof courseSchema>;

/** The course in force for a kind on a day; undefined: nobody has settled one. */
export function courseOn(courses: readonly Course[], kind: VaccineKind, day: string): Course | undefined {
  return courses
    .filter((it) => it.kind === kind && it.validFrom <= day)
    .reduce<Course | undefined>(
      (last, it) => (last === undefined || it.validFrom >= last.validFrom ? it : last),
      undefined,
    );
}
