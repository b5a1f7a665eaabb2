import type { Transaction } from '@anmin/db/client';
import { entry } from '@anmin/db/schema/evidence';
import type { KeptFields } from '@anmin/domain/evidence/entry';
import type { Ledger } from '@anmin/domain/evidence/ledger';
import { isEmpty } from '@anmin/domain/evidence/value';
import { refuse } from '@anmin/domain/refusal';
import { and, desc, eq, inArray, isNull, lte, sql } from 'drizzle-orm';
import { Refused } from '../trpc.ts';

type Written = { readonly fields: KeptFields; readonly changed: readonly string[] };

/** @throws naming the field and the supplies: what an act rests on is not in store by the last count of that day. */
export async function refuseWithoutStock(
  tx: Transaction,
  { rests = [] }: Ledger,
  { unit, day, changed }: { readonly unit: string; readonly day: string; readonly changed: readonly Written[] },
): Promise<void> {
  const begun = rests.filter(({ field }) =>
    changed.some((it) => it.changed.includes(field) && !isEmpty(it.fields[field]?.value ?? null)),
  );
  if (begun.length === 0) return;
  const stocked = await inStore(tx, { unit, day }, [...new Set(begun.flatMap(({ onStock }) => onStock))]);
  for (const { field, onStock } of begun) {
    const items = onStock.filter((it) => !stocked.has(it));
    if (items.length > 0) throw new Refused(refuse('wrongInput', [], { fields: [`${field}:noStock`], items }));
  }
}

async function inStore(
  tx: Transaction,
  { unit, day }: { readonly unit: string; readonly day: string },
  items: readonly string[],
): Promise<Set<string>> {
  const counts = await tx
    .selectDistinctOn([entry.subject], {
      item: entry.subject,
      stock: sql<number>`coalesce((${entry.fields} -> 'stock' ->> 'value')::int, 0)`,
    })
    .from(entry)
    .where(
      and(
        ...[eq(entry.unit, unit), eq(entry.ledger, 'stock'), isNull(entry.struckAt), lte(entry.onDay, day)],
        inArray(entry.subject, [...items]),
      ),
    )
    .orderBy(entry.subject, desc(entry.onDay), desc(entry.changedAt));
  return new Set(counts.filter(({ stock }) => stock > 0).map(({ item }) => item));
}
