import { evidenceSetting } from '@anmin/db/schema/evidence';
import { officeDay } from '@anmin/domain/calendar/day';
import { refuse } from '@anmin/domain/refusal';
import { asc, eq, or, sql } from 'drizzle-orm';
import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { actorName, journal } from '../journal.ts';
import { officeNow } from '../office/now.ts';
import { once } from '../once.ts';
import { inScope } from '../scope.ts';
import { ownUnit } from '../staff/standing.ts';
import { Refused, type StaffContext } from '../trpc.ts';
import type { settleInput, unitInput } from './inputs.ts';

/** What is settled for the ledgers of a unit, there and above it, with its source. */
export function settings(ctx: StaffContext, { unit: id }: z.infer<typeof unitInput>) {
  return inScope(ctx, ctx.units, async (tx) => {
    const { name } = await ownUnit(tx, ctx, id);
    const above = sql<string[]>`array(select s.unit from evidence_settings_at(array[${id}]) s)`;
    const rows = await tx
      .select()
      .from(evidenceSetting)
      .where(or(eq(evidenceSetting.unit, id), sql`${evidenceSetting.unit} = any (${above})`))
      .orderBy(asc(evidenceSetting.validFrom), asc(evidenceSetting.madeAt));
    const { rows: names } = await tx.execute<{ id: string; name: string }>(
      sql`select id, name from unit where id = any (${sql.param(rows.map(({ unit }) => unit))}::text[])
           union select id, name from units_above()`,
    );
    const nameOf = new Map(names.map((it) => [it.id, it.name]));
    return {
      ...{ unit: { id, name }, today: officeDay(await officeNow(tx)).toString() },
      settings: rows.map(({ unit, setting, source, validFrom }) => ({
        ...{ unit, unitName: nameOf.get(unit) ?? unit, setting, source, validFrom },
      })),
    };
  });
}

/** Settles something from a day on; what held before stays readable and judges the days before. */
export function settle(ctx: StaffContext, { key, unit, setting, source, validFrom }: z.infer<typeof settleInput>) {
  const body = ['evidence.settle', unit, setting, source, validFrom];
  return inScope(ctx, ctx.units, (tx) =>
    once(tx, ctx, { scope: `staff:${ctx.actor.id}`, key, body }, async () => {
      await ownUnit(tx, ctx, unit);
      const today = officeDay(await officeNow(tx)).toString();
      if (validFrom < today) throw new Refused(refuse('wrongDay', [], { day: validFrom }));
      const id = randomUUID();
      const madeBy = actorName(ctx.actor);
      await tx.insert(evidenceSetting).values({ id, unit, setting, source, validFrom, madeBy });
      await journal(tx, ctx.actor, {
        ...{ action: 'evidence.settled', subject: id, office: unit, codes: { kind: setting.kind, validFrom } },
      });
      return { setting: id };
    }),
  );
}
