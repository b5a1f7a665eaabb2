import type { Transaction } from '@anmin/db/client';
import { staffUser } from '@anmin/db/schema/identity';
import { inArray } from 'drizzle-orm';

/** The names of these people of the staff by their ids. */
export async function namesOf(tx: Transaction, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const people = await tx
    .select({ id: staffUser.id, name: staffUser.name })
    .from(staffUser)
    .where(inArray(staffUser.id, [...new Set(ids)]));
  return new Map(people.map(({ id, name }) => [id, name]));
}

/** The same by what the journal calls an actor; whoever is not of the staff has no name there. */
export async function actorNamesOf(tx: Transaction, actors: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const ids = actors.flatMap((actor) => (actor.startsWith('staff:') ? [actor.slice('staff:'.length)] : []));
  return new Map([...(await namesOf(tx, ids))].map(([id, name]) => [`staff:${id}`, name]));
}
