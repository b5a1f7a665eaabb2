import { daySchema } from '@anmin/domain/calendar/day';
import { assessmentSchema } from '@anmin/domain/vaccination/assessment';
import { coveragePlaces } from '@anmin/domain/vaccination/cohort';
import { courseSchema } from '@anmin/domain/vaccination/course';
import { doseSchema } from '@anmin/domain/vaccination/dose';
import { hindranceSchema } from '@anmin/domain/vaccination/hindrance';
import { z } from 'zod';
import { keySchema } from '../once.ts';

const unit = z.string().max(50);
const reason = z.string().trim().min(2).max(200);
const text = z.string().trim().max(500);

/** `unit` null: everything somebody looks after. `day` null: today; `known` null: by what is known now, else by that day's end. */
const looked = { unit: unit.nullable(), day: daySchema.nullable(), known: daySchema.nullable() };
export const statisticsInput = z.strictObject(looked);
/** `of`: the rules of a coverage; null: everybody on record; `outside`: whom no cohort of the notices in force counts. */
export const listInput = z.strictObject({
  ...looked,
  of: z.union([z.array(z.string().max(80)).min(1).max(20), z.literal('outside')]).nullable(),
  place: z.enum(coveragePlaces).nullable(),
  /** Only those at this very unit; null: whoever is looked at. */
  at: unit.nullable(),
  /** The place in the list after which it goes on. */
  after: z.int().min(0).max(10_000_000).nullable(),
});

const card = { unit, person: z.uuid() };
export const personInput = z.strictObject(card);
const written = { ...doseSchema.shape, product: text.max(100), batch: text.max(60), place: text.max(100) };
export const doseInput = z.strictObject({ ...{ key: keySchema, ...card }, dose: z.strictObject(written) });
export const correctInput = z.strictObject({
  ...{ key: keySchema, unit, id: z.uuid(), reason },
  dose: z.strictObject(written),
});
export const endInput = z.strictObject({ key: keySchema, unit, id: z.uuid(), reason });
export const hindranceInput = z.strictObject({
  ...{ key: keySchema, ...card },
  hindrance: z.strictObject({ ...hindranceSchema.shape, evidence: text, note: text }),
});
export const assessmentInput = z.strictObject({
  ...{ key: keySchema, ...card },
  assessment: z.strictObject({ ...assessmentSchema.shape, medic: z.string().trim().min(2).max(50) }),
});
export const contactInput = z.strictObject({
  ...{ key: keySchema, ...card },
  contact: z.strictObject({ on: daySchema, nextOn: daySchema.nullable(), note: text }),
});
export const coursesInput = z.strictObject({ unit });
export const settleInput = z.strictObject({ key: keySchema, unit, course: courseSchema });
