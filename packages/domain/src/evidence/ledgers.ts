import { absence, incident, temperature, test } from './ledgers-of-people.ts';
import { checklist, goods, hygiene, mourners, remains, stock } from './ledgers-of-places.ts';
import type { Ledger } from './ledger.ts';

/** The ledgers an institution keeps day by day. Their words are those of the notices' duties. */
export const ledgers = [
  temperature,
  test,
  incident,
  absence,
  hygiene,
  stock,
  goods,
  mourners,
  remains,
  checklist,
] as const;
export type LedgerId = (typeof ledgers)[number]['id'];

export const ledgerIds = ledgers.map(({ id }) => id) as [LedgerId, ...LedgerId[]];

export function ledgerOf(id: LedgerId): Ledger & { readonly id: LedgerId } {
  const found = ledgers.find((it) => it.id === id);
  if (found === undefined) throw new Error(`no ledger ${id}`);
  return found;
}
