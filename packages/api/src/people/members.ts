import type { Transaction } from '@anmin/db/client';
import { membership, person, personCard } from '@anmin/db/schema/people';
import type { MemberRole } from '@anmin/domain/people/membership';
import { and, asc, eq, gt, inArray, isNull, lte, or } from 'drizzle-orm';
import { journalRead } from '../privacy/reads.ts';
import type { StaffContext } from '../trpc.ts';
import { nameOnCard } from './card.ts';

/** Who belongs to a unit on a day, without a name, by room and bed; `roles` absent: as whatever. In the scope of the caller. */
export function membersOf(
  tx: Transaction,
  unit: string,
  day: string,
  { roles }: { roles?: readonly MemberRole[] } = {},
) {
  return tx
    .select({
      ...{ membership: membership.id, person: membership.person, role: membership.role, standing: membership.standing },
      ...{ groups: membership.groups, post: membership.post, room: membership.room, bed: membership.bed },
      ...{ since: membership.since, until: membership.until, sex: person.sex, bornOn: person.bornOn },
    })
    .from(membership)
    .innerJoin(person, eq(person.id, membership.person))
    .where(
      and(
        eq(membership.unit, unit),
        lte(membership.since, day),
        or(isNull(membership.until), gt(membership.until, day)),
        roles === undefined ? undefined : inArray(membership.role, [...roles]),
      ),
    )
    .orderBy(asc(membership.room), asc(membership.bed), asc(membership.since), asc(membership.id));
}

/** The names a unit wrote of its people, with the entry that they were looked at; whom it has no card of is missing. */
export async function namesOf(
  tx: Transaction,
  ctx: StaffContext,
  { unit, persons, of }: { readonly unit: string; readonly persons: readonly string[]; readonly of: string },
): Promise<Map<string, string>> {
  if (persons.length === 0) return new Map();
  const cards = await tx
    .select()
    .from(personCard)
    .where(and(eq(personCard.unit, unit), inArray(personCard.person, [...persons])));
  await journalRead(tx, ctx, unit, { of, count: cards.length });
  return new Map(cards.map((card) => [card.person, nameOnCard(ctx.keys, card)]));
}
