import type { Transaction } from '@anmin/db/client';
import { person, personCard } from '@anmin/db/schema/people';
import { dose, vaccinationReached, vaccineCourse } from '@anmin/db/schema/vaccination';
import type { Course } from '@anmin/domain/vaccination/course';
import type { Dose } from '@anmin/domain/vaccination/dose';
import { statusOf } from '@anmin/domain/vaccination/status';
import { refuse } from '@anmin/domain/refusal';
import { and, asc, eq, isNull, sql, type SQL } from 'drizzle-orm';
import { officeNow } from '../office/now.ts';
import { isUnder } from '../scope.ts';
import { officeDay } from '@anmin/domain/calendar/day';
import { Refused, type StaffContext } from '../trpc.ts';

/** What a unit keeps of a person hangs on its card of them. */
export type Card = { readonly unit: string; readonly person: string };

/** Somebody a unit of theirs has a card of; a foreign one does not exist. */
export async function ownCard(tx: Transaction, { units }: Pick<StaffContext, 'units'>, card: Card) {
  const [found] = await tx
    .select({ bornOn: person.bornOn, sex: person.sex })
    .from(personCard)
    .innerJoin(person, eq(person.id, personCard.person))
    .where(and(isCard(personCard, card), isUnder(personCard.unit, units)));
  if (found === undefined) throw new Refused(refuse('notFound'));
  return found;
}

/**
 * Whoever changes something of a card waits for who is at it, and for who settles a course: what has been reached follows
 * from all of it.
 */
export async function lockCard(tx: Transaction, { unit, person: id }: Card): Promise<void> {
  await keepCourses(tx, unit);
  await tx.execute(sql`select pg_advisory_xact_lock_shared(hashtextextended(${`vaccination ${unit}`}, 0)),
                              pg_advisory_xact_lock(hashtextextended(${`vaccination ${unit} ${id}`}, 0))`);
}

/** The same for whoever changes the cards of a whole unit: a lock for each would be more than the database has. */
export async function lockCardsOf(tx: Transaction, unit: string): Promise<void> {
  await keepCourses(tx, unit);
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`vaccination ${unit}`}, 0))`);
}

async function keepCourses(tx: Transaction, unit: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock_shared(${coursesKey(sql`prefecture_of(${unit})`)})`);
}

/** Whoever settles a course waits for all who change a card of the prefecture, and they wait for them. */
export async function lockCourses(tx: Transaction, prefecture: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${coursesKey(sql`${prefecture}::text`)})`);
}

const coursesKey = (prefecture: SQL): SQL =>
  sql`hashtextextended('vaccine courses ' || coalesce(${prefecture}, ''), 0)`;

/** The doses on record of somebody, as they are known now. */
export async function dosesOf(tx: Transaction, card: Card): Promise<Dose[]> {
  return (await dosesOfAll(tx, [card])).map(({ kind, number, on }) => ({ kind, number, on }));
}

function dosesOfAll(tx: Transaction, cards: readonly Card[]) {
  return tx
    .select({ unit: dose.unit, person: dose.person, kind: dose.kind, number: dose.number, on: dose.givenOn })
    .from(dose)
    .where(and(isOneOf(dose, cards), isNull(dose.knownUntil)))
    .orderBy(asc(dose.givenOn));
}

/** The courses the prefecture of a unit has settled. */
export async function coursesAt(tx: Transaction, unit: string): Promise<Course[]> {
  return tx
    .select({
      ...{ kind: vaccineCourse.kind, doses: vaccineCourse.doses, gapDays: vaccineCourse.gapDays },
      ...{ withinDays: vaccineCourse.withinDays, boosterAfterDays: vaccineCourse.boosterAfterDays },
      ...{ validFrom: vaccineCourse.validFrom, source: vaccineCourse.source },
    })
    .from(vaccineCourse)
    .where(eq(vaccineCourse.unit, sql`prefecture_of(${unit})`))
    .orderBy(asc(vaccineCourse.validFrom), asc(vaccineCourse.madeAt));
}

/** What people of one prefecture have reached by their doses, from now on; what was known before stays as it was. */
export async function keepReached(tx: Transaction, cards: readonly Card[]): Promise<void> {
  const [any] = cards;
  if (any === undefined) return;
  const courses = await coursesAt(tx, any.unit);
  const today = officeDay(await officeNow(tx)).toString();
  const doses = Map.groupBy(await dosesOfAll(tx, cards), keyOf);
  const reached = cards.flatMap((card) => {
    const { first, full, booster, next } = statusOf(doses.get(keyOf(card)) ?? [], courses, today);
    const days = { full, booster, from: next?.from ?? null, by: next?.by ?? null };
    return first === null ? [] : [{ unit: card.unit, person: card.person, first, ...days }];
  });
  await tx
    .update(vaccinationReached)
    .set({ knownUntil: sql`office_now()` })
    .where(and(isOneOf(vaccinationReached, cards), isNull(vaccinationReached.knownUntil)));
  await tx.execute(sql`
    insert into vaccination_reached (person, unit, first_on, full_on, booster_on, next_from, next_by)
    select * from jsonb_to_recordset(${JSON.stringify(reached)}::jsonb)
               it(person uuid, unit text, first date, "full" date, booster date, "from" date, by date)`);
}

const keyOf = ({ unit, person: id }: Card): string => `${unit} ${id}`;

export function isCard(table: { readonly unit: unknown; readonly person: unknown }, card: Card) {
  return isOneOf(table, [card]);
}

export function isOneOf(table: { readonly unit: unknown; readonly person: unknown }, cards: readonly Card[]) {
  const units = sql.param(cards.map((it) => it.unit));
  const persons = sql.param(cards.map((it) => it.person));
  return sql<boolean>`(${table.unit}, ${table.person}) in (select * from unnest(${units}::text[], ${persons}::uuid[]))`;
}
