import type { Transaction } from '@anmin/db/client';
import { membership } from '@anmin/db/schema/people';
import type { Recorded } from '@anmin/domain/measures/recorded';
import type { Requirement } from '@anmin/domain/measures/requirement';
import { and, gt, isNull, lte, ne, or, sql } from 'drizzle-orm';
import type { PlacedUnit, Under } from '../evidence/kept.ts';
import { isUnder } from '../scope.ts';
import { answeredBy } from './coverages.ts';
import { outstandingUnder } from './outstanding-under.ts';

type Kept = Pick<Recorded, 'ledger' | 'assignment'>;

/**
 * Who of the people each unit answers for is not struck off the list of whom to vaccinate, and who of them has nobody who
 * mobilises them, of as much as is asked; null where nobody is on record.
 */
export async function clearedUnder(
  tx: Transaction,
  { roots, units }: Under,
  on: string,
  asked: readonly Requirement[],
): Promise<(unit: PlacedUnit) => Kept> {
  const isAsked = asked.some(
    (it) => (it.kind === 'ledger' && it.of === subject) || (it.kind === 'assignment' && it.each === subject),
  );
  if (!isAsked) return () => ({ ledger: () => null, assignment: () => null });
  const { rows } = await tx.execute<{ person: string; unit: string; mobiliser: string | null }>(
    sql`select person, unit, mobiliser from ${outstandingUnder(roots, on)}`,
  );
  const known = await peopled(tx, roots, on);
  const [left, answered] = [Map.groupBy(rows, ({ unit }) => unit), await answeredBy(tx, units)];
  return ({ id }) => {
    const own = answered(id);
    const people = own.some((it) => known.has(it)) ? own.flatMap((it) => left.get(it) ?? []) : null;
    return {
      // what is to be told apart follows from the records of each person
      ledger: ({ of, fields }) =>
        of === subject && people !== null
          ? { entries: people.map(({ person }) => ({ id: person, steps: [] })), signedOff: [...fields] }
          : null,
      assignment: ({ each }) => {
        if (each !== subject || people === null) return null;
        const named = (it: string | null) => ({ mobiliser: it === null ? 0 : 1 });
        return {
          subjects: people.map(({ person, mobiliser }) => ({ id: person, roles: named(mobiliser), hours: null })),
        };
      },
    };
  };
}

const subject = 'outstandingVaccination';

async function peopled(tx: Transaction, roots: readonly string[], on: string): Promise<ReadonlySet<string>> {
  const { unit, role, since, until } = membership;
  const rows = await tx
    .selectDistinct({ unit })
    .from(membership)
    .where(and(ne(role, 'visitor'), lte(since, on), or(isNull(until), gt(until, on)), isUnder(unit, roots)));
  return new Set(rows.map((it) => it.unit));
}
