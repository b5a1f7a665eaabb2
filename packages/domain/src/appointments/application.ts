import { daySchema, isAfter, wallTime } from '../calendar/day.ts';
import { readIdNumber } from '../people/id-number.ts';
import { readName } from '../people/name.ts';
import { readPhone } from '../people/phone.ts';
import type { Answers, Field, FieldError, FieldErrorCode, Read, Reading } from './answers.ts';
import { positionsOf, sexAt, type Party, type Position, type Screening } from './party.ts';
import { askedBy, findService, type Ask, type ServiceDefinition } from './service.ts';
import { readVisit, visitorPositions, type Visit } from './visit.ts';

export type Application = {
  readonly service: string;
  readonly office: string;
  readonly day: Temporal.PlainDate;
  readonly time: string;
  readonly applicationDay: Temporal.PlainDate | null;
  readonly parties: readonly Party[];
  readonly phone: string | null;
  readonly military: boolean;
  /** Who comes and why, where no law asks; null: those of `parties` come. */
  readonly visit: Visit | null;
};

/** The fields a service asks for, in the order of the screens; before one is chosen, those of a couple. */
export function fieldsFor(service: ServiceDefinition | null, gate: boolean, admission?: Reading['admission']): Field[] {
  const asks = service?.asks ?? ([{ ask: 'couple' }, { ask: 'phone' }, { ask: 'military' }] as const);
  const positions = positionsOf(service?.id ?? null);
  return [
    ...(['service', 'office'] as const),
    ...(asks.some(({ ask }) => ask === 'applicationDay') ? applicationFields : []),
    ...(['day', 'time'] as const),
    ...asks.flatMap((it) => fieldsOfAsk(it, positions, gate, admission !== undefined)),
    ...(gate
      ? positions.flatMap(
          (n) => [`stay${n}`, `quarantine${n}Year`, `quarantine${n}Month`, `quarantine${n}Day`] as const,
        )
      : []),
  ];
}

const applicationFields = ['applicationYear', 'applicationMonth', 'applicationDay'] as const;

function fieldsOfAsk(it: Ask, positions: readonly Position[], gate: boolean, admission: boolean): Field[] {
  switch (it.ask) {
    case 'applicationDay':
      return [];
    case 'couple':
    case 'applicant':
      return positions.flatMap((n) => [`name${n}`, `id${n}`] as const);
    case 'headcount':
      return ['people'];
    case 'visitors':
      return visitorPositions(it.most).flatMap((n) =>
        it.idNumber === 'none' ? ([`name${n}`] as const) : ([`name${n}`, `id${n}`] as const),
      );
    case 'choice':
      return [`ask.${it.id}`];
    case 'extras':
      return it.options.map(({ id }) => `ask.${id}` as const);
    case 'resident':
      return ['residentName', 'residentTail', 'residentRoom', 'relation'];
    case 'wishes':
      return it.most === 1 ? ['wish1'] : ['wish1', 'wish2'];
    case 'admission':
      return admission ? ['admission'] : [];
    case 'declaration':
      return it.whenScreened && !gate ? [] : [`ask.${it.id}`];
    default:
      return [it.ask];
  }
}

/** Reads all answers: an application, or every field that needs mending, in the order of the screens. */
export function readApplication(
  answers: Answers,
  reading: Reading,
): { application: Application } | { errors: FieldError[] } {
  const service = findService(reading.services, answers.service);
  if (service === null) return { errors: [error('service', 'service.empty')] };
  const errors: FieldError[] = [];
  const keep = <T>(read: Read<T>): T | null => {
    if ('errors' in read) errors.push(...read.errors);
    return 'value' in read ? read.value : null;
  };
  const asksApplicationDay = askedBy(service, 'applicationDay') !== undefined;
  const applicationDay = asksApplicationDay ? keep(readApplicationDay(answers, reading.today)) : null;
  if (!answers.office) errors.push(error('office', 'office.empty'));
  const day = readDay(answers.day ?? '');
  const time = wallTime.safeParse(answers.time).data;
  if (day === null || time === undefined) errors.push(error('day', 'slot.empty'));
  const positions = positionsOf(service.id);
  const parties = positions.map((position) => keep(readParty(answers, service.id, position, reading)));
  const visit = positions.length > 0 ? null : keep(readVisit(answers, service, reading));
  // what is unique by its phone alone is not known without one
  const phoneOptional = reading.phoneOptional && service.unique.includes('person');
  const phone = keep(readPhoneField(answers.phone ?? '', phoneOptional));
  if (parties.length === 2 && parties[0] && parties[0].idNumber === parties[1]?.idNumber)
    errors.push(error('id2', 'id.same'));
  if (errors.length > 0 || day === null || time === undefined)
    return { errors: inScreenOrder(errors, fieldsFor(service, reading.gate, reading.admission)) };
  const application = {
    service: service.id,
    office: answers.office ?? '',
    day,
    time,
    applicationDay,
    parties: parties.filter((party) => party !== null),
    phone,
    military: answers.military === 'yes',
    visit,
  };
  return { application };
}

/** One error a field, the last found about it, as the screens ask for them. */
function inScreenOrder(errors: readonly FieldError[], order: readonly Field[]): FieldError[] {
  const byField = new Map(errors.map((it) => [it.field, it]));
  return [...byField.values()].sort((a, b) => order.indexOf(a.field) - order.indexOf(b.field));
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

function readParty(answers: Answers, service: string, position: Position, reading: Reading): Read<Party> {
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

function sexErrors(sex: Party['sex'], service: string, position: Position): FieldError[] {
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
  return daySchema.safeParse(text).success ? Temporal.PlainDate.from(text) : null;
}

function facts(read: { length?: number }): Record<string, number> {
  return read.length === undefined ? {} : { n: read.length };
}

function error(field: Field, code: FieldErrorCode, facts: FieldError['facts'] = {}): FieldError {
  return { field, code, facts };
}
