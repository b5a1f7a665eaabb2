import { memberFields } from '@anmin/domain/people/member';
import { leavings, memberGroups, memberRoles, standings } from '@anmin/domain/people/membership';
import { z } from 'zod';
import { keySchema } from '../once.ts';

const unit = z.string().max(50);
const typed = z.string().max(200);
const member = z.strictObject(
  Object.fromEntries(memberFields.map((it) => [it, typed])) as Record<(typeof memberFields)[number], typeof typed>,
);
const of = { key: keySchema, membership: z.uuid(), version: z.int() };

export const listInput = z.strictObject({
  unit,
  role: z.enum(memberRoles).nullable(),
  standing: z.enum(standings).nullable(),
  group: z.enum(memberGroups).nullable(),
  room: z.string().max(20).nullable(),
  /** Those who belonged there once, instead of those who do. */
  left: z.boolean(),
  after: z.int().min(0).max(10_000_000).nullable(),
});

export const findInput = z.strictObject({ unit, text: z.string().trim().min(1).max(60) });
export const oneInput = z.strictObject({ membership: z.uuid() });
export const enterInput = z.strictObject({ key: keySchema, unit, member });

/** All as it should stand; number and phone empty: as they are. What somebody is there is moved, not corrected. */
export const correctInput = z.strictObject({
  ...of,
  /** The version of the card name and phone stand on: other memberships at the unit share it. */
  card: z.int(),
  member: member.omit({ role: true }),
  reason: z.string().trim().min(2).max(200),
});

/** From a day on somebody is something else there, or lies in another bed. */
export const moveInput = z.strictObject({
  ...of,
  on: z.iso.date(),
  to: member.pick({ role: true, standing: true, groups: true, post: true, room: true, bed: true }),
});

export const sendInput = z.strictObject({ ...of, to: z.string().max(50), on: z.iso.date() });
export const atUnitInput = z.strictObject({ unit });
export const receiveInput = z.strictObject({
  ...{ key: keySchema, transfer: z.uuid(), on: z.iso.date() },
  to: member.pick({ role: true, standing: true, groups: true, post: true, room: true, bed: true }),
});
export const callOffInput = z.strictObject({ key: keySchema, transfer: z.uuid() });

export const leaveInput = z.strictObject({ ...of, on: z.iso.date(), reason: z.enum(leavings).exclude(['transfer']) });
