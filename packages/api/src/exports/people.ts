import type { Transaction } from '@anmin/db/client';
import { membership } from '@anmin/db/schema/people';
import { maskIdNumber, maskPhone } from '@anmin/domain/people/mask';
import type { MemberColumn } from '@anmin/domain/people/member-sheet';
import { and, asc, eq, gt, isNull, lte, or, sql } from 'drizzle-orm';
import { nameOnCard, numberOf, phoneOnCard } from '../people/card.ts';
import { joined } from '../people/row.ts';
import type { Keys } from '../privacy/keys.ts';

/** Which lines of a ledger: those of a unit on a day, a page of them. */
export type Wanted = {
  readonly unit: string;
  readonly day: string;
  /** Whether numbers and phones stand there whole. */
  readonly whole: boolean;
  readonly skip: number;
  readonly limit: number;
};

export function countPeople(tx: Transaction, unit: string, day: string): Promise<number> {
  return tx.$count(membership, isThere(unit, day));
}

/** Who belongs to a unit, in the order of the list. */
export async function peopleLines(tx: Transaction, keys: Keys, { unit, day, whole, skip, limit }: Wanted) {
  const rows = await joined(tx)
    .where(isThere(unit, day))
    .orderBy(asc(membership.role), asc(membership.room), asc(membership.bed), asc(membership.since), asc(membership.id))
    .offset(skip)
    .limit(limit);
  return rows.map(({ membership: it, card, person }): Record<MemberColumn, string> => {
    const number = numberOf(keys, person);
    const phone = phoneOnCard(keys, card) ?? '';
    return {
      ...{ place: '', record: it.id, name: nameOnCard(keys, card), role: it.role, sex: person.sex, since: it.since },
      // a number tells the day, and where it is masked the day is not told either
      bornOn: number === null ? (person.bornOn ?? '') : '',
      idNumber: number === null || whole ? (number ?? '') : maskIdNumber(number),
      phone: phone === '' || whole ? phone : maskPhone(phone),
      ...{ room: it.room ?? '', bed: it.bed ?? '', post: it.post ?? '' },
      ...{ standing: it.standing ?? '', groups: it.groups.join(' ') },
    };
  });
}

const isThere = (unit: string, day: string) =>
  and(
    eq(membership.unit, unit),
    lte(membership.since, sql`${day}::date`),
    or(isNull(membership.until), gt(membership.until, sql`${day}::date`)),
  );
