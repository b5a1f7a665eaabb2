import type { Transaction } from '@anmin/db/client';
import { gatePassage } from '@anmin/db/schema/gate';
import type { Duty } from '@anmin/domain/measures/merge';
import type { Passage, Recorded } from '@anmin/domain/measures/recorded';
import { and, asc, eq, sql } from 'drizzle-orm';
import { isUnder } from '../scope.ts';
import { coveredUnder } from '../vaccination/coverages.ts';
import { closedUnder } from './closed.ts';

/** What is recorded of a day at every unit under these, as far as it is asked for there, in one statement a table. */
export async function recordedUnder(
  tx: Transaction,
  units: readonly string[],
  on: string,
  bound: readonly { readonly id: string; readonly duties: readonly Duty[] }[],
): Promise<(unit: string) => Recorded> {
  const passages = Map.groupBy(await passagesUnder(tx, units, on), ({ unit }) => unit);
  const closed = await closedUnder(tx, units, on);
  const covered = await coveredUnder(tx, units, on, coveragesOf(bound));
  return (unit) => ({
    ...{ closed: closed(unit), passages: passages.get(unit) ?? [] },
    coverage: (asked) => covered(unit, asked),
  });
}

const coveragesOf = (bound: readonly { readonly id: string; readonly duties: readonly Duty[] }[]) =>
  bound.flatMap(({ id, duties }) =>
    duties.flatMap(({ requirement }) => (requirement.kind === 'coverage' ? [{ unit: id, requirement }] : [])),
  );

async function passagesUnder(
  tx: Transaction,
  units: readonly string[],
  on: string,
): Promise<(Passage & { readonly unit: string })[]> {
  const { unit, at, cameAs, checks, found, cleared, exemptions, verdict, overrideReason, madeAt } = gatePassage;
  const moment = sql<string>`to_char(${madeAt} at time zone 'Asia/Shanghai', 'YYYY-MM-DD"T"HH24:MI')`;
  return tx
    .select({ unit, at, as: cameAs, checks, found, cleared, exemptions, verdict, override: overrideReason, moment })
    .from(gatePassage)
    .where(and(eq(gatePassage.onDay, on), isUnder(unit, units)))
    .orderBy(asc(madeAt));
}
