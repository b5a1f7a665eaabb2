import { display } from '@anmin/db/schema/queue';
import { refuse } from '@anmin/domain/refusal';
import { and, desc, eq, isNull, sql } from 'drizzle-orm';
import { randomUUID } from 'node:crypto';
import { journal } from '../journal.ts';
import { once } from '../once.ts';
import { sha256, sign } from '../privacy/seal.ts';
import { inScope } from '../scope.ts';
import { servedOffice } from '../staff/scope.ts';
import { Refused, type Context, type StaffContext } from '../trpc.ts';

/** The screens of an office that may be shown, with the link of each. */
export function listDisplays(ctx: StaffContext, office: string) {
  return inScope(ctx, ctx.units, async (tx) => {
    await servedOffice(tx, ctx, office);
    const rows = await tx
      .select()
      .from(display)
      .where(and(eq(display.office, office), isNull(display.endedAt)))
      .orderBy(desc(display.madeAt));
    return rows.map(({ id, name, madeAt }) => ({ id, name, madeAt, token: tokenOf(ctx, id) }));
  });
}

export function makeDisplay(ctx: StaffContext, { key, office, name }: { key: string; office: string; name: string }) {
  return inScope(ctx, ctx.units, (tx) =>
    once(tx, ctx, { scope: `staff:${ctx.actor.id}`, key, body: ['makeDisplay', office, name] }, async () => {
      await servedOffice(tx, ctx, office);
      const id = randomUUID();
      const tokenHash = sha256(tokenOf(ctx, id));
      await tx.insert(display).values({ id, office, name, tokenHash, madeBy: ctx.actor.name });
      await journal(tx, ctx.actor, { action: 'display.made', subject: id, office });
      return { display: id };
    }),
  );
}

export function endDisplay(ctx: StaffContext, { key, display: id }: { key: string; display: string }) {
  return inScope(ctx, ctx.units, (tx) =>
    once(tx, ctx, { scope: `staff:${ctx.actor.id}`, key, body: ['endDisplay', id] }, async () => {
      const [found] = await tx.select({ office: display.office }).from(display).where(eq(display.id, id));
      if (found === undefined) throw new Refused(refuse('notFound'));
      await servedOffice(tx, ctx, found.office);
      const [ended] = await tx
        .update(display)
        .set({ endedAt: sql`office_now()` })
        .where(and(eq(display.id, id), isNull(display.endedAt)))
        .returning({ id: display.id });
      if (ended === undefined) throw new Refused(refuse('stale'));
      await journal(tx, ctx.actor, { action: 'display.ended', subject: id, office: found.office });
      return { display: id };
    }),
  );
}

/** Worked out anew when it is shown: the records hold its hash alone. */
export function tokenOf({ keys }: Pick<Context, 'keys'>, id: string): string {
  return sign(keys, 'display', id).toString('hex').slice(0, 40);
}
