import { wallTime } from '../calendar/day.ts';
import { readName } from '../people/name.ts';
import { z } from 'zod';
import type { Answers, Field, FieldError, FieldErrorCode } from './answers.ts';
import type { AskOf } from './service.ts';

/** Whom somebody comes to see, as they know them: the last four of the ID number, or room and bed. */
export type Resident = { readonly name: string; readonly tail: string | null; readonly room: string | null };

/** `day` as YYYY-MM-DD, `time` when the slot begins. */
export type WishedTime = { readonly day: string; readonly time: string };

export function readResident(answers: Answers, { relations }: AskOf<'resident'>) {
  const errors: FieldError[] = [];
  const name = readName(answers.residentName ?? '');
  if ('error' in name)
    errors.push(wrong('residentName', name.error === 'empty' ? 'resident.unnamed' : `name.${name.error}`));
  const tail = plain(answers.residentTail).toUpperCase();
  const room = plain(answers.residentRoom);
  if (tail === '' && room === '') errors.push(wrong('residentTail', 'resident.empty'));
  if (tail !== '' && !/^\d{3}[\dX]$/.test(tail)) errors.push(wrong('residentTail', 'resident.tail'));
  if (!relations.some(({ id }) => id === answers.relation)) errors.push(wrong('relation', 'relation.empty'));
  const resident: Resident | null =
    'ok' in name ? { name: name.ok, tail: tail === '' ? null : tail, room: room === '' ? null : room } : null;
  return { resident, errors };
}

const wished = z.templateLiteral([z.iso.date(), '|', wallTime]);

/** One that is named twice, or is the time asked for anyway, is one. */
export function readWishes(answers: Answers, { most }: AskOf<'wishes'>) {
  const errors: FieldError[] = [];
  const wishes: WishedTime[] = [];
  for (const field of (['wish1', 'wish2'] as const).slice(0, most)) {
    const typed = answers[field] ?? '';
    if (typed === '') continue;
    if (!wished.safeParse(typed).success) {
      errors.push(wrong(field, 'wish.wrong'));
      continue;
    }
    const [day = '', time = ''] = typed.split('|');
    const known = [...wishes, { day: answers.day, time: answers.time }];
    if (!known.some((it) => it.day === day && it.time === time)) wishes.push({ day, time });
  }
  return { wishes, errors };
}

/** By what a resident is the same to two who ask: as they were named, and by the one detail or the other. */
export const sameResident = ({ name, tail, room }: Resident): string => [name, tail ?? room ?? ''].join('|');

function plain(text: string | undefined): string {
  return (text ?? '').normalize('NFKC').replaceAll(/\s/g, '');
}

function wrong(field: Field, code: FieldErrorCode): FieldError {
  return { field, code, facts: {} };
}
