import type { Fields } from '#lib/server/form.ts';
import { needs } from '#lib/server/needs.ts';
import type { Me } from '#lib/rows.ts';

/** For a page that changes what is written of somebody. */
export function changing(me: Me): { key: string } {
  needs(me, 'people.change');
  return { key: crypto.randomUUID() };
}

export const wishOf = (form: Fields) => ({ key: form.text('key'), version: Number(form.text('version')) });
