import type { Transaction } from '@anmin/db/client';
import { membership, person, personCard } from '@anmin/db/schema/people';
import type { WrittenMember } from '@anmin/domain/people/member';
import { eq } from 'drizzle-orm';
import { nameOnCard, numberOf, phoneOnCard } from '../people/card.ts';
import type { Joined } from '../people/row.ts';
import type { Keys } from '../privacy/keys.ts';

type Membership = typeof membership.$inferSelect;

/** Somebody a unit has a card of, in plain words, with all they are and were there. */
export type PersonHere = {
  readonly name: string;
  readonly idNumber: string | null;
  readonly phone: string | null;
  readonly card: typeof personCard.$inferSelect;
  readonly person: typeof person.$inferSelect;
  readonly memberships: Membership[];
};

export type Here = {
  /** by membership, where it is not over */
  readonly current: ReadonlyMap<string, { readonly who: PersonHere; readonly it: Membership }>;
  readonly byNumber: ReadonlyMap<string, PersonHere>;
  readonly byName: ReadonlyMap<string, readonly PersonHere[]>;
};

/** Everybody a unit has a card of: whom the lines of a sheet can be about. */
export async function peopleHere(tx: Transaction, keys: Keys, unit: string): Promise<Here> {
  const people = new Map<string, PersonHere>();
  const rows = await tx
    .select({ card: personCard, person })
    .from(personCard)
    .innerJoin(person, eq(person.id, personCard.person))
    .where(eq(personCard.unit, unit));
  for (const [at, row] of rows.entries()) {
    // nobody else waits for long while names are unsealed
    if (at % atOnce === atOnce - 1) await new Promise(setImmediate);
    const plain = { name: nameOnCard(keys, row.card), phone: phoneOnCard(keys, row.card) };
    people.set(row.person.id, { ...row, ...plain, idNumber: numberOf(keys, row.person), memberships: [] });
  }
  const memberships = await tx.select().from(membership).where(eq(membership.unit, unit));
  for (const it of memberships) people.get(it.person)?.memberships.push(it);
  const all = [...people.values()];
  return {
    current: new Map(
      all.flatMap((who) => who.memberships.flatMap((it) => (it.until === null ? [[it.id, { who, it }] as const] : []))),
    ),
    byNumber: new Map(all.flatMap((who) => (who.idNumber === null ? [] : [[who.idNumber, who] as const]))),
    byName: Map.groupBy(all, ({ name }) => name),
  };
}

/** rows unsealed at once */
const atOnce = 250;

/** What is recorded, as the rules read it. */
export function writtenOf({ who, it }: { readonly who: PersonHere; readonly it: Membership }): WrittenMember {
  return {
    ...{ name: who.name, idNumber: who.idNumber, phone: who.phone, sex: who.person.sex, bornOn: who.person.bornOn },
    ...{
      role: it.role,
      standing: it.standing,
      groups: it.groups,
      post: it.post,
      room: it.room,
      bed: it.bed,
      since: it.since,
    },
  };
}

export const joinedOf = ({ who, it }: { readonly who: PersonHere; readonly it: Membership }): Joined => ({
  ...{ membership: it, card: who.card, person: who.person },
});
