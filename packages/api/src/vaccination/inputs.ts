import { daySchema } from '@anmin/domain/calendar/day';
import { assessmentSchema } from '@anmin/domain/vaccination/assessment';
import { followUpSchema, incentiveSchema, reactionOutcomes } from '@anmin/domain/vaccination/aftercare';
import { coveragePlaces } from '@anmin/domain/vaccination/cohort';
import { courseSchema } from '@anmin/domain/vaccination/course';
import { doseSchema } from '@anmin/domain/vaccination/dose';
import { hindranceSchema } from '@anmin/domain/vaccination/hindrance';
import { attendanceOutcomes, sessionSchema } from '@anmin/domain/vaccination/session';
import { z } from 'zod';
import { keySchema } from '../once.ts';

const unit = z.string().max(50);
const reason = z.string().trim().min(2).max(200);
const text = z.string().trim().max(500);

/** What a coverage rests on, by the ids of its rules. */
const rules = z.array(z.string().max(80)).min(1).max(20);
/** `unit` null: everything somebody looks after. `day` null: today; `known` null: by what is known now, else by that day's end. */
const looked = { unit: unit.nullable(), day: daySchema.nullable(), known: daySchema.nullable() };
export const statisticsInput = z.strictObject(looked);
/** `of`: the rules of a coverage; null: everybody on record; `outside`: whom no cohort of the notices in force counts. */
export const listInput = z.strictObject({
  ...looked,
  of: z.union([rules, z.literal('outside')]).nullable(),
  place: z.enum(coveragePlaces).nullable(),
  /** Only those at this very unit; null: whoever is looked at. */
  at: unit.nullable(),
  /** The place in the list after which it goes on. */
  after: z.int().min(0).max(10_000_000).nullable(),
  /** As much as is printed at once, not a page of the screen. */
  printed: z.boolean().default(false),
});

export const ledgerInput = z.strictObject({ unit });

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

export const followUpInput = z.strictObject({
  ...{ key: keySchema, ...card },
  followUp: z.strictObject({ ...followUpSchema.shape, note: text }),
});
export const reactionInput = z.strictObject({
  ...{ key: keySchema, ...card },
  reaction: z.strictObject({ on: daySchema, told: text.min(2) }),
});
export const handleReactionInput = z.strictObject({
  ...{ key: keySchema, unit, id: z.uuid() },
  handling: z.discriminatedUnion('step', [
    z.strictObject({ step: z.literal('treat'), treatment: text.min(2) }),
    z.strictObject({ step: z.literal('inform') }),
    z.strictObject({ step: z.literal('close'), outcome: z.enum(reactionOutcomes) }),
  ]),
});
export const incentiveInput = z.strictObject({ ...{ key: keySchema, ...card }, incentive: incentiveSchema });
export const takeRestDayInput = z.strictObject({ key: keySchema, unit, id: z.uuid(), on: daySchema });
/** `unit` null: everything somebody looks after. */
export const aftercareInput = z.strictObject({ unit: unit.nullable() });

/** `unit` null: everything somebody looks after. */
export const sessionsInput = z.strictObject({ unit: unit.nullable() });
export const sessionInput = z.strictObject({ session: z.uuid() });
export const planSessionInput = z.strictObject({ key: keySchema, unit, session: sessionSchema });
const seen = { key: keySchema, id: z.uuid(), version: z.int() };
export const changeSessionInput = z.strictObject({ ...seen, session: sessionSchema });
export const cancelSessionInput = z.strictObject({ ...seen, reason });
export const inviteInput = z.strictObject({
  ...{ key: keySchema, id: z.uuid(), group: z.int().min(1).max(20) },
  people: z
    .array(z.strictObject(card))
    .min(1)
    .max(500)
    .refine((people) => new Set(people.map((it) => `${it.unit} ${it.person}`)).size === people.length),
});
export const uninviteInput = z.strictObject({ key: keySchema, id: z.uuid(), ...card });
const attending = { key: keySchema, id: z.uuid(), ...card };
export const attendInput = z.strictObject({
  ...attending,
  came: z.discriminatedUnion('outcome', [
    z.strictObject({ outcome: z.literal('vaccinated'), number: z.int().min(1).max(9) }),
    z.strictObject({ outcome: z.enum(attendanceOutcomes).exclude(['vaccinated']) }),
  ]),
});
export const endObservationInput = z.strictObject(attending);
/** A member of the staff. */
const mobiliser = z.string().min(1).max(100);
export const outstandingInput = z.strictObject({
  unit: unit.nullable(),
  /** Only whom they mobilise; `nobody`: of whom nobody is named; null: everybody. */
  mobiliser: z.union([z.literal('nobody'), mobiliser]).nullable(),
  /** The place in the list after which it goes on. */
  after: z.int().min(0).max(10_000_000).nullable(),
});
export const mobiliseInput = z.strictObject({
  ...{ key: keySchema, unit, mobiliser },
  persons: z
    .array(z.uuid())
    .min(1)
    .max(500)
    .refine((persons) => new Set(persons).size === persons.length),
});
/** `day` null: today */
export const circularInput = z.strictObject({ key: keySchema, unit, day: daySchema.nullable(), rules });
