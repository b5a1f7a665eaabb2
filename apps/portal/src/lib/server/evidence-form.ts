import type { Ledger } from '@anmin/domain/evidence/ledger';
import { readTemperature } from '@anmin/domain/evidence/typing';
import type { Fields } from '#lib/server/form.ts';

type Value = number | string | string[] | { number: string; issuer: string; on: string } | null;

/** What a form of a ledger says of each field; what a control holds that is no value is named by the control. */
export function readEntry({ fields }: Ledger, form: Fields) {
  const values: Record<string, Value> = {};
  const wrong: string[] = [];
  for (const field of fields) {
    const { name } = field;
    const text = form.text(name);
    if (field.kind === 'choices' || field.kind === 'points') values[name] = form.all(name).filter(Boolean);
    else if (field.kind === 'certificate') {
      const [number, issuer, on] = ['number', 'issuer', 'on'].map((part) => form.text(`${name}-${part}`)) as [
        string,
        string,
        string,
      ];
      const filled = [number, issuer, on].filter(Boolean).length;
      values[name] = filled === 3 ? { number, issuer, on } : null;
      if (filled === 1 || filled === 2) wrong.push(`${name}-number`);
    } else if (field.kind === 'number' && text !== '') {
      const number = field.decimals === 1 ? (readTemperature(text)?.tenths ?? NaN) : Number(text);
      if (Number.isInteger(number) && number >= field.least && number <= field.most) values[name] = number;
      else wrong.push(name);
    } else values[name] = text || null;
    if (field.must && text === '') wrong.push(name);
  }
  return { values, wrong };
}

/** What a form was shown, as it says itself; nothing where it is none of ours. */
export function shownIn(text: string): object {
  try {
    const read = JSON.parse(text) as unknown;
    return typeof read === 'object' && read !== null ? read : {};
  } catch {
    return {};
  }
}
