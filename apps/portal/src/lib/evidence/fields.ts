import type { Field } from '@anmin/domain/evidence/ledger';
import { writeTenths } from '@anmin/domain/evidence/typing';
import { fieldUnitWord, fieldWord, optionWord } from '@anmin/words/evidence';
import { m } from '@anmin/words/m';
import type { Vocabulary } from '@anmin/domain/measures/words';
import { plainDay } from '#lib/days.ts';
import { wordIn } from '#lib/duties.ts';
import type { EvidenceEntry } from '#lib/rows.ts';

type Value = EvidenceEntry['values'][string];

export const nameOf = (field: string): string => fieldWord[field as keyof typeof fieldWord]();
export const optionOf = (option: string): string => optionWord[option as keyof typeof optionWord]();

/** A value as a list shows it. */
export function tellValue(field: Field, value: Value | undefined, words: Vocabulary): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'number') {
    const unit = field.kind === 'number' && field.unit ? ` ${fieldUnitWord[field.unit]()}` : '';
    return `${field.kind === 'number' && field.decimals === 1 ? writeTenths(value) : value}${unit}`;
  }
  if (typeof value === 'string')
    return field.kind === 'day' ? plainDay(value) : field.kind === 'choice' ? optionOf(value) : value;
  if (isCertificate(value)) return [value.number, value.issuer, plainDay(value.on)].join(' ');
  return value.map((it) => (field.kind === 'points' ? wordIn(words, it) : optionOf(it))).join(m.portal_list_comma());
}

export const isCertificate = (
  value: Value | undefined,
): value is Exclude<Value, null | number | string | readonly string[]> =>
  typeof value === 'object' && value !== null && 'issuer' in value;

/** A value as its control holds it. */
export function typedOf(field: Field, value: Value | undefined): string {
  if (typeof value === 'number')
    return field.kind === 'number' && field.decimals === 1 ? writeTenths(value) : String(value);
  return typeof value === 'string' ? value : '';
}
