import type { Transaction } from '@anmin/db/client';
import type { Setting, Settled } from '@anmin/domain/evidence/settings';
import { sql } from 'drizzle-orm';

/** What is settled for ledgers at these units, by themselves and by what stands above them. */
export async function settledAt(
  tx: Transaction,
  units: readonly string[],
): Promise<(unit: string) => readonly Settled[]> {
  const { rows } = await tx.execute<{ at: string; unit: string; setting: Setting; valid_from: string }>(
    sql`select at, unit, setting, valid_from::text from evidence_settings_at(${sql.param([...units])}::text[])`,
  );
  const byUnit = Map.groupBy(
    rows.map(({ at, valid_from: validFrom, ...it }) => ({ at, validFrom, ...it })),
    ({ at }) => at,
  );
  return (unit) => byUnit.get(unit) ?? [];
}
