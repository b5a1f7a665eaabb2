import { gateChecks, gateRefusals } from '@anmin/domain/measures/duty';
import { gateAts } from '@anmin/domain/measures/passing';
import { z } from 'zod';
import { keySchema } from '../once.ts';

const unit = z.string().max(50);
const word = z.string().regex(/^[a-z][A-Za-z0-9]{0,60}$/);
const at = z.enum(gateAts);

/** `as` absent: as whoever a rule names first there, for a closed gate names whom it bars. */
export const askedInput = z.strictObject({ unit, at, as: word.nullable().optional() });
export const answersInput = z.strictObject({
  checks: z.array(z.enum(gateChecks)).max(gateChecks.length),
  found: z.array(z.enum(gateRefusals)).max(gateRefusals.length),
  cleared: z.array(z.enum(gateRefusals)).max(gateRefusals.length),
  exemptions: z.array(word).max(20),
});
const typed = z.string().max(200);
const who = z.strictObject({ came: typed, name: typed, phone: typed, idNumber: typed, purpose: typed });
/** `who` absent: nobody asked for their name. */
export const checkInput = answersInput.extend({ key: keySchema, unit, at, as: word.nullable(), who: who.optional() });
export const nameInput = z.strictObject({ key: keySchema, passage: z.uuid(), who });
export const leaveInput = z.strictObject({ key: keySchema, passage: z.uuid() });
/** `day` null: who is inside now. */
export const comersInput = z.strictObject({ unit, day: z.iso.date().nullable() });
export const overrideInput = z.strictObject({
  ...{ key: keySchema, passage: z.uuid(), reason: z.string().trim().min(2).max(200) },
});
