import type { Transaction } from '@anmin/db/client';
import { institution } from '@anmin/db/schema/offices';
import { refuse } from '@anmin/domain/refusal';
import { and, asc, eq, sql } from 'drizzle-orm';
import type { Institution } from '../office/office.ts';
import { isUnder } from '../scope.ts';
import { Refused, type StaffContext } from '../trpc.ts';

type Units = Pick<StaffContext, 'units'>;

/** The offices under the units somebody acts for. Row-level security hides the others as well; this holds without it. */
export function servedOffices(tx: Transaction, { units }: Units): Promise<Institution[]> {
  return tx
    .select()
    .from(institution)
    .where(isUnder(institution.id, units))
    .orderBy(asc(institution.region), asc(institution.id));
}

/** A foreign office answers like one that does not exist. */
export async function servedOffice(tx: Transaction, { units }: Units, id: string): Promise<Institution> {
  const [found] = await tx
    .select()
    .from(institution)
    .where(and(eq(institution.id, id), isUnder(institution.id, units)));
  if (found === undefined) throw new Refused(refuse('notFound'));
  return found;
}

/** Whoever acts for the whole prefecture of an office, not for single offices of it. */
export async function coversPrefecture(tx: Transaction, { units }: Units, prefecture: string): Promise<boolean> {
  const { rows } = await tx.execute<{ covers: boolean }>(sql`select ${isUnder(prefecture, units)} as covers`);
  return rows[0]?.covers === true;
}
