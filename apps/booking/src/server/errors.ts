import type { Answers, Field, FieldError, FieldErrorCode } from '@anmin/domain/appointments/answers';
import type { ServiceDefinition } from '@anmin/domain/appointments/service';
import { readService } from '@anmin/domain/appointments/party';
import type { Facts } from '@anmin/domain/refusal';
import { m } from '@anmin/words/m';
import { namedText, partyWord } from '@anmin/words/vocabulary';

/** A sentence beside a field, and the same sentence in the summary. */
export type Shown = { readonly field: string; readonly text: string };

/** `slot.empty` speaks of day and time together; it belongs to the one that is missing. */
export function openFields(errors: readonly FieldError[], answers: Answers): Field[] {
  return errors.map((error) => fieldOf(error, answers));
}

export function shownErrors(
  errors: readonly FieldError[],
  answers: Answers,
  definition: ServiceDefinition | null = null,
): Shown[] {
  const ordered = definition === null ? inPageOrder(errors) : errors;
  return ordered.map((error) => ({
    field: fieldOf(error, answers),
    text: sentenceOf(error, answers, definition),
  }));
}

export function errorOn(errors: readonly Shown[], field: string): string | undefined {
  return errors.find((error) => error.field === field)?.text;
}

/** The phone is asked last, after all that concerns the parties. */
function inPageOrder(errors: readonly FieldError[]): FieldError[] {
  return [...errors.filter(({ field }) => field !== 'phone'), ...errors.filter(({ field }) => field === 'phone')];
}

function fieldOf({ field, code }: FieldError, answers: Answers): Field {
  return code === 'slot.empty' && answers.day !== undefined && answers.day !== '' ? 'time' : field;
}

function sentenceOf(
  { field, code, facts }: FieldError,
  answers: Answers,
  definition: ServiceDefinition | null,
): string {
  const position = field.includes('2') ? 2 : 1;
  const service = readService(answers.service);
  const who =
    definition === null
      ? partyWord(service ?? 'marriage', position)
      : field === 'residentName'
        ? m.visit_resident_who()
        : m.visit_visitor({ n: /\d/.exec(field)?.[0] ?? 1 });
  const asked = definition?.asks.find((it) => 'id' in it && field === `ask.${it.id}`);
  const words = asked?.ask === 'choice' ? asked.title : asked?.ask === 'declaration' ? asked.text : null;
  return sentences[code]({
    ...{ who, n: facts['n'] ?? '', man: position === 1 },
    what: words === null ? '' : namedText(words),
  });
}

/** What is wrong with a number that stands for no party of a booking; null: the refusal is of something else. */
export function idNumberError(refused: Facts, who: string, n: number): string | null {
  const fields = refused['fields'];
  const [, code = null] = /^idNumber:(.+)$/.exec(Array.isArray(fields) ? String(fields[0]) : '') ?? [];
  if (code === null) return null;
  const sentence = Object.entries(sentences).find(([name]) => name === code)?.[1] ?? m.error_id_check;
  return sentence({ who, n, man: true, what: '' });
}

type Inputs = { who: string; n: string | number; man: boolean; what: string };

const sentences: Readonly<Record<FieldErrorCode, (inputs: Inputs) => string>> = {
  'service.empty': () => m.error_service_empty(),
  'office.empty': () => m.error_office_empty(),
  'slot.empty': () => m.error_slot_empty(),
  'application.empty': () => m.error_application_empty(),
  'application.date': () => m.error_application_date(),
  'application.future': () => m.error_application_future(),
  'name.empty': m.error_name_empty,
  'name.digit': m.error_name_digit,
  'name.length': m.error_name_length,
  'id.empty': m.error_id_empty,
  'id.old15': () => m.error_id_old15(),
  'id.length': m.error_id_length,
  'id.char': m.error_id_char,
  'id.region': m.error_id_region,
  'id.date': m.error_id_date,
  'id.future': m.error_id_future,
  'id.check': m.error_id_check,
  'id.sex': ({ man }) => (man ? m.error_id_sex_man() : m.error_id_sex_woman()),
  'id.same': () => m.error_id_same(),
  'phone.wrong': () => m.error_phone(),
  'phone.empty': () => m.error_phone_empty(),
  'stay.empty': m.error_stay_empty,
  'quarantine.empty': m.error_quarantine_empty,
  'quarantine.date': m.error_quarantine_date,
  'id.tail': m.error_id_tail,
  'people.wrong': () => m.error_people(),
  'choice.empty': m.error_choice,
  'declaration.empty': m.error_declaration,
  'resident.unnamed': () => m.error_resident_unnamed(),
  'resident.empty': () => m.error_resident_empty(),
  'resident.tail': () => m.error_resident_tail(),
  'relation.empty': () => m.error_relation(),
  'method.empty': () => m.error_method(),
  'children.wrong': m.error_children,
  'wish.wrong': () => m.error_wish(),
  'admission.empty': () => m.error_admission(),
};
