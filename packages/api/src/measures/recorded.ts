import type { Transaction } from '@anmin/db/client';
import { gatePassage } from '@anmin/db/schema/gate';
import type { Passed, Recorded } from '@anmin/domain/measures/recorded';
import { and, asc, eq, sql } from 'drizzle-orm';
import { isUnder } from '../scope.ts';

/** What is recorded of a day at every unit under these, in one statement a table. */
export async function recordedUnder(
  tx: Transaction,
  units: readonly string[],
  on: string,
): Promise<(unit: string) => Recorded> {
  const passed = Map.groupBy(await passedUnder(tx, units, on), ({ unit }) => unit);
  return (unit) => ({ barred: null, passed: passed.get(unit) ?? [] });
}

async function passedUnder(
  tx: Transaction,
  units: readonly string[],
  on: string,
): Promise<(Passed & { readonly unit: string })[]> {
  const { unit, at, cameAs, checks, found, cleared, exemptions, overrideReason, madeAt } = gatePassage;
  const moment = sql<string>`to_char(${madeAt} at time zone 'Asia/Shanghai', 'YYYY-MM-DD"T"HH24:MI')`;
  return tx
    .select({ unit, at, as: cameAs, checks, found, cleared, exemptions, override: overrideReason, moment })
    .from(gatePassage)
    .where(and(eq(gatePassage.onDay, on), eq(gatePassage.verdict, 'passes'), isUnder(unit, units)))
    .orderBy(asc(madeAt));
}
