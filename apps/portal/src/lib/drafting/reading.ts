import type { Vocabulary } from '@anmin/domain/measures/words';
import { regionsNamed } from '@anmin/domain/regions/region';
import { isDay } from '#lib/days.ts';
import type { Fields } from '#lib/server/form.ts';
import type { RuleField } from './fields.ts';
import { linesShown } from './lines.ts';

/** A word somebody typed that no vocabulary has, with the id of its field. */
export type Unknown = { readonly field: string; readonly word: string };

export type ReadRule = { readonly value: Readonly<Record<string, unknown>>; readonly unknown: readonly Unknown[] };

/** What a form says of a requirement; words are found by their Chinese name or their code, regions as of a day. */
export function readRequirement(
  form: Fields,
  fields: readonly RuleField[],
  vocabulary: Vocabulary,
  on: string,
): ReadRule {
  const unknown: Unknown[] = [];
  const codes = codesIn(vocabulary);
  const codeOf = (field: string, typed: string): string => {
    const code = codes.get(typed) ?? (Object.hasOwn(vocabulary, typed) ? typed : undefined);
    if (code === undefined) unknown.push({ field, word: typed });
    return code ?? typed;
  };
  return { value: readGroup({ form, codeOf, on }, fields, ''), unknown };
}

const codesIn = (vocabulary: Vocabulary): ReadonlyMap<string, string> =>
  new Map(Object.entries(vocabulary).map(([code, { zh }]) => [zh, code]));

type Reader = {
  readonly form: Fields;
  readonly codeOf: (field: string, typed: string) => string;
  readonly on: string;
};

function readGroup(reader: Reader, fields: readonly RuleField[], path: string): Record<string, unknown> {
  const read = fields.map((field) => [field.name, readField(reader, field, `${path}${field.name}`)] as const);
  return Object.fromEntries(read.filter(([, value]) => value !== undefined));
}

/** Empty is null where the schema knows null; what may be left out is left out, and so is what must not be. */
function readField(reader: Reader, field: RuleField, id: string): unknown {
  const { form, codeOf, on } = reader;
  const typed = form.text(id);
  switch (field.as) {
    case 'fixed':
      return field.value;
    case 'tick':
      return typed !== '';
    case 'choices':
      return field.options.filter((option) => form.all(id).includes(option));
    case 'words': {
      const words = parts(typed).map((word) => codeOf(id, word));
      return words.length === 0 && field.name === 'of' ? undefined : words;
    }
    case 'days':
      return parts(typed);
    case 'numbers':
      return parts(typed).map(Number);
    case 'group': {
      const isEmpty = field.fields.every(({ name }) => form.text(`${id}.${name}`) === '');
      if (isEmpty && field.optional) return field.name === 'exposure' ? undefined : null;
      return readGroup(reader, field.fields, `${id}.`);
    }
    case 'list':
      return Array.from({ length: linesShown }, (_, index) => `${id}.${index.toString()}.`)
        .filter((path) => field.fields.some((it) => isFilled(form, it, path)))
        .map((path) => readGroup(reader, field.fields, path));
    default:
      if (typed === '') return field.optional ? null : undefined;
      if (field.as === 'word') return codeOf(id, typed);
      if (field.as === 'day') return isDay(typed) ? typed : '';
      if (field.as === 'number') return Number(typed);
      return field.name === 'region' ? codeOfRegion(typed, on) : typed;
  }
}

/** The code of the one region that a name or code means on a day. */
export function codeOfRegion(name: string, on: string): string | undefined {
  const [region, ...others] = regionsNamed(name, on);
  return others.length === 0 ? region?.code : undefined;
}

function isFilled(form: Fields, field: RuleField, path: string): boolean {
  if (field.as === 'group') return field.fields.some((it) => isFilled(form, it, `${path}${field.name}.`));
  return form.text(`${path}${field.name}`) !== '';
}

/** Several words of one control. */
export const parts = (typed: string): string[] => typed.split(/[、，,;；\s]+/).filter((part) => part !== '');

/** New words of a form, with a code made of their English. */
export function readWords(form: Fields, taken: Vocabulary): Vocabulary {
  const lines = Array.from({ length: linesShown }, (_, index) => ({
    zh: form.text(`new.${index.toString()}.zh`),
    en: form.text(`new.${index.toString()}.en`),
  }));
  const fresh = lines.filter(({ zh, en }) => zh !== '' && codeFor(en) !== '');
  return Object.fromEntries(fresh.map((word) => [freeCode(codeFor(word.en), taken, word.zh), word]));
}

/** `on duty officer` → `onDutyOfficer` */
function codeFor(en: string): string {
  const words = en.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  const code = words.map((word, index) => (index === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1))).join('');
  return code.replace(/^[^a-z]+/, '').slice(0, 40);
}

function freeCode(code: string, taken: Vocabulary, zh: string): string {
  return taken[code] === undefined || taken[code].zh === zh ? code : `${code}Here`;
}

/** What the controls of a form hold for a requirement that is already there, by their names. */
export function typedOf(
  requirement: unknown,
  fields: readonly RuleField[],
  vocabulary: Vocabulary,
): Record<string, string> {
  const codes = codesIn(vocabulary);
  const called = (code: string): string => {
    const zh = vocabulary[code]?.zh ?? code;
    return codes.get(zh) === code && parts(zh).length === 1 ? zh : code;
  };
  return Object.fromEntries(
    fields.flatMap((field) => heldBy(field, within(requirement, field.name), field.name, called)),
  );
}

type Called = (code: string) => string;

/** A word is shown by its name, unless that means another word or would be read as several. */
function heldBy(field: RuleField, value: unknown, id: string, called: Called): [string, string][] {
  const isLeft = value === null || value === undefined || value === false;
  if (isLeft || field.as === 'fixed') return [];
  const inside = (fields: readonly RuleField[], of: unknown, path: string) =>
    fields.flatMap((it) => heldBy(it, within(of, it.name), `${path}.${it.name}`, called));
  if (field.as === 'group') return inside(field.fields, value, id);
  const several: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (field.as === 'list') return several.flatMap((it, index) => inside(field.fields, it, `${id}.${index.toString()}`));
  const isWord = field.as === 'word' || field.as === 'words';
  return [[id, several.map((it) => (isWord ? called(String(it)) : String(it))).join('、')]];
}

const within = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
