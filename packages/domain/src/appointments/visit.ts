import { readIdNumber } from '../people/id-number.ts';
import { readName } from '../people/name.ts';
import type { Answers, Field, FieldError, FieldErrorCode, Read, Reading } from './answers.ts';
import { readResident, readWishes, type Resident, type WishedTime } from './resident.ts';
import { mostVisitors, type AskOf, type ServiceDefinition } from './service.ts';

/** One who comes, by name, and by as much of the ID number as was asked: all of it, the last four, or nothing. */
export type Visitor = { readonly name: string; readonly idNumber: string | null };

/** Who comes, and what a service asked in words of its own: the option chosen of each choice, each box ticked. */
export type Visit = {
  /** Whom they come to see; null: the service is no visit to a person. */
  readonly resident: Resident | null;
  /** Other times that would do, the preferred first. */
  readonly wishes: readonly WishedTime[];
  readonly people: number;
  readonly callName: string | null;
  readonly visitors: readonly Visitor[];
  readonly told: Readonly<Record<string, string>>;
};

/** Who comes says that none of the reasons applies to them. */
export const notOne = 'none';

/** How many places a booking takes. */
export function placesFor({ takes }: Pick<ServiceDefinition, 'takes'>, visit: Pick<Visit, 'people'> | null): number {
  return takes === 'placeEach' ? (visit?.people ?? 1) : 1;
}

export type VisitorPosition = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9;

const everyPosition = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const satisfies { length: typeof mostVisitors };

export function visitorPositions(most: number): readonly VisitorPosition[] {
  return everyPosition.slice(0, most);
}

export function readVisit(answers: Answers, { asks }: ServiceDefinition, reading: Reading): Read<Visit> {
  const errors: FieldError[] = [];
  const told: Record<string, string> = {};
  let people = 1;
  let resident: Resident | null = null;
  let wishes: readonly WishedTime[] = [];
  let callName: string | null = null;
  let visitors: Visitor[] = [];
  for (const it of asks) {
    if (it.ask === 'headcount') {
      people = Number((answers.people ?? '').normalize('NFKC'));
      if (!Number.isInteger(people) || people < 1 || people > it.most) errors.push(wrong('people', 'people.wrong'));
    } else if (it.ask === 'callName') {
      const read = readCallName(answers.callName ?? '');
      if (read === null || typeof read === 'string') callName = read;
      else errors.push(read);
    } else if (it.ask === 'visitors') {
      const read = readVisitors(answers, it, reading);
      errors.push(...read.errors);
      visitors = read.visitors;
      people = visitors.length;
    } else if (it.ask === 'resident') {
      const read = readResident(answers, it);
      errors.push(...read.errors);
      resident = read.resident;
      told['relation'] = answers.relation ?? '';
    } else if (it.ask === 'wishes') {
      const read = readWishes(answers, it);
      errors.push(...read.errors);
      wishes = read.wishes;
    } else if (it.ask === 'method') {
      const chosen = it.options.find(({ id }) => id === answers.method);
      if (chosen === undefined) errors.push(wrong('method', 'method.empty'));
      else told['method'] = chosen.id;
    } else if (it.ask === 'children') {
      const children = Number((answers.children ?? '').normalize('NFKC') || '0');
      if (!Number.isInteger(children) || children < 0 || children > it.most)
        errors.push(wrong('children', 'children.wrong', { n: it.most }));
      else if (children > 0) told['children'] = String(children);
    } else if (it.ask === 'extras') {
      for (const { id } of it.options) if (answers[`ask.${id}`] === 'yes') told[id] = 'yes';
    } else if (it.ask === 'admission' && reading.admission !== undefined) {
      const { reasons, exemptions } = reading.admission;
      const answer = answers.admission ?? '';
      if (![notOne, ...reasons, ...exemptions].includes(answer)) errors.push(wrong('admission', 'admission.empty'));
      else told['admission'] = answer;
    } else if (it.ask === 'choice') {
      const chosen = it.options.find(({ id }) => id === answers[`ask.${it.id}`]);
      if (chosen === undefined) errors.push(wrong(`ask.${it.id}`, 'choice.empty'));
      else told[it.id] = chosen.id;
    } else if (it.ask === 'declaration' && (reading.gate || !it.whenScreened)) {
      if (answers[`ask.${it.id}`] === 'yes') told[it.id] = 'yes';
      else errors.push(wrong(`ask.${it.id}`, 'declaration.empty'));
    }
  }
  return errors.length > 0 ? { errors } : { value: { resident, wishes, people, callName, visitors, told } };
}

function readCallName(text: string): string | null | FieldError {
  if (text.trim() === '') return null;
  const name = readName(text);
  return 'ok' in name ? name.ok : wrong('callName', `name.${name.error}`);
}

/** The first always comes; another is read where anything of them was typed. */
function readVisitors(answers: Answers, { most, idNumber }: AskOf<'visitors'>, reading: Reading) {
  const errors: FieldError[] = [];
  const visitors: Visitor[] = [];
  for (const n of visitorPositions(most)) {
    const typed = [answers[`name${n}`] ?? '', answers[`id${n}`] ?? ''] as const;
    if (n > 1 && typed.every((text) => text.trim() === '')) continue;
    const name = readName(typed[0]);
    if ('error' in name) errors.push(wrong(`name${n}`, `name.${name.error}`));
    const number = idNumber === 'none' ? null : readNumber(typed[1], n, idNumber, reading);
    if (number !== null && typeof number !== 'string') errors.push(number);
    else if ('ok' in name) visitors.push({ name: name.ok, idNumber: number });
  }
  return { errors, visitors };
}

function readNumber(
  text: string,
  n: VisitorPosition,
  as: 'full' | 'tail',
  { today, demo }: Reading,
): string | FieldError {
  if (as === 'tail') {
    const tail = text.normalize('NFKC').replaceAll(/\s/g, '').toUpperCase();
    return /^\d{3}[\dX]$/.test(tail) ? tail : wrong(`id${n}`, 'id.tail');
  }
  const read = readIdNumber(text, { today, regions: demo ? 'demo' : 'real' });
  if ('ok' in read) return read.ok.number;
  return wrong(`id${n}`, `id.${read.error}`, 'length' in read ? { n: read.length } : {});
}

function wrong(field: Field, code: FieldErrorCode, facts: FieldError['facts'] = {}): FieldError {
  return { field, code, facts };
}
