import type { Transaction } from '@anmin/db/client';
import { unit } from '@anmin/db/schema/organisation';
import { vaccinationReaction } from '@anmin/db/schema/vaccination';
import { officeDay } from '@anmin/domain/calendar/day';
import { followUpsOwed, stepsLeft } from '@anmin/domain/vaccination/aftercare';
import { and, asc, inArray, isNull } from 'drizzle-orm';
import type { z } from 'zod';
import { knownBy } from '../measures/facts.ts';
import { boundUnder, lookedUnder } from '../measures/standings.ts';
import { officeNow } from '../office/now.ts';
import { namesOf } from '../people/members.ts';
import { inScope, isUnder } from '../scope.ts';
import type { StaffContext } from '../trpc.ts';
import { dosesOpen, isFollowUp } from './aftercared.ts';
import type { aftercareInput } from './inputs.ts';

/** Who is still to be asked how they are, and whose reaction is not over, by name; each look is an entry. */
export function owed(ctx: StaffContext, input: z.infer<typeof aftercareInput>) {
  return inScope(ctx, ctx.units, async (tx) => {
    const today = officeDay(await officeNow(tx)).toString();
    const { roots } = await lookedUnder(tx, ctx, input.unit);
    const [followUps, reactions] = [await followUpsUnder(tx, ctx, roots, today), await openReactions(tx, roots)];
    const named = await namedHere(tx, ctx, [...followUps, ...reactions]);
    return {
      today,
      followUps: followUps.map((it) => ({ ...it, ...named(it) })),
      reactions: reactions.map(({ treatedAt, informedAt, ...it }) => ({
        ...{ ...it, ...named(it) },
        left: stepsLeft({ treated: treatedAt !== null, informed: informedAt !== null, closed: false }),
      })),
    };
  });
}

/** how many days a follow-up that nobody made is listed; a habit of the page, not policy: the duty stands until it is made */
const lately = 30;

/** What notices ask after each dose, of the last days, and nobody has done, those that are late first. */
export async function followUpsUnder(tx: Transaction, ctx: StaffContext, roots: readonly string[], today: string) {
  const bound = await boundUnder(tx, ctx, roots, today, await knownBy(tx));
  const duties = bound.flatMap(({ id, duties }) =>
    duties.flatMap(({ requirement: it, from, clauses }) =>
      it.kind === 'deadline' && isFollowUp(it) ? [{ unit: id, requirement: it, after: it.onDays, from, clauses }] : [],
    ),
  );
  const dutiesAt = Map.groupBy(duties, ({ unit }) => unit);
  const since = Temporal.PlainDate.from(today).subtract({ days: lately }).toString();
  const listed = duties.map(({ requirement, from }) => ({ requirement, from: from > since ? from : since }));
  return (await dosesOpen(tx, roots, today, listed))
    .flatMap(({ unit, person, on, asked }) => {
      const own = (dutiesAt.get(unit) ?? []).filter(({ from }) => on >= from);
      return followUpsOwed(on, { duties: own, asked, today }).map((it) => ({ unit, person, ...it }));
    })
    .sort((one, other) => one.forDay.localeCompare(other.forDay) || one.unit.localeCompare(other.unit));
}

/** The reactions nobody has closed, the oldest first. */
export function openReactions(tx: Transaction, roots: readonly string[]) {
  const { id, unit: at, person, onDay, treatedAt, informedAt, closedAt } = vaccinationReaction;
  return tx
    .select({ id, unit: at, person, on: onDay, treatedAt, informedAt })
    .from(vaccinationReaction)
    .where(and(isNull(closedAt), isUnder(at, roots)))
    .orderBy(asc(onDay), asc(vaccinationReaction.madeAt));
}

type Card = { readonly person: string; readonly unit: string };

/** The names of people and of their units, each unit's look an entry of its own. */
export async function namedHere(tx: Transaction, ctx: StaffContext, cards: readonly Card[]) {
  const ids = [...new Set(cards.map((it) => it.unit))];
  const units =
    ids.length === 0 ? [] : await tx.select({ id: unit.id, name: unit.name }).from(unit).where(inArray(unit.id, ids));
  const names = new Map<string, ReadonlyMap<string, string>>();
  for (const id of ids) {
    const persons = [...new Set(cards.filter((it) => it.unit === id).map(({ person }) => person))];
    names.set(id, await namesOf(tx, ctx, { unit: id, persons, of: 'vaccination' }));
  }
  return ({ person, unit: at }: Card) => ({
    name: names.get(at)?.get(person) ?? '',
    unitName: units.find(({ id }) => id === at)?.name ?? '',
  });
}
