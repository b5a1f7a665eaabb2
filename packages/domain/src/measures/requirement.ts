import { z } from 'zod';
import { dutySchemas } from './duty.ts';

/** Services of a marriage registration office, in the order of the counter. */
export const services = [
  'marriage',
  'divorceApplication',
  'divorceCertificate',
  'marriageReplacement',
  'divorceReplacement',
] as const;
export type Service = (typeof services)[number];

/** Where a couple may go: one party's household register, any office of the prefecture, any office of the country. */
export const officeChoices = ['householdRegister', 'prefecture', 'nationwide'] as const;
export type OfficeChoice = (typeof officeChoices)[number];

const material = z.strictObject({ zh: z.string(), en: z.string() });

/** A paper to bring; its id stays when its words are corrected. What was entered before papers had ids goes without. */
const paper = material.extend({ id: z.string().optional() });

/**
 * What a rule asks of a counter. `quota`: appointment only, a total a day, slots, peak days. `screening`: what to ask
 * both parties and whom to refuse. `suspension`: an authority may adjust or stop services. `choice`: where one may go.
 * `terms`: the standing law of a service. `advice`: a text that blocks nobody. `guideline`: a document to work by.
 */
const counterSchemas = [
  z.strictObject({
    kind: z.literal('quota'),
    appointmentOnly: z.boolean(),
    /** Places a day and office; null: the text gives no number, the office sets its own. */
    total: z.int().positive().nullable(),
    walkIns: z.enum(['taken', 'refused']),
  }),
  z.strictObject({ kind: z.literal('peakDays'), days: z.array(z.iso.date()).min(1) }),
  z.strictObject({
    kind: z.literal('screening'),
    asks: z.array(z.enum(['keyAreaStay', 'quarantineEnd'])).min(1),
    refuses: z.array(z.enum(['quarantineUnfulfilled'])).min(1),
    at: z.array(z.enum(['booking', 'counter'])).min(1),
    records: z.array(z.enum(['temperature', 'inquiry'])),
  }),
  z.strictObject({
    kind: z.literal('report'),
    on: z.literal('nonCompliance'),
    limitMinutes: z.int().positive().nullable(),
  }),
  z.strictObject({ kind: z.literal('suspension'), acts: z.array(z.enum(['adjust', 'suspend'])).min(1) }),
  z.strictObject({ kind: z.literal('choice'), offices: z.enum(officeChoices) }),
  z.strictObject({ kind: z.literal('notice'), ahead: z.literal(true), daysAhead: z.int().positive().nullable() }),
  z.strictObject({ kind: z.literal('advice'), text: material }),
  z.strictObject({ kind: z.literal('guideline'), title: z.string().min(1), edition: z.int().positive() }),
  /** Completed years on the day of the appointment. */
  z.strictObject({
    kind: z.literal('legalAge'),
    services: z.array(z.enum(services)).min(1),
    male: z.int(),
    female: z.int(),
  }),
  /** Days of 冷静期, and of the collection that follows it. */
  z.strictObject({
    kind: z.literal('divorce'),
    services: z.array(z.enum(services)).min(1),
    coolingOffDays: z.int(),
    collectionDays: z.int(),
  }),
  z.strictObject({
    kind: z.literal('terms'),
    services: z.array(z.enum(services)).min(1),
    materials: z.array(paper),
    /** In fen. */
    fee: z.int().nonnegative(),
    householdRegister: z.boolean(),
  }),
] as const;

export const requirementSchema = z.discriminatedUnion('kind', [...counterSchemas, ...dutySchemas]);

export type Requirement = z.infer<typeof requirementSchema>;
export type RequirementKind = Requirement['kind'];

const counterKinds: ReadonlySet<RequirementKind> = new Set(counterSchemas.map(({ shape }) => shape.kind.value));

/** Whether a requirement is for a counter and those who book there, rather than a duty with a standing. */
export const isForCounter = ({ kind }: Requirement): boolean => counterKinds.has(kind);

export type RequirementOf<Kind extends Requirement['kind']> = Extract<Requirement, { kind: Kind }>;
