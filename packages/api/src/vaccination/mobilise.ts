import type { Transaction } from '@anmin/db/client';
import { staffUser } from '@anmin/db/schema/identity';
import { post } from '@anmin/db/schema/organisation';
import { personCard } from '@anmin/db/schema/people';
import { vaccinationMobiliser } from '@anmin/db/schema/vaccination';
import { refuse } from '@anmin/domain/refusal';
import { and, asc, eq, gt, inArray, isNull, lte, ne, or, sql } from 'drizzle-orm';
import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { actorName, journal } from '../journal.ts';
import { once } from '../once.ts';
import { inScope, isUnder } from '../scope.ts';
import { Refused, type StaffContext } from '../trpc.ts';
import type { mobiliseInput } from './inputs.ts';

/** Names who of the staff speaks with these people, one to one; whoever did before is on record until now. */
export function mobilise(ctx: StaffContext, { key, unit, mobiliser, persons }: z.infer<typeof mobiliseInput>) {
  const body = ['vaccination.mobilise', unit, mobiliser, persons];
  return inScope(ctx, ctx.units, (tx) =>
    once(tx, ctx, { scope: `staff:${ctx.actor.id}`, key, body }, async () => {
      const isCard = and(
        inArray(personCard.person, persons),
        eq(personCard.unit, unit),
        isUnder(personCard.unit, ctx.units),
      );
      if ((await tx.$count(personCard, isCard)) < persons.length) throw new Refused(refuse('notFound'));
      if (!(await mobilisersOf(tx, unit)).some(({ id }) => id === mobiliser))
        throw new Refused(refuse('wrongInput', [], { fields: ['mobiliser:gone'] }));
      const { knownUntil, person } = vaccinationMobiliser;
      const isNow = and(eq(vaccinationMobiliser.unit, unit), inArray(person, persons), isNull(knownUntil));
      await tx
        .update(vaccinationMobiliser)
        .set({ knownUntil: sql`office_now()` })
        .where(and(isNow, ne(vaccinationMobiliser.mobiliser, mobiliser)));
      const same = await tx.select({ person }).from(vaccinationMobiliser).where(isNow);
      const others = persons.filter((id) => !same.some((it) => it.person === id));
      const madeBy = actorName(ctx.actor);
      // in one order, so that two who name for the same people do not wait for each other
      const rows = others.toSorted().map((id) => ({ id: randomUUID(), person: id, unit, mobiliser, madeBy }));
      const made =
        rows.length === 0
          ? []
          : await tx.insert(vaccinationMobiliser).values(rows).onConflictDoNothing().returning({ person });
      if (made.length < rows.length) throw new Refused(refuse('stale'));
      const codes = { people: persons.length };
      await journal(tx, ctx.actor, { action: 'mobiliser.named', subject: mobiliser, office: unit, codes });
      return { named: persons.length };
    }),
  );
}

/** Who holds a post today at a unit, below it, or above it as far as whoever asks looks after. */
export function mobilisersOf(tx: Transaction, unit: string) {
  const { fromDay, untilDay, revokedAt } = post;
  const today = sql`office_today()`;
  return tx
    .selectDistinct({ id: staffUser.id, name: staffUser.name })
    .from(post)
    .innerJoin(staffUser, eq(staffUser.id, post.holder))
    .where(
      and(
        ...[isNull(revokedAt), isNull(staffUser.disabledAt)],
        ...[lte(fromDay, today), or(isNull(untilDay), gt(untilDay, today))],
        or(isUnder(post.unit, [unit]), sql`${post.unit} in (select units_over(array[${unit}]::text[]))`),
      ),
    )
    .orderBy(asc(staffUser.name), asc(staffUser.id));
}
