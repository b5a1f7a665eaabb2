import type { Transaction } from '@anmin/db/client';
import { dose, vaccineCourse } from '@anmin/db/schema/vaccination';
import { refuse } from '@anmin/domain/refusal';
import { and, eq, isNull } from 'drizzle-orm';
import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { actorName, journal } from '../journal.ts';
import { once } from '../once.ts';
import { inScope, isUnder } from '../scope.ts';
import { ownUnit } from '../staff/standing.ts';
import { Refused, type StaffContext } from '../trpc.ts';
import { coursesAt, keepReached, lockCourses } from './card.ts';
import type { coursesInput, settleInput } from './inputs.ts';

/** What the prefecture of a unit has settled, with its sources; the later one of a kind counts from its day. */
export function courses(ctx: StaffContext, { unit: id }: z.infer<typeof coursesInput>) {
  return inScope(ctx, ctx.units, async (tx) => {
    const own = await ownUnit(tx, ctx, id);
    return { unit: own.id, isPrefecture: own.kind === 'prefecture', courses: await coursesAt(tx, id) };
  });
}

/** Settles what makes a course from a day on. What people have reached is told anew at once. */
export function settleCourse(ctx: StaffContext, { key, unit: id, course }: z.infer<typeof settleInput>) {
  return inScope(ctx, ctx.units, (tx) =>
    once(tx, ctx, { scope: `staff:${ctx.actor.id}`, key, body: ['vaccination.settleCourse', id, course] }, async () => {
      const own = await ownUnit(tx, ctx, id);
      if (own.kind !== 'prefecture') throw new Refused(refuse('wrongInput', [], { fields: ['unit:kind'] }));
      await lockCourses(tx, id);
      await tx.insert(vaccineCourse).values({ id: randomUUID(), unit: id, ...course, madeBy: actorName(ctx.actor) });
      await keepReached(tx, await cardsWith(tx, id, course.kind));
      await journal(tx, ctx.actor, { action: 'course.settled', subject: id, office: id, codes: { kind: course.kind } });
      return { unit: id };
    }),
  );
}

function cardsWith(tx: Transaction, prefecture: string, kind: z.infer<typeof settleInput>['course']['kind']) {
  return tx
    .selectDistinct({ unit: dose.unit, person: dose.person })
    .from(dose)
    .where(and(eq(dose.kind, kind), isNull(dose.knownUntil), isUnder(dose.unit, [prefecture])));
}
