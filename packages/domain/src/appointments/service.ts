import { z } from 'zod';
import { institutionKinds } from '../institutions/kinds.ts';
import { paperId } from './papers.ts';
import { services as ofTheLaw, type Service as ServiceOfTheLaw } from '../measures/requirement.ts';

/** Words of a service as its bureau wrote them: data, so that a new service needs no new word of the catalogue. */
export const namedSchema = z.strictObject({ zh: z.string().min(1).max(300), en: z.string().min(1).max(600) });
export type Named = z.infer<typeof namedSchema>;

const id = z.string().regex(/^[a-z][A-Za-z0-9]{0,30}$/);

/** A service of the house, or one a bureau opened for itself: its own name, and the prefecture it is offered in. */
export const serviceId = z.string().regex(/^[a-z][A-Za-z0-9]{0,30}(-\d{6})?$/);

/** Named visitors of one booking, at most; as many as the form and a booking have positions for. */
export const mostVisitors = 9;

/** What a law asks of those who come; only services under law ask it. */
const lawAsks = [
  /** Man and woman with their full ID numbers. */
  z.strictObject({ ask: z.literal('couple') }),
  /** One person with the full ID number. */
  z.strictObject({ ask: z.literal('applicant') }),
  z.strictObject({ ask: z.literal('applicationDay') }),
  z.strictObject({ ask: z.literal('military') }),
] as const;

const freeAsks = [
  z.strictObject({ ask: z.literal('phone') }),
  /** What to call whoever comes; may be left empty. */
  z.strictObject({ ask: z.literal('callName') }),
  /** How many people come, without their names. */
  z.strictObject({ ask: z.literal('headcount'), most: z.int().min(1).max(mostVisitors) }),
  /** Each who comes, by name, and by as much of the ID number as is needed. */
  z.strictObject({
    ask: z.literal('visitors'),
    most: z.int().min(1).max(mostVisitors),
    idNumber: z.enum(['full', 'tail', 'none']),
  }),
  z.strictObject({
    ...{ ask: z.literal('choice'), id, title: namedSchema },
    options: z.array(namedSchema.extend({ id })).min(2).max(12),
  }),
  /** Of several boxes any or none: what somebody needs when they come. */
  z.strictObject({
    ...{ ask: z.literal('extras'), title: namedSchema },
    options: z.array(namedSchema.extend({ id })).min(1).max(12),
  }),
  /** How many children come along, uncounted among the places and unnamed. */
  z.strictObject({ ask: z.literal('children'), most: z.int().min(1).max(mostVisitors) }),
  /**
   * Whom they come to see in an institution: a name, the last four of the ID number or room and bed, and who they are to
   * them. Kept for the institution to compare; nothing here looks whether anybody of that name lives there.
   */
  z.strictObject({
    ask: z.literal('resident'),
    relations: z.array(namedSchema.extend({ id })).min(1).max(12),
  }),
  /** In which of these ways; an institution may settle that it offers some of them. */
  z.strictObject({
    ask: z.literal('method'),
    options: z.array(namedSchema.extend({ id })).min(1).max(6),
  }),
  /** Other times that would do as well, for the institution to choose from. */
  z.strictObject({ ask: z.literal('wishes'), most: z.int().min(1).max(2) }),
  /** Whether one of the reasons applies for which a rule in force lets nobody in; asked while there is such a rule. */
  z.strictObject({ ask: z.literal('admission') }),
  /** A box to tick; `whenScreened`: only while a rule in force asks about stay and quarantine. */
  z.strictObject({ ask: z.literal('declaration'), id, text: namedSchema, whenScreened: z.boolean() }),
] as const;

const uniqueness = z.enum([
  /** One person has one live booking of the service, at whatever office. */
  'person',
  /** One phone has one live booking of the service a day at an outlet. */
  'phoneAtOfficeOnDay',
  /** Who lives there has as many visits a day as the institution settled, by whomever. */
  'residentOnDay',
]);

/** A paper to bring; what was opened before papers had ids goes without. */
export const paperSchema = namedSchema.extend({ id: paperId.optional() });
export type PaperToBring = z.infer<typeof paperSchema>;

