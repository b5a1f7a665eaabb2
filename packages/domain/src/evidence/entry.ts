import type { Abnormal, Ledger } from './ledger.ts';
import type { Thresholds } from './settings.ts';
import { isEmpty, isSame, isValueOf, isWords, type Value } from './value.ts';

/** A field as it is kept: how often it was written, and by whom last. */
export type KeptField = { readonly value: Value; readonly version: number; readonly by: string };
export type KeptFields = Readonly<Record<string, KeptField>>;

/** What somebody wants a field to be, with the version they saw; 0: nothing was there. */
export type Wish = { readonly value: Value; readonly read: number };
export type Wishes = Readonly<Record<string, Wish>>;
export type Values = Readonly<Record<string, Value>>;

/**
 * Takes what is wished field by field: two people who fill different cells of an entry do not meet. Where somebody else
 * wrote a field meanwhile, and something else, theirs stays and the field is named.
 */
export function mergeEntry(kept: KeptFields, wishes: Wishes, by: string) {
  const fields: Record<string, KeptField> = { ...kept };
  const conflicts: string[] = [];
  const changed: string[] = [];
  for (const [name, { value, read }] of Object.entries(wishes)) {
    const known = kept[name];
    if (isSame(known?.value ?? null, value)) continue;
    if ((known?.version ?? 0) !== read) {
      conflicts.push(name);
      continue;
    }
    fields[name] = { value, version: read + 1, by };
    changed.push(name);
  }
  return { fields, conflicts, changed };
}

export const valuesOf = (fields: KeptFields): Values =>
  Object.fromEntries(Object.entries(fields).map(([name, { value }]) => [name, value]));

/** Fields of a wish that the ledger does not know or whose value is none of theirs. */
export function faultsOf(ledger: Ledger, values: Values): string[] {
  return Object.entries(values)
    .filter(([name, value]) => {
      const field = ledger.fields.find((it) => it.name === name);
      return field === undefined || !isValueOf(field, value);
    })
    .map(([name]) => name);
}

/** What must be there and is not: always, or because of something that rests on it. */
export function lackingIn(ledger: Ledger, values: Values): string[] {
  const musts = ledger.fields.filter(({ must }) => must === true).map(({ name }) => name);
  const resting = needsOf(ledger, values).flatMap(({ of }) => of);
  return [...new Set([...musts, ...resting])].filter((name) => isEmpty(values[name]));
}

/** What must be there as a file as well. */
export const filesAskedIn = (ledger: Ledger, values: Values): string[] =>
  needsOf(ledger, values).flatMap(({ of, asFiles }) => (asFiles === true ? of : []));

const needsOf = ({ needs }: Ledger, values: Values) =>
  needs
    .filter((need) => !isEmpty(values[need.field]))
    .filter((need) => need.for === undefined || chooses(values[need.for.field], need.for.options));

/** The fields that make an entry abnormal. A number is judged only where a threshold is set. */
export function abnormalIn(ledger: Ledger, values: Values, thresholds: Thresholds): string[] {
  return ledger.abnormal
    .filter((it) => isAbnormal(it, values, thresholds))
    .map((it) => ('field' in it ? it.field : it.stock));
}

function isAbnormal(rule: Abnormal, values: Values, thresholds: Thresholds): boolean {
  if ('options' in rule) return chooses(values[rule.field], rule.options);
  if ('from' in rule) {
    const [value, from] = [values[rule.field], thresholds[rule.from]];
    return typeof value === 'number' && from !== null && value >= from;
  }
  const [days, least] = [daysOf(values[rule.stock], values[rule.use]), thresholds[rule.below]];
  return days !== null && least !== null && days < least;
}

/** How many whole days a stock lasts; null: not known, or nothing is used. */
export function daysOf(stock: Value | undefined, use: Value | undefined): number | null {
  return typeof stock === 'number' && typeof use === 'number' && use > 0 ? Math.floor(stock / use) : null;
}

/** What an abnormal entry asks for next and nobody entered yet. */
export const openAsks = (ledger: Ledger, values: Values, thresholds: Thresholds): string[] =>
  abnormalIn(ledger, values, thresholds).length === 0 ? [] : ledger.asks.filter((name) => isEmpty(values[name]));

/** What an entry tells without its values: the fields that hold something, and each option chosen of them. */
export function toldIn(ledger: Ledger, values: Values): string[] {
  return ledger.fields.flatMap((field) => {
    const value = values[field.name];
    if (value === undefined || isEmpty(value)) return [];
    if (field.kind !== 'choice' && field.kind !== 'choices' && field.kind !== 'points') return [field.name];
    const options = isWords(value) ? value : typeof value === 'string' ? [value] : [];
    return [field.name, ...options.map((it) => `${field.name}.${it}`)];
  });
}

function chooses(value: Value | undefined, options: readonly string[]): boolean {
  if (typeof value === 'string') return options.includes(value);
  return value !== undefined && isWords(value) && value.some((it) => options.includes(it));
}
