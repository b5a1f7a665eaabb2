import type { Vocabulary } from '@anmin/domain/measures/words';
import { isDay } from '#lib/days.ts';
import type { Fields } from '#lib/server/form.ts';
import type { RuleField } from './fields.ts';
import { linesShown } from './lines.ts';

/** A word somebody typed that no vocabulary has, with the id of its field. */
export type Unknown = { readonly field: string; readonly word: string };

export type ReadRule = { readonly value: Readonly<Record<string, unknown>>; readonly unknown: readonly Unknown[] };

/** What a form says of a requirement; words are found by their Chinese name or their code. */
export function readRequirement(form: Fields, fields: readonly RuleField[], vocabulary: Vocabulary): ReadRule {
  const unknown: Unknown[] = [];
  const codes = new Map(Object.entries(vocabulary).map(([code, { zh }]) => [zh, code]));
  const codeOf = (field: string, typed: string): string => {
    const code = codes.get(typed) ?? (Object.hasOwn(vocabulary, typed) ? typed : undefined);
    if (code === undefined) unknown.push({ field, word: typed });
    return code ?? typed;
  };
  return { value: readGroup(form, fields, '', codeOf), unknown };
}

type CodeOf = (field: string, typed: string) => string;

function readGroup(form: Fields, fields: readonly RuleField[], path: string, codeOf: CodeOf): Record<string, unknown> {
  const read = fields.map((field) => [field.name, readField(form, field, `${path}${field.name}`, codeOf)] as const);
  return Object.fromEntries(read.filter(([, value]) => value !== undefined));
}

/** Empty is null where the schema knows null; a group or list that may be left out is left out. */
function readField(form: Fields, field: RuleField, id: string, codeOf: CodeOf): unknown {
  const typed = form.text(id);
  switch (field.as) {
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
      if (isEmpty) return field.name === 'exposure' ? undefined : null;
      return readGroup(form, field.fields, `${id}.`, codeOf);
    }
    case 'list':
      return Array.from({ length: linesShown }, (_, index) => `${id}.${index.toString()}.`)
        .filter((path) => field.fields.some((it) => isFilled(form, it, path)))
        .map((path) => readGroup(form, field.fields, path, codeOf));
    default:
      if (typed === '') return field.optional ? null : '';
      if (field.as === 'word') return codeOf(id, typed);
      if (field.as === 'day') return isDay(typed) ? typed : '';
      return field.as === 'number' ? Number(typed) : typed;
  }
}

function isFilled(form: Fields, field: RuleField, path: string): boolean {
  if (field.as === 'group') return field.fields.some((it) => isFilled(form, it, `${path}${field.name}.`));
  return form.text(`${path}${field.name}`) !== '';
}

const parts = (typed: string): string[] => typed.split(/[、，,;；\s]+/).filter((part) => part !== '');

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

/** The fields of a form that already hold a requirement, by their names. */
export const typedOf = (value: unknown, vocabulary: Vocabulary): Record<string, string> =>
  Object.fromEntries(entriesOf(value, vocabulary, ''));

function entriesOf(value: unknown, vocabulary: Vocabulary, path: string): [string, string][] {
  if (value === null || value === undefined || value === false) return [];
  if (typeof value !== 'object') return [[path, shown(value, vocabulary)]];
  if (Array.isArray(value) && value.every((it) => typeof it !== 'object'))
    return [[path, value.map((it) => shown(it, vocabulary)).join('、')]];
  const at = (name: string) => (path === '' ? name : `${path}.${name}`);
  return Object.entries(value).flatMap(([name, it]) => entriesOf(it, vocabulary, at(name)));
}

function shown(value: unknown, vocabulary: Vocabulary): string {
  const text = String(value);
  return vocabulary[text]?.zh ?? text;
}
