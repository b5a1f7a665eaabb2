import { isAfter } from '../calendar/day.ts';
import { everOnIdNumbers } from '../regions/region.ts';
import { ungrouped } from './typed-text.ts';

export const sexes = ['male', 'female'] as const;
export type Sex = (typeof sexes)[number];

/** A citizen's identity number (GB 11643), read. */
export interface IdNumber {
  readonly number: string;
  readonly sex: Sex;
  readonly birth: Temporal.PlainDate;
  /** the first six digits: where the number was given, not where the person lives */
  readonly region: string;
}

/** What can be wrong with a number, in the order it is looked for; the last two show beside the form's other answers. */
export const idNumberProblems = [
  'empty',
  'old15',
  'length',
  'char',
  'region',
  'date',
  'future',
  'check',
  'sex',
  'same',
] as const;
export type IdNumberProblem = (typeof idNumberProblems)[number];

/** What a number shows by itself. */
type OwnProblem = Exclude<IdNumberProblem, 'sex' | 'same'>;

export type IdNumberReading =
  | { readonly ok: IdNumber }
  /** `length`: how many characters were typed, for the sentence that says so */
  | { readonly error: OwnProblem; readonly length: number };

/** A region that exists nowhere, so that an invented person cannot be a real one. */
export const demoRegion = '990001';

export interface IdNumberContext {
  readonly today: Temporal.PlainDate;
  /** `demo` also accepts the invented region */
  readonly regions: 'real' | 'demo';
}

export function readIdNumber(text: string, context: IdNumberContext): IdNumberReading {
  const number = normalIdNumber(text);
  const read = parse(number, context);
  return typeof read === 'string' ? { error: read, length: Array.from(number).length } : { ok: read };
}

/** A number with its check character, for people we invent. The order number of the day is odd for men. */
export function idNumberOf(region: string, birth: Temporal.PlainDate, order: number): string {
  const body = region + birth.toString().replaceAll('-', '') + String(order).padStart(3, '0');
  return body + checkCharacterOf(body);
}

/**
 * Completed years (周岁) on a day, as marriage registration counts them: an age is reached on the birthday itself.
 * Who is born on 29 February reaches it on 1 March in a common year.
 */
export function ageOn(birth: Temporal.PlainDate, day: Temporal.PlainDate): number {
  const before = day.month < birth.month || (day.month === birth.month && day.day < birth.day);
  return day.year - birth.year - (before ? 1 : 0);
}

function parse(number: string, { today, regions }: IdNumberContext): IdNumber | OwnProblem {
  if (number === '') return 'empty';
  if (/^\d{15}$/.test(number)) return 'old15';
  if (!/^.{18}$/su.test(number)) return 'length';
  if (!/^\d{17}[\dX]$/.test(number)) return 'char';
  const region = number.slice(0, 6);
  if (!(everOnIdNumbers(region) || (regions === 'demo' && region === demoRegion))) return 'region';
  const birth = realDay(number.slice(6, 14));
  if (birth === undefined) return 'date';
  if (isAfter(birth, today)) return 'future';
  if (checkCharacterOf(number.slice(0, 17)) !== number[17]) return 'check';
  return { number, sex: Number(number[16]) % 2 === 1 ? 'male' : 'female', birth, region };
}

function normalIdNumber(text: string): string {
  // the multiplication sign and the Cyrillic letter look the same on a Chinese keyboard
  return ungrouped(text).toUpperCase().replace(/[×Х]$/u, 'X');
}

function realDay(digits: string): Temporal.PlainDate | undefined {
  const [year, month, day] = [digits.slice(0, 4), digits.slice(4, 6), digits.slice(6)].map(Number);
  if (year === undefined || month === undefined || day === undefined || month < 1 || month > 12 || day < 1) return;
  const { daysInMonth } = new Temporal.PlainYearMonth(year, month);
  return day > daysInMonth ? undefined : new Temporal.PlainDate(year, month, day);
}

/** ISO 7064 MOD 11-2 over the first 17 digits. */
function checkCharacterOf(body: string): string {
  const sum = Array.from(body).reduce((sum, digit, index) => sum + Number(digit) * (2 ** (17 - index) % 11), 0);
  return '10X98765432'.charAt(sum % 11);
}
