import type { OperationName } from '@anmin/api/clients/interface/paths';
import { listIn } from './openapi.ts';

/** What a list is asked for: `?fields=id,state`. null: all of it. A name that no entry has is `unknown`. */
export function askedFields(
  name: OperationName,
  { searchParams }: URL,
): { readonly fields: readonly string[]; readonly unknown: boolean } | null {
  const list = listIn(name);
  const asked = searchParams.get('fields');
  if (list === null || asked === null) return null;
  const fields = asked.split(',');
  return { fields, unknown: !fields.every((field) => list.fields.includes(field)) };
}

/** The entries of a list, cut down to these fields. */
export function withFields(name: OperationName, answer: object, fields: readonly string[]): object {
  const at = listIn(name)?.at ?? '';
  const cut = Object.entries(answer).map(([property, value]: [string, unknown]) => [
    property,
    property === at && Array.isArray(value) ? value.map((entry: object) => picked(entry, fields)) : value,
  ]);
  return Object.fromEntries(cut) as object;
}

function picked(entry: object, fields: readonly string[]): object {
  return Object.fromEntries(Object.entries(entry).filter(([property]) => fields.includes(property)));
}
