import type { Transaction } from '@anmin/db/client';
import { ballot, booking, waiting } from '@anmin/db/schema/appointments';
import { commitmentTo, hashOfList } from '@anmin/domain/appointments/ballot';
import { ballotRulesSchema } from '@anmin/domain/appointments/settings';
import { instantOf } from '@anmin/domain/calendar/day';
import { and, asc, eq, sql } from 'drizzle-orm';
import { randomBytes, randomUUID } from 'node:crypto';
import { journal } from '../journal.ts';
import { readAfresh } from '../office/office.ts';
import { seal } from '../privacy/seal.ts';
import { setScope } from '../scope.ts';
import type { Context } from '../trpc.ts';

type Planned = { office: string; day: string; rules: unknown };

/** Draws the secret of each ballot that was settled and publishes its hash, so that nobody applies before. */
export async function publishBallots(tx: Transaction, ctx: Context): Promise<void> {
  const { rows } = await tx.execute<Planned>(sql`select office, day::text as day, rules from ballots_to_publish()`);
  for (const { office, day, rules } of rows) {
    const { applyFrom, applyUntil, drawAt, publicValue, answerHours } = ballotRulesSchema.parse(rules);
    await setScope(tx, ctx, [office]);
    const id = randomUUID();
    const secret = randomBytes(32).toString('hex');
    await tx.insert(ballot).values({
      ...{ id, office, day, answerHours, publicValueName: publicValue, commitment: commitmentTo(secret) },
      secretSealed: seal(ctx.keys, `ballot.secret:${id}`, secret),
      ...{ applyFrom: atWall(applyFrom), applyUntil: atWall(applyUntil) },
      drawAt: drawAt === undefined ? null : atWall(drawAt),
    });
    await journal(tx, ctx.actor, { action: 'ballot.published', subject: id, office, codes: { day } });
  }
  if (rows.length > 0) readAfresh(ctx);
}

function atWall(moment: string): string {
  const [day = '', time = ''] = moment.split('T');
  return instantOf(Temporal.PlainDate.from(day), time).toString();
}

/** Applying is over: the list of anonymous numbers and its hash are published and stay. */
export async function closeBallots(tx: Transaction, ctx: Context): Promise<void> {
  const { rows } = await tx.execute<{ id: string; office: string }>(sql`select id, office from ballots_to_close()`);
  for (const { id, office } of rows) {
    await setScope(tx, ctx, [office]);
    const applied = await tx
      .select({ application: waiting.application })
      .from(waiting)
      .innerJoin(booking, eq(booking.id, waiting.booking))
      .where(and(eq(waiting.ballot, id), eq(booking.state, 'waiting')))
      .orderBy(asc(sql`${waiting.application} collate "C"`));
    const applications = applied.flatMap(({ application }) => application ?? []);
    const listHash = hashOfList(applications);
    await tx
      .update(ballot)
      .set({ closedAt: sql`office_now()`, applications, listHash })
      .where(eq(ballot.id, id));
    const codes = { applications: applications.length, listHash };
    await journal(tx, ctx.actor, { action: 'ballot.closed', subject: id, office, codes });
  }
}
