import { z } from 'zod';
import { boundKinds } from '../institutions/kinds.ts';
import { regionLevels } from '../regions/region.ts';
import { requirementSchema } from './requirement.ts';

/** What a clause does. `none`: a goal or slogan that orders nothing. */
export const clauseKinds = ['rule', 'advice', 'judgement', 'definition', 'none'] as const;

/**
 * How strongly a rule binds. MUST and MUST NOT know no override; PRINCIPLE yields to a named person with a stored
 * reason; MAY is switched on per region; ADVISE never blocks; DISCRETION waits for an authority's recorded decision.
 */
export const modalities = ['must', 'mustNot', 'principle', 'may', 'advise', 'discretion'] as const;
export type Modality = (typeof modalities)[number];

/** The rooms of the office a clause belongs to (requirements of the notices, clause counts). */
export const clauseRooms = [
  'institutions',
  'measures',
  'vaccination',
  'relief',
  'duty',
  'appointments',
  'outlets',
  'travel',
  'gatherings',
  'inspections',
  'petitions',
  'publicity',
  'plans',
  'goods',
  'community',
  'governance',
] as const;

export const riskLevels = ['low', 'medium', 'high'] as const;
export type RiskLevel = (typeof riskLevels)[number];

/**
 * Words by which a text sets a limit. 以上, 不超过 and 不低于 include the number (I2), 以内 the exact limit (I7), 日前 the
 * named day (I3); 首次 and the like count plainly.
 */
export const boundWords = ['atLeast', 'notAbove', 'within', 'byDay', 'exactly'] as const;
export const boundUnits = [
  'persons',
  'tables',
  'permille',
  'minutes',
  'days',
  'hours',
  'months',
  'years',
  'times',
] as const;

const clauseId = z.string().regex(/^[A-Z0-9]+-[0-9A-Za-z.]+$/);

export const noticeSchema = z.strictObject({
  id: z.string(),
  title: z.string(),
  /** 文号; null where the text as received gives none. */
  number: z.string().nullable(),
  issuer: z.string(),
  issuedOn: z.iso.date().nullable(),
  /** null: binds the whole country. */
  region: z.string().nullable(),
  standing: z.boolean(),
  /** The day it could be known, where that is later than its issue. */
  publishedOn: z.iso.date().optional(),
  /** The moment on the office's wall from which the office went by it, where it was entered later than that. */
  enteredAt: z.string().optional(),
  /** From when to when it binds as a whole and by its phases; a rule begins and ends with one of them. */
  spans: z.array(z.strictObject({ from: z.iso.date(), until: z.iso.date().nullable() })).optional(),
  /** Ids of notices that end with this one. */
  replaces: z.array(z.string()).optional(),
  /** Who passed it on, with a document of their own that binds their own addressees (SX-0.1). */
  forwardings: z
    .array(z.strictObject({ issuer: z.string(), number: z.string(), issuedOn: z.iso.date(), region: z.string() }))
    .optional(),
});

export const clauseSchema = z.strictObject({
  id: clauseId,
  /** Where the clause stands in the text, as its readers cite it. */
  place: z.string(),
  kind: z.enum(clauseKinds),
  room: z.enum(clauseRooms),
  /** What the clause says, in our own words. */
  summary: z.string(),
  /** The numbers its text gives with the word that says on which side they stand; a rule that cites it must agree. */
  bounds: z.array(z.strictObject({ word: z.enum(boundWords), value: z.number(), unit: z.enum(boundUnits) })).optional(),
});

export const ruleVersionSchema = z.strictObject({
  id: z.string(),
  clauses: z.array(clauseId).min(1),
  scope: z.strictObject({
    /** With everything below it; null: the whole country. */
    region: z.string().nullable(),
    /** Regions below that the rule leaves out, with everything below them. */
    except: z.array(z.string()).optional(),
    kinds: z.array(z.enum(boundKinds)).min(1),
    /** Only where the risk level in force is one of these; absent: at any. */
    risk: z.array(z.enum(riskLevels)).min(1).optional(),
    /** Only units of these levels, by the region they stand for: a duty of counties leaves the prefecture's bureau alone. */
    levels: z.array(z.enum(regionLevels)).min(1).optional(),
  }),
  /** Half-open: `until` is the first day out; null until replaced. */
  from: z.iso.date(),
  until: z.iso.date().nullable(),
  /** For a rule without an end: the day by which somebody looks whether it still holds. */
  reviewBy: z.iso.date().optional(),
  modality: z.enum(modalities),
  requirement: requirementSchema,
  /** How an open text was read, by the id of the reading (I1–I9, C1–C33) or in words of our own. */
  reading: z.string().optional(),
});

export const packSchema = z.strictObject({
  notice: noticeSchema,
  clauses: z.array(clauseSchema).min(1),
  rules: z.array(ruleVersionSchema),
});

export type Notice = z.infer<typeof noticeSchema>;
export type Clause = z.infer<typeof clauseSchema>;
export type RuleVersion = z.infer<typeof ruleVersionSchema>;
export type Pack = z.infer<typeof packSchema>;
