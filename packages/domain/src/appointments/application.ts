import { z } from 'zod';
import { isAfter, wallTime } from '../calendar/day.ts';
import { services, type Service } from '../measures/requirement.ts';
import { readIdNumber, type IdNumberProblem } from '../people/id-number.ts';
import { readName, type NameProblem } from '../people/name.ts';
import { readPhone } from '../people/phone.ts';
import { partiesOf, sexAt, type Party, type Position, type Screening } from './party.ts';

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
] as const;
export type Field = (typeof fields)[number];
export type Answers = Partial<Record<Field, string>>;

export const answersSchema = z.partialRecord(z.enum(fields), z.string().max(200));

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
  | 'quarantine.date';

/** `facts.n` counts characters, `facts.sex` is the sex a number stands for. */
export type FieldError = {
  readonly field: Field;
  readonly code: FieldErrorCode;
  readonly facts: Readonly<Record<string, string | number>>;
};

export type Reading = {
  readonly today: Temporal.PlainDate;
  /** Whether the invented region of demo numbers counts as real. */
  readonly demo: boolean;
  /** Whether a gate rule asks both parties about stay and quarantine. */
  readonly gate: boolean;
  readonly phoneOptional: boolean;
};

export type Application = {
  readonly service: Service;
  readonly office: string;
  readonly day: Temporal.PlainDate;
  readonly time: string;
  readonly applicationDay: Temporal.PlainDate | null;
  readonly parties: readonly Party[];
  readonly phone: string | null;
  readonly military: boolean;
};

/** The fields a service asks for, in the order of the screens. */
export function fieldsFor(service: Service | null, gate: boolean): Field[] {
  const positions = positionsOf(service);
  const own = new Set<Field>([
    'service',
    'office',
    ...(service === 'divorceCertificate' ? (['applicationYear', 'applicationMonth', 'applicationDay'] as const) : []),
    'day',
    'time',
    ...positions.flatMap((n) => [`name${n}`, `id${n}`] as const),
    'phone',
    'military',
    ...(gate
      ? positions.flatMap(
          (n) => [`stay${n}`, `quarantine${n}Year`, `quarantine${n}Month`, `quarantine${n}Day`] as const,
        )
      : []),
  ]);
  return fields.filter((field) => own.has(field));
}

/** Reads all answers: an application, or every field that needs mending, in the order of the screens. */
export function readApplication(
  answers: Answers,
  reading: Reading,
): { application: Application } | { errors: FieldError[] } {
  const service = readService(answers.service);
  if (service === null) return { errors: [error('service', 'service.empty')] };
  const errors: FieldError[] = [];
  const keep = <T>(read: Read<T>): T | null => {
    if ('errors' in read) errors.push(...read.errors);
    return 'value' in read ? read.value : null;
  };
  const applicationDay = service === 'divorceCertificate' ? keep(readApplicationDay(answers, reading.today)) : null;
  if (!answers.office) errors.push(error('office', 'office.empty'));
  const day = readDay(answers.day ?? '');
  const time = wallTime.safeParse(answers.time).data;
  if (day === null || time === undefined) errors.push(error('day', 'slot.empty'));
  const parties = positionsOf(service).map((position) => keep(readParty(answers, service, position, reading)));
  const phone = keep(readPhoneField(answers.phone ?? '', reading.phoneOptional));
  if (parties.length === 2 && parties[0] && parties[0].idNumber === parties[1]?.idNumber)
    errors.push(error('id2', 'id.same'));
  if (errors.length > 0 || day === null || time === undefined) return { errors: inScreenOrder(errors) };
  const application = {
    service,
    office: answers.office ?? '',
    day,
    time,
    applicationDay,
    parties: parties.filter((party) => party !== null),
    phone,
    military: answers.military === 'yes',
  };
  return { application };
}

/** One error a field, the last found about it, as the screens ask for them. */
function inScreenOrder(errors: readonly FieldError[]): FieldError[] {
  const byField = new Map(errors.map((it) => [it.field, it]));
  return [...byField.values()].sort((a, b) => fields.indexOf(a.field) - fields.indexOf(b.field));
}

