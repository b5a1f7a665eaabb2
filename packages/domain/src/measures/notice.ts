import { z } from 'zod';
import { institutionKinds } from '../institutions/kinds.ts';
import { requirementSchema } from './requirement.ts';

/** What a clause does. `none`: a goal or slogan that orders nothing. */
export const clauseKinds = ['rule', 'advice', 'judgement', 'definition', 'none'] as const;

/**
 * How strongly a rule binds. MUST and MUST NOT know no override; PRINCIPLE yields to a named person with a stored
 * reason; MAY is switched on per region; ADVISE never blocks; DISCRETION waits for an authority's recorded decision.
 */
export const modalities = ['must', 'mustNot', 'principle', 'may', 'advise', 'discretion'] as const;

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
});

export const clauseSchema = z.strictObject({
  id: clauseId,
  /** Where the clause stands in the text, as its readers cite it. */
  place: z.string(),
  kind: z.enum(clauseKinds),
  summary: z.string(),
});

export const ruleVersionSchema = z.strictObject({
  id: z.string(),
  clauses: z.array(clauseId).min(1),
  scope: z.strictObject({ region: z.string().nullable(), kinds: z.array(z.enum(institutionKinds)).min(1) }),
  /** Half-open: `until` is the first day out; null until replaced. */
  from: z.iso.date(),
  until: z.iso.date().nullable(),
  modality: z.enum(modalities),
  requirement: requirementSchema,
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
