import type { Transaction } from '@anmin/db/client';
import { staffUser } from '@anmin/db/schema/identity';
import { unit } from '@anmin/db/schema/organisation';
import { membership, person, personCard } from '@anmin/db/schema/people';
import { dose, vaccinationContact, vaccinationHindrance } from '@anmin/db/schema/vaccination';
import { ageOn } from '@anmin/domain/people/id-number';
import { maskIdNumber, maskPhone } from '@anmin/domain/people/mask';
import type { Course } from '@anmin/domain/vaccination/course';
import { hindranceOn } from '@anmin/domain/vaccination/hindrance';
import { sheetDoses, type VaccinationColumn } from '@anmin/domain/vaccination/ledger-sheet';
import { statusOf } from '@anmin/domain/vaccination/status';
import { and, asc, desc, eq, gt, isNull, lte, or, sql } from 'drizzle-orm';
import { nameOnCard, numberOf, phoneOnCard } from '../people/card.ts';
import type { Keys } from '../privacy/keys.ts';
import { isUnder } from '../scope.ts';
import { coursesAt, isOneOf, type Card } from '../vaccination/card.ts';
import { isAfter, type Wanted } from './people.ts';

export async function countVaccinated(tx: Transaction, root: string, day: string): Promise<number> {
  const found = await tx
    .select({ persons: sql<number>`count(distinct (${membership.unit}, ${membership.person}))::int` })
    .from(membership)
    .where(isThere(root, day));
  return found[0]?.persons ?? 0;
}

/** Everybody under a unit once for each unit they belong to, with their doses as they are known now. */
export async function vaccinationLines(tx: Transaction, keys: Keys, wanted: Wanted) {
  const { day, whole } = wanted;
  const people = await peopleUnder(tx, wanted);
  const cards = people.map(({ member }) => member);
  const doses = Map.groupBy(await dosesOf(tx, cards), keyOf);
  const hindrances = Map.groupBy(await hindrancesOf(tx, cards), keyOf);
  const contacts = Map.groupBy(await contactsOf(tx, cards), keyOf);
  const courses = await coursesOf(tx, cards);
  const lines = people.map(({ member, card, who, unitName }): Record<VaccinationColumn, string> => {
    const at = keyOf(member);
    const given = doses.get(at) ?? [];
    const number = numberOf(keys, who);
    const phone = phoneOnCard(keys, card) ?? '';
    const status = statusOf(given, courses.get(member.unit) ?? [], day);
    const [contact] = contacts.get(at) ?? [];
    const born = who.bornOn === null ? null : Temporal.PlainDate.from(who.bornOn);
    return {
      ...{ place: '', unit: unitName, role: member.role, name: nameOnCard(keys, card), sex: who.sex },
      age: born === null ? '' : String(ageOn(born, Temporal.PlainDate.from(day))),
      idNumber: number === null || whole ? (number ?? '') : maskIdNumber(number),
      phone: phone === '' || whole ? phone : maskPhone(phone),
      where: [member.room, member.bed, member.post].filter((it) => it !== null).join(' '),
      ...doseCells(given),
      ...{
        state: status.state,
        next: status.next?.from ?? '',
        hindrance: hindranceOn(hindrances.get(at) ?? [], day) ?? '',
      },
      ...{ worker: contact?.by ?? '', contactOn: contact?.on ?? '', contactNext: contact?.nextOn ?? '' },
      record: member.id,
    };
  });
  const last = people.at(-1)?.member;
  return { lines, last: last === undefined ? [] : [last.unit, last.room ?? '', last.bed ?? '', last.id] };
}

type Given = Awaited<ReturnType<typeof dosesOf>>[number];

export function doseCells(given: readonly Omit<Given, 'unit' | 'person'>[]) {
  const cells = sheetDoses.flatMap((number): [string, string][] => {
    const it = given.find((one) => one.number === number);
    return [
      [`dose${number}On`, it?.on ?? ''],
      [`dose${number}Kind`, it?.kind ?? ''],
      [`dose${number}Place`, it?.place ?? ''],
      [`dose${number}Product`, it?.product ?? ''],
      [`dose${number}Batch`, it?.batch ?? ''],
    ];
  });
  return Object.fromEntries(cells) as Record<Extract<VaccinationColumn, `dose${number}${string}`>, string>;
}

function peopleUnder(tx: Transaction, { unit: root, day, after, limit }: Wanted) {
  return tx
    .select({ member: membership, card: personCard, who: person, unitName: unit.name })
    .from(membership)
    .innerJoin(personCard, and(eq(personCard.person, membership.person), eq(personCard.unit, membership.unit)))
    .innerJoin(person, eq(person.id, membership.person))
    .innerJoin(unit, eq(unit.id, membership.unit))
    .where(and(isThere(root, day), isOnce(day), isAfter(order, after)))
    .orderBy(...order)
    .limit(limit);
}

const order = [
  sql`${membership.unit}`,
  sql`coalesce(${membership.room}, '')`,
  sql`coalesce(${membership.bed}, '')`,
  sql`${membership.id}::text`,
];

const isThere = (root: string, day: string) =>
  and(
    isUnder(membership.unit, [root]),
    lte(membership.since, sql`${day}::date`),
    or(isNull(membership.until), gt(membership.until, sql`${day}::date`)),
  );

/** Of several memberships somebody has in a unit, one. */
const isOnce = (day: string) => sql`not exists (
  select from membership other
   where other.person = ${membership.person} and other.unit = ${membership.unit} and other.id < ${membership.id}
     and other.since <= ${day}::date and (other.until is null or other.until > ${day}::date))`;

export function dosesOf(tx: Transaction, cards: readonly Card[]) {
  const { kind, number, product, batch, place } = dose;
  return tx
    .select({
      unit: dose.unit,
      person: dose.person,
      id: dose.id,
      kind,
      number,
      on: dose.givenOn,
      product,
      batch,
      place,
    })
    .from(dose)
    .where(and(isOneOf(dose, cards), isNull(dose.knownUntil)))
    .orderBy(asc(dose.givenOn));
}

function hindrancesOf(tx: Transaction, cards: readonly Card[]) {
  const { unit: at, person: who, kind, fromDay: from, untilDay: until } = vaccinationHindrance;
  return tx
    .select({ unit: at, person: who, kind, from, until })
    .from(vaccinationHindrance)
    .where(and(isOneOf(vaccinationHindrance, cards), isNull(vaccinationHindrance.knownUntil)));
}

function contactsOf(tx: Transaction, cards: readonly Card[]) {
  const { unit: at, person: who, onDay: on, nextOn } = vaccinationContact;
  return tx
    .select({ unit: at, person: who, on, nextOn, by: staffUser.name })
    .from(vaccinationContact)
    .leftJoin(staffUser, eq(vaccinationContact.madeBy, sql`'staff:' || ${staffUser.id}`))
    .where(isOneOf(vaccinationContact, cards))
    .orderBy(desc(vaccinationContact.madeAt));
}

/** The courses that hold at each unit. */
async function coursesOf(tx: Transaction, cards: readonly Card[]): Promise<Map<string, Course[]>> {
  const courses = new Map<string, Course[]>();
  for (const id of new Set(cards.map((it) => it.unit))) courses.set(id, await coursesAt(tx, id));
  return courses;
}

const keyOf = ({ unit: at, person: who }: Card): string => `${at} ${who}`;
