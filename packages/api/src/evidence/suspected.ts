import type { Transaction } from '@anmin/db/client';
import { entry } from '@anmin/db/schema/evidence';
import { abnormalIn, valuesOf } from '@anmin/domain/evidence/entry';
import { ledgerOf } from '@anmin/domain/evidence/ledgers';
import { thresholdsOn, type Settled } from '@anmin/domain/evidence/settings';
import { and, eq, gte, isNull, lte, sql } from 'drizzle-orm';
import { isUnder } from '../scope.ts';

/**
 * how many days an abnormal reading waits for its incident before a new one says more, and an incident nobody ended is taken
 * for the same illness; a habit of the list, not policy
 */
const horizon = 14;

/** Abnormal readings of people that no incident is of: none was opened from that day on, and none before is still the same illness. */
export async function suspectedUnder(
  tx: Transaction,
  { roots, ids }: { readonly roots: readonly string[]; readonly ids: readonly string[] },
  on: string,
  settled: (unit: string) => readonly Settled[],
): Promise<(unit: string) => string[]> {
  const from = Temporal.PlainDate.from(on).subtract({ days: horizon }).toString();
  const rows = await tx
    .select({ id: entry.id, unit: entry.unit, on: entry.onDay, fields: entry.fields })
    .from(entry)
    .where(
      and(
        ...[eq(entry.ledger, 'temperature'), isNull(entry.struckAt), gte(entry.onDay, from), lte(entry.onDay, on)],
        isUnder(entry.unit, roots),
        // what cannot be abnormal under any threshold a person may set is not even read
        sql`(${entry.told} && ${sql.param(symptoms)}::text[] or (${entry.fields} -> 'temperature' ->> 'value')::int >= ${least(ids, settled, on)})`,
        sql`not exists (select from ${entry} as other where other.ledger = 'incident' and other.struck_at is null
              and other.person = ${entry.person} and other.unit = ${entry.unit}
              and (other.on_day >= ${entry.onDay}
                   or ${entry.onDay} <= coalesce((other.fields -> 'overOn' ->> 'value')::date, other.on_day + ${horizon}::int)))`,
      ),
    );
  const ledger = ledgerOf('temperature');
  const abnormal = rows.filter(
    (it) => abnormalIn(ledger, valuesOf(it.fields), thresholdsOn(settled(it.unit), it.on)).length > 0,
  );
  const byUnit = Map.groupBy(abnormal, ({ unit }) => unit);
  return (unit) => (byUnit.get(unit) ?? []).map(({ id }) => id);
}

const symptoms = ledgerOf('temperature').abnormal.flatMap((it) =>
  'options' in it ? it.options.map((option) => `${it.field}.${option}`) : [],
);

/** The lowest threshold of any of the units; where none is set no number is abnormal. */
function least(units: readonly string[], settled: (unit: string) => readonly Settled[], on: string): number {
  const set = units.flatMap((unit) => thresholdsOn(settled(unit), on).feverFrom ?? []);
  return set.length === 0 ? 32_767 : Math.min(...set);
}
