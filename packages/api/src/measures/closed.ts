import type { Transaction } from '@anmin/db/client';
import { unitClosure } from '@anmin/db/schema/measures';
import type { ClosingScope } from '@anmin/domain/measures/closing';
import { and, asc, eq, gt, isNull, lte, or } from 'drizzle-orm';
import { isUnder } from '../scope.ts';

/** A closure of an institution that is in force on a day. */
export type ClosedNow = {
  readonly unit: string;
  readonly scopes: readonly ClosingScope[];
  readonly reason: string;
  readonly from: string;
  readonly until: string | null;
};

/** The closures of one unit in force on a day. */
export const closedAt = (tx: Transaction, unit: string, on: string): Promise<ClosedNow[]> =>
  tx
    .select(columns)
    .from(unitClosure)
    .where(and(inForceOn(on), eq(unitClosure.unit, unit)))
    .orderBy(asc(unitClosure.fromDay));

/** Whom closures keep out or in on a day, at every unit under these, in one statement. */
export async function closedUnder(
  tx: Transaction,
  units: readonly string[],
  on: string,
): Promise<(unit: string) => ClosingScope[]> {
  const rows = await tx
    .select(columns)
    .from(unitClosure)
    .where(and(inForceOn(on), isUnder(unitClosure.unit, units)));
  const found = Map.groupBy(rows, ({ unit }) => unit);
  return (unit) => [...new Set((found.get(unit) ?? []).flatMap(({ scopes }) => scopes))];
}

const columns = {
  unit: unitClosure.unit,
  scopes: unitClosure.scopes,
  reason: unitClosure.reason,
  from: unitClosure.fromDay,
  until: unitClosure.untilDay,
};

export const inForceOn = (on: string) =>
  and(
    lte(unitClosure.fromDay, on),
    or(isNull(unitClosure.untilDay), gt(unitClosure.untilDay, on)),
    or(isNull(unitClosure.liftedFrom), gt(unitClosure.liftedFrom, on)),
  );
