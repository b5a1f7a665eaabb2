import type { Transaction } from '@anmin/db/client';
import { gatePassage } from '@anmin/db/schema/gate';
import type { Passage, Recorded } from '@anmin/domain/measures/recorded';
import { and, asc, eq, sql } from 'drizzle-orm';
import { keptUnder, type PlacedUnit, type Under } from '../evidence/kept.ts';
import { isUnder } from '../scope.ts';
import { aftercaredUnder, type Asked } from '../vaccination/aftercared.ts';
import { clearedUnder } from '../vaccination/clearance.ts';
import { coveredUnder } from '../vaccination/coverages.ts';
import { preparedUnder } from '../vaccination/prepared.ts';
import { closedUnder } from './closed.ts';

/** What is recorded of a day at each of these units of what is asked there, in one statement a table. */
export async function recordedUnder(
  tx: Transaction,
  under: Under,
  on: string,
  duties: readonly Asked[],
): Promise<(unit: PlacedUnit) => Recorded> {
  const asked = duties.map(({ requirement }) => requirement);
  const passages = Map.groupBy(await passagesUnder(tx, under.roots, on), ({ unit }) => unit);
  const closed = await closedUnder(tx, under.roots, on);
  const kept = await keptUnder(tx, under, on, asked);
  const covered = await coveredUnder(tx, under, on, asked);
  const cleared = await clearedUnder(tx, under, on, asked);
  const aftercared = await aftercaredUnder(tx, under.roots, on, duties);
  const prepared = await preparedUnder(tx, under.roots, on, asked);
  return (unit) => {
    const [daily, before, after, list] = [kept(unit), prepared(unit.id), aftercared(unit.id), cleared(unit)];
    return {
      ...{ closed: closed(unit.id), passages: passages.get(unit.id) ?? [], cadence: daily.cadence },
      ledger: (requirement) =>
        daily.ledger(requirement) ??
        before.ledger(requirement) ??
        after.ledger(requirement) ??
        list.ledger(requirement),
      coverage: (requirement) => covered.coverage(unit, requirement),
      deadline: (requirement, since) => after.deadline(requirement, since) ?? covered.deadline(unit, requirement),
      ...{ assignment: list.assignment, offered: before.offered },
    };
  };
}

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
