import type { entry } from '@anmin/db/schema/evidence';
import type { KeptFields, Values } from '@anmin/domain/evidence/entry';
import type { Ledger } from '@anmin/domain/evidence/ledger';
import { isSealed } from '@anmin/domain/evidence/value';
import type { Keys } from '../privacy/keys.ts';
import { seal, unseal } from '../privacy/seal.ts';

/** Under a field's name what somebody wrote, and under this one why an entry was corrected or struck out. */
const reasonName = '#reason';

type Row = Pick<typeof entry.$inferSelect, 'id' | 'version' | 'fields' | 'textsSealed'>;

/** An entry with what is sealed of it in its place again. */
export function openEntry(keys: Keys, { id, version, fields, textsSealed }: Row) {
  const texts: Values =
    textsSealed === null ? {} : (JSON.parse(unseal(keys, `entry.texts:${id}.${version}`, textsSealed)) as Values);
  const opened: KeptFields = Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [
      name,
      name in texts ? { ...field, value: texts[name] ?? null } : field,
    ]),
  );
  const reason = texts[reasonName];
  return { fields: opened, reason: typeof reason === 'string' ? reason : null };
}

/** What is written in the open of an entry and what sealed: the words people chose themselves. */
export function sealEntry(
  keys: Keys,
  ledger: Ledger,
  { id, version, fields, reason }: Omit<Row, 'textsSealed'> & { readonly reason: string | null },
) {
  const sealed = new Set(ledger.fields.filter(isSealed).map(({ name }) => name));
  const own = Object.entries(fields).filter(([name]) => sealed.has(name));
  const texts = Object.fromEntries([
    ...own.map(([name, { value }]) => [name, value] as const),
    ...(reason === null ? [] : [[reasonName, reason] as const]),
  ]);
  return {
    fields: Object.fromEntries(
      Object.entries(fields).map(([name, field]) => [name, sealed.has(name) ? { ...field, value: null } : field]),
    ),
    textsSealed:
      Object.keys(texts).length === 0 ? null : seal(keys, `entry.texts:${id}.${version}`, JSON.stringify(texts)),
  };
}
