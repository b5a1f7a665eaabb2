import type { Transaction } from '@anmin/db/client';
import { membership, person, personCard } from '@anmin/db/schema/people';
import { ageOn } from '@anmin/domain/people/id-number';
import { maskIdNumber, maskPhone } from '@anmin/domain/people/mask';
import { refuse } from '@anmin/domain/refusal';
import { and, eq } from 'drizzle-orm';
import type { Keys } from '../privacy/keys.ts';
import { isUnder } from '../scope.ts';
import { Refused, type StaffContext } from '../trpc.ts';
import { nameOnCard, numberOf, phoneOnCard } from './card.ts';

/** A membership with the person it is of and what its unit wrote of them. */
export const joined = (tx: Transaction) =>
  tx
    .select({ membership, card: personCard, person })
    .from(membership)
    .innerJoin(personCard, and(eq(personCard.person, membership.person), eq(personCard.unit, membership.unit)))
    .innerJoin(person, eq(person.id, membership.person));

export type Joined = Awaited<ReturnType<typeof joined>>[number];

/** One of the units somebody acts for; a foreign one does not exist. `lock`: nobody else changes it meanwhile. */
export async function ownMember(tx: Transaction, ctx: StaffContext, id: string, lock: boolean): Promise<Joined> {
  const asked = joined(tx).where(and(eq(membership.id, id), isUnder(membership.unit, ctx.units)));
  const [found] = await (lock ? asked.for('update', { of: [membership, personCard] }) : asked);
  if (found === undefined) throw new Refused(refuse('notFound'));
  return found;
}

/** As a list shows somebody: by name, because who works there knows them, number and phone masked. */
export function rowOf(keys: Keys, { membership: it, card, person: who }: Joined, today: string) {
  const phone = phoneOnCard(keys, card);
  const number = numberOf(keys, who);
  return {
    ...{ membership: it.id, unit: it.unit, name: nameOnCard(keys, card), sex: who.sex, age: ageAt(who.bornOn, today) },
    ...{ idNumber: number && maskIdNumber(number), phone: phone && maskPhone(phone) },
    ...{ role: it.role, standing: it.standing, groups: it.groups, post: it.post, room: it.room, bed: it.bed },
    ...{ since: it.since, until: it.until, leftFor: it.leftFor, version: it.version },
    cardVersion: card.version,
  };
}

function ageAt(bornOn: string | null, today: string): number | null {
  return bornOn === null ? null : ageOn(Temporal.PlainDate.from(bornOn), Temporal.PlainDate.from(today));
}
