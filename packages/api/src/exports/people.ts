import type { Transaction } from '@anmin/db/client';
import { membership } from '@anmin/db/schema/people';
import { maskIdNumber, maskPhone } from '@anmin/domain/people/mask';
import type { MemberColumn } from '@anmin/domain/people/member-sheet';
import { refuse } from '@anmin/domain/refusal';
import { and, eq, gt, isNull, lte, or, sql, type SQL } from 'drizzle-orm';
import { nameOnCard, numberOf, phoneOnCard } from '../people/card.ts';
import { joined } from '../people/row.ts';
import type { Keys } from '../privacy/keys.ts';
import { Refused } from '../trpc.ts';

/** Which lines of a ledger: those of a unit on a day, a page of them. */
export type Wanted = {
  readonly unit: string;
  readonly day: string;
  /** Whether numbers and phones stand there whole. */
  readonly whole: boolean;
  /** By what the line before is ordered; null: from the first. Who comes or goes meanwhile moves nobody to another page. */
  readonly after: readonly string[] | null;
  readonly limit: number;
};

/** What comes after a line in the order of these, none of which may be null. */
export function isAfter(order: readonly SQL[], after: Wanted['after']): SQL | undefined {
  if (after === null) return undefined;
  if (after.length !== order.length) throw new Refused(refuse('wrongInput'));
  const values = after.map((it) => sql`${it}`);
  return sql`(${sql.join([...order], sql`, `)}) > (${sql.join(values, sql`, `)})`;
}

export function countPeople(tx: Transaction, unit: string, day: string): Promise<number> {
  return tx.$count(membership, isThere(unit, day));
}

/** Who belongs to a unit, in the order of the list. */
export async function peopleLines(tx: Transaction, keys: Keys, { unit, day, whole, after, limit }: Wanted) {
  const rows = await joined(tx)
    .where(and(isThere(unit, day), isAfter(order, after)))
    .orderBy(...order)
    .limit(limit);
  const last = rows.at(-1)?.membership;
  const lines = rows.map(({ membership: it, card, person }): Record<MemberColumn, string> => {
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
  return { lines, last: last === undefined ? [] : [last.role, last.room ?? '', last.bed ?? '', last.id] };
}

const order = [
  sql`${membership.role}`,
  sql`coalesce(${membership.room}, '')`,
  sql`coalesce(${membership.bed}, '')`,
  sql`${membership.id}::text`,
];

const isThere = (unit: string, day: string) =>
  and(
    eq(membership.unit, unit),
    lte(membership.since, sql`${day}::date`),
    or(isNull(membership.until), gt(membership.until, sql`${day}::date`)),
  );
