import type { Field } from './ledger.ts';

export type Certificate = { readonly number: string; readonly issuer: string; readonly on: string };
export type Value = number | string | readonly string[] | Certificate | null;

/** What is kept sealed: what people write in words of their own. */
export const isSealed = ({ kind }: Field): boolean => kind === 'text' || kind === 'certificate';

export const isEmpty = (value: Value | undefined): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);

/** Whether something from outside is a value of a field; empty is one of every field. */
export function isValueOf(field: Field, value: Value): boolean {
  if (value === null) return true;
  switch (field.kind) {
    case 'number':
      return typeof value === 'number' && Number.isInteger(value) && value >= field.least && value <= field.most;
    case 'choice':
      return typeof value === 'string' && field.options.includes(value);
    case 'choices':
      return isWords(value) && value.every((it) => field.options.includes(it)) && !contradicts(value);
    case 'points':
      return isWords(value) && value.length <= 50 && value.every((it) => /^[a-z][A-Za-z0-9]{0,60}$/.test(it));
    case 'time':
      return typeof value === 'string' && /^([01]\d|2[0-3]):[0-5]\d$/.test(value);
    case 'day':
      return typeof value === 'string' && isDay(value);
    case 'text':
      return typeof value === 'string' && value.length <= 500;
    case 'certificate':
      return isCertificate(value) && [value.number, value.issuer].every((it) => it !== '' && it.length <= 100);
  }
}

export const isWords = (value: Value): value is readonly string[] => Array.isArray(value);

/** Nothing found and something found at once. */
const contradicts = (words: readonly string[]): boolean => words.includes('none') && words.length > 1;

const isCertificate = (value: Value): value is Certificate =>
  typeof value === 'object' && value !== null && 'issuer' in value && isDay(value.on);

function isDay(text: string): boolean {
  if (!/^(19|20)\d\d-\d\d-\d\d$/.test(text)) return false;
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString() === text;
  } catch {
    return false;
  }
}

export const isSame = (one: Value, other: Value): boolean =>
  JSON.stringify(plain(one)) === JSON.stringify(plain(other));

/** Empty is empty however it is written, and of several choices the order says nothing. */
function plain(value: Value): Value {
  if (isEmpty(value)) return null;
  return isWords(value) ? [...value].sort() : value;
}
