import { z } from 'zod';
import { daySchema } from '../calendar/day.ts';

/** What a medic looks at (SX-3.4, LIU-4.6), in the order of the notices. */
export const assessmentCriteria = ['conditionGood', 'medicationStable', 'suitable'] as const;
export type AssessmentCriterion = (typeof assessmentCriteria)[number];

export const assessmentSchema = z.strictObject({
  on: daySchema,
  conditionGood: z.boolean(),
  medicationStable: z.boolean(),
  suitable: z.boolean(),
});
export type Assessment = z.infer<typeof assessmentSchema>;

/** All three: who fails one is put off or contraindicated, with the reason, and does not enter the schedule. */
export const isEligible = (assessment: Assessment): boolean => assessmentCriteria.every((it) => assessment[it]);

/** What is assessed of somebody, in the words of the notices. */
export const assessedSteps = [
  'physicalConditionAssessed',
  'medicationStabilityAssessed',
  'suitabilityAssessed',
] as const;
