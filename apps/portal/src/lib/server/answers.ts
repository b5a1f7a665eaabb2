import { fields, isOwnField, type Answers, type Field } from '@anmin/domain/appointments/answers';
import { isDay } from '#lib/days.ts';
import type { Fields } from '#lib/server/form.ts';

/** What the desk typed for somebody: dates come whole and travel in their three parts. */
export type DeskAnswers = Answers & { applicationDate?: string; quarantineDate1?: string; quarantineDate2?: string };

export function readAnswers(form: Fields): DeskAnswers {
  const asked = [...fields.filter((field) => form.has(field)), ...form.names().filter(isOwnField)];
  const typed = asked.map((field) => [field, form.text(field)] as const);
  return {
    ...Object.fromEntries(typed),
    applicationDate: form.text('applicationDate'),
    quarantineDate1: form.text('quarantineDate1'),
    quarantineDate2: form.text('quarantineDate2'),
  };
}

export function toFlat(typed: DeskAnswers): Answers {
  const { applicationDate, quarantineDate1, quarantineDate2, ...answers } = typed;
  return {
    ...Object.fromEntries(Object.entries(answers).filter(([, text]) => text !== '')),
    ...parts('application', applicationDate),
    ...parts('quarantine1', quarantineDate1),
    ...parts('quarantine2', quarantineDate2),
  };
}

function parts(prefix: 'application' | 'quarantine1' | 'quarantine2', date: string | undefined): Answers {
  if (date === undefined || !isDay(date)) return {};
  const [year = '', month = '', day = ''] = date.split('-');
  const named: [Field, string][] = [
    [`${prefix}Year`, year],
    [`${prefix}Month`, month],
    [`${prefix}Day`, day],
  ];
  return Object.fromEntries(named);
}
