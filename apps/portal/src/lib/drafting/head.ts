import type { Refusal } from '@anmin/domain/refusal';
import { m } from '@anmin/words/m';
import { isDay } from '#lib/days.ts';
import type { FieldWords } from '#lib/field-errors.ts';
import type { Fields } from '#lib/server/form.ts';

/** What the head of a notice says, as typed. */
export function readHead(form: Fields) {
  const text = (name: string) => form.text(name);
  return {
    ...{ title: text('title'), number: text('number'), issuer: text('issuer'), issuedOn: text('issuedOn') },
    ...{ region: text('region'), from: text('from'), until: text('until'), replaces: form.all('replaces') },
  };
}
export type TypedHead = ReturnType<typeof readHead>;

export const headToSend = (head: TypedHead) => ({
  ...head,
  number: head.number === '' ? null : head.number,
  until: head.until === '' ? null : head.until,
});

export type HeadError = keyof typeof sentences;

export function wrongInHead({ title, issuer, issuedOn, region, from, until }: TypedHead): HeadError[] {
  return [
    ...(title.length < 2 ? (['title'] as const) : []),
    ...(issuer.length < 2 ? (['issuer'] as const) : []),
    ...(isDay(issuedOn) ? [] : (['issuedOn'] as const)),
    ...(region === '' ? (['region:unknown'] as const) : []),
    ...(isDay(from) ? [] : (['from'] as const)),
    ...(until === '' || (isDay(until) && until > from) ? [] : (['until:reversed'] as const)),
  ];
}

const sentences = {
  title: m.draft_wrong_title,
  issuer: m.draft_wrong_issuer,
  issuedOn: m.draft_wrong_issued,
  from: m.draft_wrong_from,
  'until:reversed': m.draft_wrong_until,
  'region:unknown': m.draft_wrong_region,
  'region:beyond': m.draft_wrong_region_beyond,
  'replaces:beyond': m.draft_wrong_replaces,
  'notice:form': m.draft_wrong_short,
  'notice:taken': m.draft_wrong_taken,
  'text:clauses': m.draft_wrong_text,
  'text:long': m.draft_too_long,
  unit: m.draft_wrong_unit,
};

/** What to mend, found by the page or told by the office, each beside its field. */
export function headErrors(wrong: readonly HeadError[], refusal: Refusal | null | undefined): FieldWords[] {
  const named = refusal?.refused === 'wrongInput' ? refusal.facts['fields'] : undefined;
  const told = Array.isArray(named) ? named.map(String) : [];
  const codes = [...wrong, ...told].flatMap((code) => Object.entries(sentences).filter(([name]) => name === code));
  return codes.map(([code, sentence]) => ({ field: code.split(':')[0] ?? code, text: sentence() }));
}
