import type { Transaction } from '@anmin/db/client';
import { membership, person, personCard } from '@anmin/db/schema/people';
import type { Resident } from '@anmin/domain/appointments/resident';
import { and, eq, gt, inArray, isNull, lte, or } from 'drizzle-orm';
import { nameIndexes, tailIndexes } from '../people/card.ts';
import type { Keys } from '../privacy/keys.ts';

/**
 * Whether somebody of that name and detail lives at a unit on a day, for its own staff who answer; null: it keeps no
 * register. In the scope of the caller.
 */
export async function livesThere(
  tx: Transaction,
  keys: Keys,
  { unit, day, resident }: { readonly unit: string; readonly day: string; readonly resident: Resident },
): Promise<boolean | null> {
  const here = and(
    ...[eq(membership.unit, unit), eq(membership.role, 'resident'), lte(membership.since, day)],
    or(isNull(membership.until), gt(membership.until, day)),
  );
  const [any] = await tx.select({ id: membership.id }).from(membership).where(here).limit(1);
  if (any === undefined) return null;
  const called = inArray(personCard.nameIndex, nameIndexes(keys, unit, resident.name));
  const found = await tx
    .select({ room: membership.room, bed: membership.bed, tail: person.idTailIndex })
    .from(membership)
    .innerJoin(person, eq(person.id, membership.person))
    .innerJoin(personCard, and(eq(personCard.person, person.id), eq(personCard.unit, unit)))
    .where(and(here, called));
  const tails = resident.tail === null ? null : tailIndexes(keys, resident.tail);
  return found.some(
    ({ room, bed, tail }) =>
      (tails === null || (tail !== null && tails.some((it) => it.equals(tail)))) &&
      (resident.room === null || isRoom(resident.room, room ?? '', bed ?? '')),
  );
}

/** Whether what was typed is a room, or a room and a bed of it. */
function isRoom(typed: string, room: string, bed: string): boolean {
  const wanted = plain(typed);
  return wanted !== '' && [plain(room), plain(`${room} ${bed}`)].includes(wanted);
}

/** Rooms and beds are written in many ways; their numbers are the same. One without numbers goes by its name. */
function plain(text: string): string {
  const numbers = text.normalize('NFKC').match(/\d+/g);
  return numbers === null ? text.normalize('NFKC').replaceAll(/\s/g, '').toLowerCase() : numbers.join(' ');
}
