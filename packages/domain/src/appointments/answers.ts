import { z } from 'zod';
import type { IdNumberProblem } from '../people/id-number.ts';
import type { NameProblem } from '../people/name.ts';
import type { ServiceDefinition } from './service.ts';

/** Where visitors beyond the second are named. */
const visitorFields = [
  ...(['name3', 'name4', 'name5', 'name6', 'name7', 'name8', 'name9'] as const),
  ...(['id3', 'id4', 'id5', 'id6', 'id7', 'id8', 'id9'] as const),
] as const;

export type OwnField = `ask.${string}`;

/** What a citizen types, as flat strings with the same names in every rendering. */
export const fields = [
  'service',
  'office',
  'applicationYear',
  'applicationMonth',
  'applicationDay',
  'day',
  'time',
  'name1',
  'id1',
  'name2',
  'id2',
  'phone',
  'military',
  'stay1',
  'quarantine1Year',
  'quarantine1Month',
  'quarantine1Day',
  'stay2',
  'quarantine2Year',
  'quarantine2Month',
  'quarantine2Day',
  'callName',
  'people',
  'children',
  'residentName',
  'residentTail',
  'residentRoom',
  'relation',
  'method',
  'wish1',
  'wish2',
  'admission',
  ...visitorFields,
] as const;
/** What every service may ask, and under a name of its own what one service does. */
export type Field = (typeof fields)[number] | OwnField;
export type Answers = Partial<Record<Field, string>>;

const ownField = z.templateLiteral(['ask.', z.string().regex(/^[a-z][A-Za-z0-9]{0,30}$/)]);

export const answersSchema = z.partialRecord(z.union([z.enum(fields), ownField]), z.string().max(200));

export function isOwnField(name: string): name is OwnField {
  return ownField.safeParse(name).success;
}

export type FieldErrorCode =
  | `name.${NameProblem}`
  | `id.${IdNumberProblem}`
  | 'service.empty'
  | 'office.empty'
  | 'slot.empty'
  | 'application.empty'
  | 'application.date'
  | 'application.future'
  | 'phone.empty'
  | 'phone.wrong'
  | 'stay.empty'
  | 'quarantine.empty'
  | 'quarantine.date'
  | 'id.tail'
  | 'people.wrong'
  | 'choice.empty'
  | 'resident.empty'
  | 'resident.tail'
  | 'resident.unnamed'
  | 'relation.empty'
  | 'method.empty'
  | 'children.wrong'
  | 'wish.wrong'
  | 'admission.empty'
  | 'declaration.empty';

/** `facts.n` counts characters, `facts.sex` is the sex a number stands for. */
export type FieldError = {
  readonly field: Field;
  readonly code: FieldErrorCode;
  readonly facts: Readonly<Record<string, string | number>>;
};

export type Reading = {
  /** What can be booked: the services of the house and of the bureau. */
  readonly services: readonly ServiceDefinition[];
  readonly today: Temporal.PlainDate;
  /** Whether the invented region of demo numbers counts as real. */
  readonly demo: boolean;
  /** Whether a gate rule asks both parties about stay and quarantine. */
  readonly gate: boolean;
  readonly phoneOptional: boolean;
  /** Reasons for which a rule in force lets nobody in, as far as somebody knows before they come, and what excuses. */
  readonly admission?: { readonly reasons: readonly string[]; readonly exemptions: readonly string[] };
};

export type Read<T> = { value: T } | { errors: FieldError[] } | { value: T | null; errors: FieldError[] };