/** The gate's questions to one party, as asked online and again at the counter. */
export function readScreening(answers: Answers, position: Position): { value: Screening } | { errors: FieldError[] } {
  const stay = answers[`stay${position}`];
  if (stay !== 'yes' && stay !== 'no') return { errors: [error(`stay${position}`, 'stay.empty')] };
  if (stay === 'no') return { value: { keyAreaStay: false, quarantineEnd: null, temperature: null } };
  const date = dateParts(answers, `quarantine${position}`);
  if (date === 'empty') return { errors: [error(`quarantine${position}Year`, 'quarantine.empty')] };
  if (date === 'wrong') return { errors: [error(`quarantine${position}Year`, 'quarantine.date')] };
  return { value: { keyAreaStay: true, quarantineEnd: date, temperature: null } };
}

type Read<T> = { value: T } | { errors: FieldError[] } | { value: T | null; errors: FieldError[] };

function readParty(answers: Answers, service: Service, position: Position, reading: Reading): Read<Party> {
  const name = readName(answers[`name${position}`] ?? '');
  const id = readIdNumber(answers[`id${position}`] ?? '', {
    today: reading.today,
    regions: reading.demo ? 'demo' : 'real',
  });
  const screening = reading.gate ? readScreening(answers, position) : { value: null };
  const errors = [
    ...('error' in name ? [error(`name${position}`, `name.${name.error}`, facts(name))] : []),
    ...('error' in id
      ? [error(`id${position}`, `id.${id.error}`, facts(id))]
      : sexErrors(id.ok.sex, service, position)),
    ...('errors' in screening ? screening.errors : []),
  ];
  if (!('ok' in name && 'ok' in id && 'value' in screening)) return { errors };
  const { number, sex, birth } = id.ok;
  return { value: { name: name.ok, idNumber: number, sex, birth, screening: screening.value }, errors };
}

function sexErrors(sex: Party['sex'], service: Service, position: Position): FieldError[] {
  const expected = sexAt(service, position);
  return expected === null || expected === sex ? [] : [error(`id${position}`, 'id.sex', { sex })];
}

function readPhoneField(text: string, optional: boolean): Read<string | null> {
  if (text.trim() === '') return optional ? { value: null } : { errors: [error('phone', 'phone.empty')] };
  const phone = readPhone(text);
  return 'ok' in phone ? { value: phone.ok } : { errors: [error('phone', 'phone.wrong')] };
}

function readApplicationDay(answers: Answers, today: Temporal.PlainDate): Read<Temporal.PlainDate> {
  const date = dateParts(answers, 'application');
  if (date === 'empty') return { errors: [error('applicationYear', 'application.empty')] };
  if (date === 'wrong') return { errors: [error('applicationYear', 'application.date')] };
  if (isAfter(date, today)) return { errors: [error('applicationYear', 'application.future')] };
  return { value: date };
}

function dateParts(
  answers: Answers,
  prefix: 'application' | `quarantine${Position}`,
): Temporal.PlainDate | 'empty' | 'wrong' {
  const texts = [answers[`${prefix}Year`], answers[`${prefix}Month`], answers[`${prefix}Day`]].map((text) =>
    (text ?? '').normalize('NFKC').trim(),
  );
  if (texts.every((text) => text === '')) return 'empty';
  if (!texts.every((text) => /^\d{1,4}$/.test(text))) return 'wrong';
  const [year = 0, month = 0, day = 0] = texts.map(Number);
  return year < 1900 ? 'wrong' : (plainDate(year, month, day) ?? 'wrong');
}

function plainDate(year: number, month: number, day: number): Temporal.PlainDate | null {
  try {
    return Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' });
  } catch {
    return null;
  }
}

function readDay(text: string): Temporal.PlainDate | null {
  return z.iso.date().safeParse(text).success ? Temporal.PlainDate.from(text) : null;
}

export function readService(text: string | undefined): Service | null {
  return services.find((service) => service === text) ?? null;
}

export function positionsOf(service: Service | null): Position[] {
  return service !== null && partiesOf[service] === 1 ? [1] : [1, 2];
}

function facts(read: { length?: number }): Record<string, number> {
  return read.length === undefined ? {} : { n: read.length };
}

function error(field: Field, code: FieldErrorCode, facts: FieldError['facts'] = {}): FieldError {
  return { field, code, facts };
}