const shared = {
  id: serviceId,
  institution: z.enum(institutionKinds),
  name: namedSchema,
  /** What the service is, for its start page. */
  about: z.array(namedSchema).max(12),
  /** Two letters its numbers begin with. */
  prefix: z.string().regex(/^[A-Z]{2}$/),
  /** How many places a booking takes: one, or one for each who comes. */
  takes: z.enum(['onePlace', 'placeEach']),
  unique: z.array(uniqueness).min(1),
  /** Whether not coming counts against people, by the ladder of the office. */
  penalties: z.boolean(),
  materials: z.array(paperSchema).max(30),
  /** Told once it is booked. */
  afterwards: z.array(namedSchema).max(12),
  /** Stands on every page of the service. */
  reminder: namedSchema.nullable(),
  /** Each booking waits for the institution's answer, and has its place meanwhile; absent: it stands at once. */
  confirms: z.literal('institution').optional(),
  /** What one may ask for on days on which nobody is let in: a service for which nobody comes. */
  instead: serviceId.optional(),
  /** Nobody comes: rules about who may come in do not concern it. */
  remote: z.literal(true).optional(),
};

/** A service is what is asked, in order, how it is counted and what is told; a new one is a row, not code. */
export const serviceSchema = z.strictObject({
  ...shared,
  /** The first day it is offered no more; absent: it goes on. */
  until: z.iso.date().optional(),
  asks: z.array(z.discriminatedUnion('ask', [...lawAsks, ...freeAsks])).min(1),
});
export type ServiceDefinition = z.infer<typeof serviceSchema>;
export type Ask = ServiceDefinition['asks'][number];
export type AskOf<Kind extends Ask['ask']> = Extract<Ask, { ask: Kind }>;

/** What a bureau may open for itself: anything no law settles. */
export const ownServiceSchema = z
  .strictObject({
    ...{ ...shared, id: z.string().regex(/^[a-z][A-Za-z0-9]{0,30}-\d{6}$/) },
    asks: z.array(z.discriminatedUnion('ask', freeAsks)).min(1).max(20),
  })
  .refine(({ asks }) => asks.some(({ ask }) => ask === 'phone'), 'noPhone')
  .refine(({ asks }) => new Set(asks.map(nameOfAsk)).size === asks.length, 'askedTwice')
  .refine(({ asks, takes }) => takes === 'onePlace' || asks.some(({ ask }) => counts.has(ask)), 'nobodyCounted')
  .refine(
    ({ asks, confirms, unique }) =>
      asks.some(({ ask }) => ask === 'resident') || (confirms === undefined && !unique.includes('residentOnDay')),
    'nobodyVisited',
  )
  .refine(
    ({ asks, unique }) =>
      !unique.includes('person') || asks.some((it) => it.ask === 'visitors' && it.idNumber === 'full'),
    'nobodyIdentified',
  );

const counts: ReadonlySet<Ask['ask']> = new Set(['headcount', 'visitors']);

function nameOfAsk(it: Ask): string {
  return 'id' in it ? `${it.ask}.${it.id}` : it.ask;
}

/** What a service asks of one kind; undefined: it does not. */
export function askedBy<Kind extends Ask['ask']>(
  { asks }: Pick<ServiceDefinition, 'asks'>,
  kind: Kind,
): AskOf<Kind> | undefined {
  return asks.find((it): it is AskOf<Kind> => it.ask === kind);
}

export function findService(services: readonly ServiceDefinition[], id: string | undefined): ServiceDefinition | null {
  return services.find((service) => service.id === id) ?? null;
}

/** `day` as YYYY-MM-DD. */
export function isOfferedOn({ until }: Pick<ServiceDefinition, 'until'>, day: string): boolean {
  return until === undefined || day < until;
}

/** Whether one may wait in line for it: for what an institution answers there is no line, its answer is given for a time. */
export function keepsLine({ confirms }: Pick<ServiceDefinition, 'confirms'>): boolean {
  return confirms === undefined;
}

/** Services whose terms a law settles; without terms in force they are not done. */
export function isOfTheLaw(id: string): id is ServiceOfTheLaw {
  return ofTheLaw.some((service) => service === id);
}
