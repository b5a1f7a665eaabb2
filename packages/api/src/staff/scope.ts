import type { Database, Transaction } from '@anmin/db/client';
import { institution } from '@anmin/db/schema/offices';
import { isWithin } from '@anmin/domain/regions/region';
import { refuse } from '@anmin/domain/refusal';
import { asc } from 'drizzle-orm';
import type { Institution } from '../office/office.ts';
import { Refused, type StaffActor } from '../trpc.ts';

/** Offices a member of staff acts for: a clerk the own one, the bureau every one of its region. */
export function serves(actor: StaffActor, { id, region }: Pick<Institution, 'id' | 'region'>): boolean {
  return actor.role === 'bureau' ? isWithin(region, actor.region) : actor.office === id;
}

export async function servedOffices(db: Database['db'] | Transaction, actor: StaffActor): Promise<Institution[]> {
  const rows = await db.select().from(institution).orderBy(asc(institution.region), asc(institution.id));
  return rows.filter((row) => serves(actor, row));
}

/** A foreign office answers like one that does not exist. */
export async function servedOffice(
  db: Database['db'] | Transaction,
  actor: StaffActor,
  id: string,
): Promise<Institution> {
  const found = (await servedOffices(db, actor)).find((row) => row.id === id);
  if (found === undefined) throw new Refused(refuse('notFound'));
  return found;
}

export function bureauOnly(actor: StaffActor): void {
  if (actor.role !== 'bureau') throw new Refused(refuse('notAllowed'));
}
